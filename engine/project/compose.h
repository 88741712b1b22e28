// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/project/environment.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::project
{

/// A port of a container that is reachable from the machine it runs on.
struct PublishedPort {
    std::string hostAddress; ///< empty: every address of the machine
    int hostPort = 0;
    int containerPort = 0;

    bool operator==(const PublishedPort &) const = default;
};

/// One service of a Compose file, as far as a database client cares.
struct ComposeService {
    std::string name;
    std::string containerName; ///< empty: Compose makes one up
    std::string image;         ///< empty for one that is built
    bool hasHealthcheck = false;
    bool hasPasswordWritten = false; ///< POSTGRES_PASSWORD stands in the file itself, not in a variable or a secret
    std::vector<PublishedPort> ports;
    std::vector<std::string> aliases; ///< in its networks

    /// Whether a container network knows it by this name (service, container_name or a network's alias).
    bool answersTo(std::string_view host) const;
    /// Where the container's port is reached from here: "localhost:5433"; empty when it isn't published.
    std::string addressFromHere(int containerPort) const;
};

/// A Compose file with its override file merged in (Compose manual, "Merge Compose files").
struct ComposeFile {
    std::filesystem::path path;
    std::vector<ComposeService> services; ///< in the file's order

    const ComposeService *serviceFor(std::string_view host) const;
    /// The service that publishes this port of this machine.
    const ComposeService *servicePublishing(int hostPort) const;
    /// The service that a client with these settings meets: by name inside the network, or by its port of this machine.
    const ComposeService *serviceAt(const std::string &host, const std::string &port) const;
};

/// compose.yaml, compose.yml, docker-compose.yaml or docker-compose.yml, in this order, in `folder` or the nearest
/// folder above it, up to the root of its repository.
std::optional<std::filesystem::path> findComposeFile(const std::filesystem::path &folder);

/// Reads services, ports (short and long syntax), images, container names and healthchecks. Variables are replaced as
/// Compose does (Compose manual, "Interpolation"), from the process, from `.env` beside the Compose file, and, so that
/// `--env-file` need not be known, from `environment`; a port whose variable nobody sets is left out.
/// Errors: compose-unreadable, compose-syntax (status Usage) with place.
Result<ComposeFile> readComposeFile(const std::filesystem::path &file, const Environment &environment);

} // namespace retort::project
