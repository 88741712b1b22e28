// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/access.h"

#include "engine/base/text.h"
#include "engine/project/compose.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

namespace retort::session
{

namespace
{

constexpr int postgresPort = 5432;

int portOf(const postgres::ConnectionSettings &settings)
{
    const std::string text = settings.port();
    int port = postgresPort;
    std::from_chars(text.data(), text.data() + text.size(), port);
    return port;
}

bool isThisMachine(const std::string &host)
{
    return host == "localhost" || host == "127.0.0.1" || host == "::1";
}

std::string dockerCompose(const project::ComposeFile &file, const std::string &words)
{
    return "docker compose -f " + file.path.string() + ' ' + words;
}

void adviseOnName(Error &error, const project::ComposeFile &file, const project::Database &database,
                  const postgres::ConnectionSettings &settings)
{
    const std::string host = settings.host();
    const project::ComposeService *service = file.serviceFor(host);
    if (!service)
        return;
    error.code = "container-only-name";
    error.message = "Can't connect to " + settings.toDisplayString() + ": the name " + host
        + " is known only inside the container network of " + file.path.string() + '.';
    const std::string address = service->addressFromHere(portOf(settings));
    if (address.empty())
        error.hint = "Its service publishes no port: add ports: [\"127.0.0.1:5433:5432\"] to " + service->name + " in "
            + file.path.filename().string() + ", or run Retort in the network.";
    else
        error.hint = "From here it is " + address + ": write " + host + " = \"" + address + "\" under [database."
            + database.name + ".hosts] in retort.toml, or run Retort in the network.";
}

void adviseOnPort(Error &error, const project::ComposeFile &file, const postgres::ConnectionSettings &settings)
{
    if (!isThisMachine(settings.host()))
        return;
    if (const project::ComposeService *service = file.servicePublishing(portOf(settings)))
        error.hint = "Service " + service->name + " of " + file.path.filename().string()
            + " publishes that port; is it up? " + dockerCompose(file, "up -d --wait " + service->name);
}

} // namespace

postgres::ConnectionSettings settingsForLooking(const project::Database &database,
                                                postgres::ConnectionSettings settings)
{
    if (!database.isReadOnly())
        return settings;
    std::string &options = settings.keywords["options"];
    // The keyword takes the variable's place (manual, "Environment Variables").
    if (const char *outside = std::getenv("PGOPTIONS"); options.empty() && outside)
        options = outside;
    options += options.empty() ? "" : " ";
    options += "-c default_transaction_read_only=on";
    return settings;
}

Error withComposeAdvice(Error error, const Workspace &workspace, const project::Database &database,
                        const postgres::ConnectionSettings &settings)
{
    if (error.code != "host-not-found" && error.code != "connection-refused")
        return error;
    const auto path = project::findComposeFile(workspace.project().folder);
    if (!path)
        return error;
    const auto file = project::readComposeFile(*path, workspace.environment());
    if (!file)
        return error;
    if (error.code == "host-not-found")
        adviseOnName(error, *file, database, settings);
    else
        adviseOnPort(error, *file, settings);
    return error;
}

ConnectPatience::ConnectPatience(std::optional<Milliseconds> asked, Clock::time_point begun)
    : m_isAsked(asked.has_value())
    , m_end(begun + asked.value_or(standard))
{
}

bool ConnectPatience::mayPass(const Error &error) const
{
    static constexpr std::array<std::string_view, 5> ofContainersThatComeUp{
        "connection-refused", "connection-failed", "connection-timeout", "host-not-found", "container-only-name"};
    return error.code == "server-starting"
        || (m_isAsked
            && std::find(ofContainersThatComeUp.begin(), ofContainersThatComeUp.end(), error.code)
                != ofContainersThatComeUp.end());
}

std::optional<ConnectPatience::Milliseconds> ConnectPatience::nextTry(const Error &error, Clock::time_point now)
{
    constexpr Milliseconds longestPause{3'000};
    if (!mayPass(error) || left(now) <= Milliseconds{0})
        return std::nullopt;
    const Milliseconds pause = std::min(m_pause, left(now));
    m_pause = std::min(m_pause * 2, longestPause);
    return pause;
}

ConnectPatience::Milliseconds ConnectPatience::left(Clock::time_point now) const
{
    return std::max(std::chrono::ceil<Milliseconds>(m_end - now), Milliseconds{0});
}

} // namespace retort::session
