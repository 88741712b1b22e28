// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/restoreinplace.h"

#include "engine/script/descriptor.h"
#include "engine/session/clientprogram.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <optional>
#include <string_view>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

namespace retort::session
{

namespace
{

/// psql commits when its input ends, and a program that was killed ends it like one that is done: until this row is
/// gone, the deferred constraint makes the commit fail.
constexpr std::string_view guardSql =
    "CREATE TEMPORARY TABLE retort_unfinished (n int UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP;"
    " INSERT INTO retort_unfinished VALUES (1), (1)";
constexpr std::string_view releaseSql = "\nDELETE FROM pg_temp.retort_unfinished;\n";

/// All of the user's own objects, but for those that belong to an extension, which stays. The schema public stays for
/// its rights. What isn't dropped here (a publication, a server) makes the backup's CREATE fail, and nothing is changed.
constexpr std::string_view dropSql = R"(
DO $retort$
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT nspname FROM pg_catalog.pg_namespace n
        WHERE nspname NOT LIKE 'pg\_%' AND nspname NOT IN ('information_schema', 'public')
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_namespace'::regclass
                AND d.objid = n.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', one.nspname);
    END LOOP;
    FOR one IN
        SELECT relname, CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
            WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END AS kind
        FROM pg_catalog.pg_class c
        WHERE relnamespace = to_regnamespace('public') AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c')
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass
                AND d.objid = c.oid AND d.deptype = 'e')
        ORDER BY relkind = 'S'
    LOOP
        EXECUTE format('DROP %s IF EXISTS public.%I CASCADE', one.kind, one.relname);
    END LOOP;
    FOR one IN
        SELECT proname, pg_catalog.pg_get_function_identity_arguments(p.oid) AS arguments FROM pg_catalog.pg_proc p
        WHERE pronamespace = to_regnamespace('public')
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::regclass
                AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
    LOOP
        EXECUTE format('DROP ROUTINE IF EXISTS public.%I(%s) CASCADE', one.proname, one.arguments);
    END LOOP;
    FOR one IN
        SELECT typname FROM pg_catalog.pg_type t
        WHERE typnamespace = to_regnamespace('public') AND typtype IN ('e', 'd', 'r')
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_type'::regclass
                AND d.objid = t.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('DROP TYPE IF EXISTS public.%I CASCADE', one.typname);
    END LOOP;
END
$retort$)";

Error failed(const std::string &why, const std::string &hint)
{
    return makeError("restore-failed", "The restore failed: " + why + "; the database is as it was.", hint);
}

bool writeAll(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t count = ::write(descriptor, text.data(), text.size());
        if (count < 0 && errno != EINTR)
            return false;
        text.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    return true;
}

/// pg_restore's script on its way into psql. On a thread of its own.
class ScriptSource
{
public:
    ScriptSource(ClientProgram program, const RestoreInPlace &what, script::Descriptor pipe)
        : m_program(std::move(program))
        , m_what(what)
        , m_pipe(std::move(pipe))
    {
    }

    /// Of the reader, which must be gone before the pipe closes, unless the script is whole.
    std::stop_source &readerStop() { return m_readerStop; }
    const std::optional<Error> &error() const { return m_error; }

    void run()
    {
        // A reader that has failed is known by the write's error.
        sigset_t pipeSignal;
        ::sigemptyset(&pipeSignal);
        ::sigaddset(&pipeSignal, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &pipeSignal, nullptr);
        ClientCall call;
        call.arguments = {"--file=-", m_what.file.string()};
        call.standardOutput = m_pipe.number();
        call.stop = m_what.stop;
        const auto ended = runClient(m_program, {}, call);
        const bool isWhole = ended && ended->succeeded();
        if (isWhole && writeAll(m_pipe.number(), m_what.lastSql) && writeAll(m_pipe.number(), releaseSql)) {
            m_pipe = {};
            return;
        }
        if (!ended)
            m_error = ended.error();
        else if (!isWhole)
            m_error = failed(ended->reason("pg_restore"), "Choose another backup; this one is damaged.");
        m_readerStop.request_stop();
    }

private:
    ClientProgram m_program;
    const RestoreInPlace &m_what;
    script::Descriptor m_pipe;
    std::stop_source m_readerStop;
    std::optional<Error> m_error;
};

} // namespace

Result<void> restoreInPlace(const RestoreInPlace &what)
{
    const int major = majorVersionOf(what.serverVersion);
    auto restorer = findClientProgram("pg_restore", major);
    auto shell = findClientProgram("psql", major);
    for (const auto *program : {&restorer, &shell}) {
        if (!*program)
            return failed(program->error().message, program->error().hint);
    }
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return failed("no pipe can be made", {});
    script::Descriptor reading(ends[0]);
    ScriptSource source(*std::move(restorer), what, script::Descriptor(ends[1]));
    const std::stop_callback cancel(what.stop, [&source] { source.readerStop().request_stop(); });

    ClientCall call;
    call.arguments = {"--no-psqlrc",
                      "--quiet",
                      "--no-password",
                      "--single-transaction",
                      "--set=ON_ERROR_STOP=1",
                      "--dbname=" + connectionArgument(what.settings, {}, what.serverVersion),
                      "--command=SET client_min_messages = warning",
                      "--command=" + std::string(guardSql),
                      "--command=" + std::string(dropSql),
                      "--file=-"};
    call.standardInput = reading.number();
    call.stop = source.readerStop().get_token();
    call.onWaiting = what.onWaiting;
    std::thread writer([&source] { source.run(); });
    const auto ended = runClient(*shell, what.settings, call);
    reading = {}; // a writer that still writes learns that nobody reads
    writer.join();
    if (what.stop.stop_requested() && !(ended && ended->succeeded()))
        return makeError("cancelled", "Cancelled; the database is as it was.", {}, ExitStatus::Interrupted);
    if (!ended)
        return failed(ended.error().message, ended.error().hint);
    if (ended->succeeded())
        return {};
    if (ended->wasStopped && source.error())
        return *source.error();
    return failed(ended->reason("psql"), "Mend that, then run the same command again.");
}

} // namespace retort::session
