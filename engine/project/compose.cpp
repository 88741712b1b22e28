// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/compose.h"

#include "engine/base/text.h"
#include "engine/project/composevalues.h"
#include "engine/project/files.h"
#include "engine/project/variablebraces.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace retort::project
{

namespace
{

namespace fs = std::filesystem;

/// Compose's own names, the one it prefers first.
constexpr std::array<std::string_view, 4> fileNames{"compose.yaml", "compose.yml", "docker-compose.yaml",
                                                    "docker-compose.yml"};

/// "compose.override.yaml" beside "compose.yaml".
fs::path overrideOf(const fs::path &file)
{
    return file.parent_path() / (file.stem().string() + ".override" + file.extension().string());
}

/// A key of a mapping, or of what its merge key `<<` (https://yaml.org/type/merge.html) brings in. `searched`: the
/// mappings that were looked at already, for a mapping may bring in itself.
YAML::Node childOf(const YAML::Node &mapping, const std::string &key, std::vector<YAML::Node> &searched)
{
    const bool isKnown = std::any_of(searched.begin(), searched.end(),
                                     [&](const YAML::Node &before) { return before.is(mapping); });
    if (!mapping.IsMap() || isKnown)
        return YAML::Node(YAML::NodeType::Undefined);
    searched.push_back(mapping);
    if (const YAML::Node own = mapping[key])
        return own;
    const YAML::Node merged = mapping["<<"];
    if (!merged)
        return YAML::Node(YAML::NodeType::Undefined);
    if (merged.IsMap())
        return childOf(merged, key, searched);
    for (const YAML::Node &one : merged) {
        if (const YAML::Node found = childOf(one, key, searched))
            return found;
    }
    return YAML::Node(YAML::NodeType::Undefined);
}

YAML::Node childOf(const YAML::Node &mapping, const std::string &key)
{
    std::vector<YAML::Node> searched;
    return childOf(mapping, key, searched);
}

class ComposeReader
{
public:
    explicit ComposeReader(VariableLookup lookup)
        : m_lookup(std::move(lookup))
    {
    }

    /// A value whose variables stand too deep in one another's defaults.
    struct TooDeep {
        YAML::Mark mark;
    };

    /// Throws YAML::Exception, TooDeep.
    void read(const std::string &text, ComposeFile &to) const
    {
        const YAML::Node root = YAML::Load(text);
        const YAML::Node services = childOf(root, "services");
        if (!services || !services.IsMap())
            return;
        for (const auto &entry : services) {
            if (entry.second.IsMap())
                readService(entry.second, serviceNamed(to, entry.first.Scalar()));
        }
    }

private:
    static ComposeService &serviceNamed(ComposeFile &file, const std::string &name)
    {
        const auto known = std::find_if(file.services.begin(), file.services.end(),
                                        [&](const ComposeService &service) { return service.name == name; });
        if (known != file.services.end())
            return *known;
        file.services.emplace_back();
        file.services.back().name = name;
        return file.services.back();
    }

    void readService(const YAML::Node &node, ComposeService &service) const
    {
        take(node, "image", service.image);
        take(node, "container_name", service.containerName);
        if (const YAML::Node check = childOf(node, "healthcheck"))
            service.hasHealthcheck = !isTrue(childOf(check, "disable"));
        for (const YAML::Node &port : listIn(node, "ports"))
            readPort(port, service);
        if (const YAML::Node networks = childOf(node, "networks"); networks && networks.IsMap()) {
            for (const auto &network : networks) {
                for (const YAML::Node &alias : listIn(network.second, "aliases"))
                    service.aliases.push_back(alias.Scalar());
            }
        }
        readEnvironment(childOf(node, "environment"), service);
    }

    /// The elements of a list, or none.
    static std::vector<YAML::Node> listIn(const YAML::Node &node, const std::string &key)
    {
        std::vector<YAML::Node> elements;
        const YAML::Node list = childOf(node, key);
        if (!list || !list.IsSequence())
            return elements;
        for (const YAML::Node &element : list)
            elements.push_back(element);
        return elements;
    }

    static bool isTrue(const YAML::Node &node) { return node && node.IsScalar() && node.Scalar() == "true"; }

    /// A scalar with its variables put in. Throws TooDeep.
    std::optional<std::string> textOf(const YAML::Node &scalar) const
    {
        auto text = interpolated(scalar.Scalar(), m_lookup);
        if (!text && VariableBraces(scalar.Scalar()).depth() > VariableBraces::deepest)
            throw TooDeep{scalar.Mark()};
        return text;
    }

    void take(const YAML::Node &node, const std::string &key, std::string &to) const
    {
        const YAML::Node value = childOf(node, key);
        if (!value || !value.IsScalar())
            return;
        if (auto text = textOf(value))
            to = std::move(*text);
    }

    void readPort(const YAML::Node &node, ComposeService &service) const
    {
        std::vector<PublishedPort> ports;
        if (node.IsMap()) {
            std::string protocol = "tcp";
            std::string address;
            std::string published;
            std::string target;
            take(node, "protocol", protocol);
            take(node, "host_ip", address);
            take(node, "published", published);
            take(node, "target", target);
            if (protocol == "tcp")
                ports = publishedPorts(address, published, target);
        } else if (const auto text = node.IsScalar() ? textOf(node) : std::nullopt) {
            ports = publishedPorts(*text);
        }
        for (PublishedPort &port : ports) {
            if (std::find(service.ports.begin(), service.ports.end(), port) == service.ports.end())
                service.ports.push_back(std::move(port));
        }
    }

    /// A mapping, or a list of "NAME=value".
    static void readEnvironment(const YAML::Node &environment, ComposeService &service)
    {
        constexpr std::string_view name = "POSTGRES_PASSWORD";
        std::string written;
        if (environment && environment.IsMap()) {
            if (const YAML::Node value = environment[std::string(name)]; value && value.IsScalar())
                written = value.Scalar();
        } else if (environment && environment.IsSequence()) {
            for (const YAML::Node &line : environment) {
                const std::string &text = line.Scalar();
                if (text.starts_with(std::string(name) + '='))
                    written = text.substr(name.size() + 1);
            }
        }
        if (!written.empty())
            service.hasPasswordWritten = written.find('$') == std::string::npos;
    }

    VariableLookup m_lookup;
};

VariableLookup lookupFor(const Environment &beside, const Environment &ofProject)
{
    return [&](const std::string &name) -> std::optional<std::string> {
        for (const Environment *environment : {&beside, &ofProject}) {
            if (auto value = environment->find(name))
                return std::move(value->text);
        }
        return std::nullopt;
    };
}

Result<void> readInto(ComposeFile &file, const fs::path &path, const ComposeReader &reader)
{
    const auto text = readFile(path);
    if (!text) {
        Error error = makeError("compose-unreadable", "The Compose file can't be read: " + text.error().message + '.',
                                "Check its rights.", ExitStatus::Usage);
        error.place.file = path.string();
        return error;
    }
    try {
        reader.read(*text, file);
    } catch (const YAML::Exception &problem) {
        Error error = makeError("compose-syntax", "The Compose file is not valid YAML: " + problem.msg + '.',
                                "docker compose config tells what it takes it for.", ExitStatus::Usage);
        error.place = {path.string(), problem.mark.line + 1, problem.mark.column + 1};
        return error;
    } catch (const ComposeReader::TooDeep &problem) {
        Error error = makeError("compose-syntax", "In the Compose file, variables stand more than "
                                    + std::to_string(VariableBraces::deepest) + " deep in one another's defaults.",
                                "Give the value as it is, or by one variable.", ExitStatus::Usage);
        error.place = {path.string(), problem.mark.line + 1, problem.mark.column + 1};
        return error;
    }
    return {};
}

} // namespace

bool ComposeService::answersTo(std::string_view host) const
{
    return name == host || (!containerName.empty() && containerName == host)
        || std::find(aliases.begin(), aliases.end(), host) != aliases.end();
}

std::string ComposeService::addressFromHere(int containerPort) const
{
    const auto port = std::find_if(ports.begin(), ports.end(), [containerPort](const PublishedPort &published) {
        return published.containerPort == containerPort;
    });
    if (port == ports.end())
        return {};
    const bool isLocal = port->hostAddress.empty() || port->hostAddress == "0.0.0.0" || port->hostAddress == "::"
        || port->hostAddress == "127.0.0.1" || port->hostAddress == "localhost";
    const bool isIpv6 = port->hostAddress.find(':') != std::string::npos;
    const std::string host = isLocal ? "localhost" : isIpv6 ? '[' + port->hostAddress + ']' : port->hostAddress;
    return host + ':' + std::to_string(port->hostPort);
}

const ComposeService *ComposeFile::serviceFor(std::string_view host) const
{
    const auto found = std::find_if(services.begin(), services.end(),
                                    [&](const ComposeService &service) { return service.answersTo(host); });
    return found == services.end() ? nullptr : &*found;
}

const ComposeService *ComposeFile::servicePublishing(int hostPort) const
{
    for (const ComposeService &service : services) {
        for (const PublishedPort &port : service.ports) {
            if (port.hostPort == hostPort)
                return &service;
        }
    }
    return nullptr;
}

const ComposeService *ComposeFile::serviceAt(const std::string &host, const std::string &port) const
{
    if (const ComposeService *named = serviceFor(host))
        return named;
    const bool isThisMachine = host == "localhost" || host == "127.0.0.1" || host == "::1";
    int number = 0;
    const auto [end, problem] = std::from_chars(port.data(), port.data() + port.size(), number);
    return isThisMachine && problem == std::errc() ? servicePublishing(number) : nullptr;
}

std::optional<fs::path> findComposeFile(const fs::path &folder)
{
    std::error_code ignored;
    for (fs::path at = fs::absolute(folder, ignored).lexically_normal();; at = at.parent_path()) {
        for (const std::string_view name : fileNames) {
            if (fs::is_regular_file(at / name, ignored))
                return at / name;
        }
        if (fs::exists(at / ".git", ignored) || at == at.parent_path())
            return std::nullopt;
    }
}

Result<ComposeFile> readComposeFile(const fs::path &file, const Environment &environment)
{
    // A broken .env beside it is Compose's own to tell of; its values then count as not set.
    const auto beside = Environment::load(file.parent_path());
    const Environment besideOrProcess = beside ? *beside : Environment::ofProcess();
    const ComposeReader reader(lookupFor(besideOrProcess, environment));
    ComposeFile found;
    found.path = file;
    if (auto read = readInto(found, file, reader); !read)
        return std::move(read).error();
    std::error_code ignored;
    if (const fs::path more = overrideOf(file); fs::is_regular_file(more, ignored)) {
        if (auto read = readInto(found, more, reader); !read)
            return std::move(read).error();
    }
    return found;
}

} // namespace retort::project
