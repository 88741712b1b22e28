// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/clientprogram.h"

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/sandbox/installation.h"
#include "engine/sandbox/process.h"
#include "engine/script/descriptor.h"
#include "engine/session/command.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <optional>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace retort::session
{

namespace
{

namespace fs = std::filesystem;
using std::chrono::steady_clock;

constexpr std::chrono::milliseconds waitingStep{200};
/// For the cancel request and the program's own tidying up.
constexpr std::chrono::milliseconds cancelPatience{3'000};

std::vector<fs::path> folders()
{
    if (const char *named = std::getenv("RETORT_PG_BIN"); named && *named)
        return {named};
    std::vector<fs::path> found;
    if (const char *path = std::getenv("PATH")) {
        for (const std::string_view part : text::split(path, ':')) {
            if (part.starts_with('/'))
                found.emplace_back(part);
        }
    }
    std::error_code problem;
    for (const auto &entry : fs::directory_iterator("/usr/lib/postgresql", problem))
        found.push_back(entry.path() / "bin");
    return found;
}

/// With the variables that libpq heeds in this process too (manual, "Environment Variables"); the first of a name
/// counts.
std::vector<std::string> environmentFor(const postgres::ConnectionSettings &settings)
{
    std::vector<std::string> variables{"LC_ALL=C.UTF-8", "PGAPPNAME=retort"};
    if (settings.hasPassword())
        variables.push_back("PGPASSWORD=" + settings.value("password"));
    for (char **entry = environ; *entry; ++entry) {
        const std::string_view variable = *entry;
        const bool isSet = variable.starts_with("PGAPPNAME=")
            || (variable.starts_with("PGPASSWORD=") && settings.hasPassword());
        if (variable.starts_with("PG") && !isSet)
            variables.emplace_back(variable);
    }
    for (std::string &variable : harmlessEnvironment()) {
        if (!variable.starts_with("LC_ALL="))
            variables.push_back(std::move(variable));
    }
    return variables;
}

/// A pipe whose reading end never blocks.
struct Pipe {
    script::Descriptor reading;
    script::Descriptor writing;

    static std::optional<Pipe> make()
    {
        std::array<int, 2> ends{-1, -1};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            return std::nullopt;
        ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
        return Pipe{script::Descriptor(ends[0]), script::Descriptor(ends[1])};
    }

    /// False at its end.
    bool drain(std::string &into) const
    {
        std::array<char, 8192> bytes{};
        while (true) {
            const ssize_t count = ::read(reading.number(), bytes.data(), bytes.size());
            if (count > 0)
                into.append(bytes.data(), static_cast<std::size_t>(count));
            else if (count == 0 || (errno != EINTR && errno != EAGAIN))
                return false;
            else if (errno == EAGAIN)
                return true;
        }
    }
};

/// Waits for a child and what it writes.
class Watch
{
public:
    Watch(pid_t pid, const ClientCall &call, ClientEnd &end)
        : m_pid(pid)
        , m_call(call)
        , m_end(end)
    {
    }

    void follow(const Pipe &output, const Pipe &errors)
    {
        bool outputIsOpen = true;
        bool errorsAreOpen = true;
        while (outputIsOpen || errorsAreOpen) {
            std::array<pollfd, 2> ends{{{outputIsOpen ? output.reading.number() : -1, POLLIN, 0},
                                        {errorsAreOpen ? errors.reading.number() : -1, POLLIN, 0}}};
            ::poll(ends.data(), ends.size(), static_cast<int>(waitingStep.count()));
            outputIsOpen = outputIsOpen && output.drain(m_end.output);
            errorsAreOpen = errorsAreOpen && errors.drain(m_end.errors);
            heedStop();
            if (m_call.onWaiting && !m_end.wasStopped)
                m_call.onWaiting();
        }
        const int waited = sandbox::waitForExit(m_pid);
        m_end.status = WIFEXITED(waited) ? WEXITSTATUS(waited) : 128 + WTERMSIG(waited);
    }

private:
    /// SIGTERM makes these programs send a cancel request; one that doesn't end then is killed.
    void heedStop()
    {
        if (!m_call.stop.stop_requested())
            return;
        if (!m_end.wasStopped) {
            m_end.wasStopped = true;
            m_deadline = steady_clock::now() + cancelPatience;
            ::kill(m_pid, SIGTERM);
        } else if (steady_clock::now() >= m_deadline) {
            ::kill(m_pid, SIGKILL);
        }
    }

    pid_t m_pid;
    const ClientCall &m_call;
    ClientEnd &m_end;
    steady_clock::time_point m_deadline;
};

} // namespace

int majorVersionOf(const std::string &version)
{
    int major = 0;
    std::from_chars(version.data(), version.data() + version.size(), major);
    return major;
}

int majorVersionOf(int serverVersion)
{
    return serverVersion / 10'000;
}

std::string ClientEnd::reason(const std::string &name) const
{
    return errors.empty() ? name + " ended with status " + std::to_string(status) : errors;
}

Result<ClientProgram> findClientProgram(const std::string &name, int majorVersion)
{
    std::optional<ClientProgram> best;
    std::string newestTooOld;
    for (const fs::path &folder : folders()) {
        const fs::path path = folder / name;
        if (::access(path.c_str(), X_OK) != 0)
            continue;
        ClientProgram program{path, sandbox::versionOfProgram(path), 0};
        program.majorVersion = majorVersionOf(program.version);
        if (program.majorVersion == majorVersion)
            return program;
        if (program.majorVersion < majorVersion)
            newestTooOld = majorVersionOf(newestTooOld) < program.majorVersion ? program.version : newestTooOld;
        else if (!best || program.majorVersion < best->majorVersion)
            best = std::move(program);
    }
    if (best)
        return *std::move(best);
    const std::string install = "Install postgresql-client-" + std::to_string(majorVersion)
        + " or a newer one, or set RETORT_PG_BIN to the folder of such programs.";
    if (newestTooOld.empty())
        return makeError("client-program-missing", "There is no " + name + " on this machine", install);
    return makeError("client-program-too-old",
                     name + ' ' + newestTooOld + " is older than PostgreSQL " + std::to_string(majorVersion)
                         + " and can't work with it",
                     install);
}

std::string connectionArgument(const postgres::ConnectionSettings &settings, const std::string &database,
                               int serverVersion)
{
    std::map<std::string, std::string> keywords = settings.keywords;
    for (const char *left : {"password", "sslpassword", "application_name", "fallback_application_name"})
        keywords.erase(left);
    if (!database.empty())
        keywords["dbname"] = database;
    if (serverVersion >= 140000) {
        std::string &options = keywords["options"];
        // The keyword takes the variable's place.
        if (const char *outside = std::getenv("PGOPTIONS"); options.empty() && outside)
            options = outside;
        options += std::string(options.empty() ? "" : " ") + "-c client_connection_check_interval=500ms";
    }
    std::string argument;
    for (const auto &[keyword, value] : keywords) {
        std::string quoted;
        for (const char c : value) {
            if (c == '\'' || c == '\\')
                quoted += '\\';
            quoted += c;
        }
        argument += (argument.empty() ? "" : " ") + keyword + "='" + quoted + '\'';
    }
    return argument;
}

Result<ClientEnd> runClient(const ClientProgram &program, const postgres::ConnectionSettings &settings,
                            const ClientCall &call)
{
    auto output = Pipe::make();
    auto errors = Pipe::make();
    if (!output || !errors)
        return makeError("client-program-missing", program.path.string() + " can't be started: no pipe");
    sandbox::Launch launch;
    launch.command = {program.path.string()};
    launch.command.insert(launch.command.end(), call.arguments.begin(), call.arguments.end());
    launch.environment = environmentFor(settings);
    launch.standardInput = call.standardInput;
    launch.standardOutput = call.standardOutput >= 0 ? call.standardOutput : output->writing.number();
    launch.standardError = errors->writing.number();
    launch.endsWithUs = true;
    const auto pid = sandbox::launch(launch);
    if (!pid)
        return makeError("client-program-missing", pid.error().message, "Look at " + program.path.string() + '.');
    output->writing = {};
    errors->writing = {};
    ClientEnd end;
    Watch(*pid, call, end).follow(*output, *errors);
    Redactor redactor;
    redactor.addSecret(settings.value("password"));
    end.errors = text::trimmed(redactor.masked(end.errors));
    return end;
}

} // namespace retort::session
