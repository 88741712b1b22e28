// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/hosts.h"

#include "engine/base/text.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

namespace retort::project {

namespace {

struct HostAndPort {
    std::string host;
    std::string port;
};

/// "host", "host:port", "[::1]:5432", "::1".
HostAndPort hostAndPort(std::string_view address)
{
    if (address.starts_with('[')) {
        const std::size_t end = std::min(address.find(']'), address.size());
        const std::string_view after = address.substr(std::min(end + 1, address.size()));
        return {std::string(address.substr(1, end - 1)), std::string(after.starts_with(':') ? after.substr(1) : after)};
    }
    const std::size_t colon = address.find(':');
    if (colon == std::string_view::npos || address.find(':', colon + 1) != std::string_view::npos)
        return {std::string(address), {}};
    return {std::string(address.substr(0, colon)), std::string(address.substr(colon + 1))};
}

} // namespace

bool runsInContainer()
{
    // Docker and Podman leave these files in every container of theirs.
    return access("/.dockerenv", F_OK) == 0 || access("/run/.containerenv", F_OK) == 0;
}

bool hostResolves(const std::string &host)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    if (getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0)
        return false;
    freeaddrinfo(found);
    return true;
}

void useAddressesFromHere(std::map<std::string, std::string> &keywords,
                          const std::map<std::string, std::string> &addresses, const HostLookup &keeps)
{
    const auto written = keywords.find("host");
    if (written == keywords.end() || addresses.empty())
        return;
    const std::string hostList = written->second;
    const std::string portList = keywords.contains("port") ? keywords.at("port") : std::string();
    const auto hosts = text::split(hostList, ',');
    const auto ports = text::split(portList, ',');
    std::vector<std::string> newHosts;
    std::vector<std::string> newPorts;
    bool changed = false;
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        // libpq: one port holds for all hosts.
        newPorts.emplace_back(ports.size() == 1 ? ports.front() : i < ports.size() ? ports[i] : std::string_view());
        newHosts.emplace_back(hosts[i]);
        const auto address = addresses.find(newHosts.back());
        if (address == addresses.end() || keeps(newHosts.back()))
            continue;
        const HostAndPort parts = hostAndPort(address->second);
        newHosts.back() = parts.host;
        if (!parts.port.empty())
            newPorts.back() = parts.port;
        changed = true;
    }
    if (!changed)
        return;
    keywords["host"] = text::join(newHosts, ",");
    keywords["port"] = text::join(newPorts, ",");
    keywords.erase("hostaddr"); // it would win over the new address
}

} // namespace retort::project
