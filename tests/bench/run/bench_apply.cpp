// SPDX-License-Identifier: GPL-3.0-or-later
// Applying revisions: 1,000 small ones, two branches at once, one of 50 MB. The engine alone and `retort upgrade` with
// its journal, beside psql and a bare libpq program, in turns, on a server of the benchmark's own. Peak memory is that
// of the largest process, those that a program starts and waits for included. Each round starts from an empty database,
// and counts only when all is in it afterwards. Ends with a non-zero status where a goal is missed.
//
//     bench_apply [small|branches|inserts|copy]…
//
// RETORT_BENCH_ROUNDS: how many (5; the large ones take a third of it); RETORT_BENCH_MEGABYTES: of the large one (50).
#include "tests/bench/measure.h"
#include "tests/bench/run/applyscripts.h"
#include "tests/bench/run/benchserver.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>

using namespace retort::bench;

namespace fs = std::filesystem;

namespace
{

constexpr std::size_t revisionCount = 1'000;
constexpr const char *floorProgram = RETORT_BINARY_DIR "/tests/floor_multi";
constexpr const char *engineProgram = RETORT_BINARY_DIR "/tests/retort_apply";
constexpr const char *commandLineProgram = RETORT_BINARY_DIR "/bin/retort";

int numberFrom(const char *variable, int otherwise)
{
    const char *value = std::getenv(variable);
    const std::string_view text = value ? value : "";
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number > 0 ? number : otherwise;
}

/// Makes contenders of programs on one database.
class Course
{
public:
    Course(const BenchServer &server, std::string check, std::string expected)
        : m_server(server)
        , m_check(std::move(check))
        , m_expected(std::move(expected))
    {
    }

    Contender contender(std::string name, std::vector<std::string> words) const
    {
        return {name, [*this, name, words = std::move(words)] {
                    m_server.makeEmpty("bench");
                    Environment environment = m_server.environment("bench");
                    environment.emplace_back("XDG_STATE_HOME", m_server.folder() / "state");
                    const Sample sample = runProgram(words, environment);
                    const std::string found = m_server.ask("bench", m_check);
                    if (found != m_expected)
                        giveUp(name + " left \"" + found + "\" and not \"" + m_expected + '"');
                    return sample;
                }};
    }
    Contender psql(const fs::path &script) const
    {
        return contender("psql -f", {m_server.psql(), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", script.string()});
    }

private:
    const BenchServer &m_server;
    std::string m_check;
    std::string m_expected;
};

bool report(const std::string &title, const std::vector<Figure> &figures, const std::vector<Goal> &goals)
{
    printFigures(title, figures);
    printGoals(goals);
    return std::all_of(goals.begin(), goals.end(), [](const Goal &goal) { return goal.value <= goal.limit; });
}

double ratio(const Figure &one, const Figure &other)
{
    return one.milliseconds / other.milliseconds;
}

/// A project on the database "bench", whose revisions are in `versions`; its file.
fs::path writeProject(const BenchServer &server, const fs::path &versions)
{
    const fs::path file = server.folder() / "retort.toml";
    std::ofstream(file) << "[project]\nlocations = [\"" << versions.filename().string()
                        << "\"]\n[database.bench]\nurl = \"postgresql:///bench\"\n";
    return file;
}

bool applySmall(const BenchServer &server, int rounds)
{
    const fs::path folder = server.folder() / "small";
    const fs::path script = server.folder() / "small.sql";
    writeRevisions(folder, 1, revisionCount);
    writeScript(script, 1, revisionCount);
    const Course course(server,
                        "SELECT count(*) || ' tables, at ' || (SELECT version_num FROM alembic_version)"
                        " FROM pg_class WHERE relkind = 'r' AND relname LIKE 'device%'",
                        std::to_string(revisionCount) + " tables, at " + revisionId(revisionCount));
    const std::string project = writeProject(server, folder);
    enum { Floor, Psql, Engine, Live, Upgrade };
    const auto figures = compete(
        {course.contender("libpq, one query a revision", {floorProgram, script.string()}), course.psql(script),
         course.contender("retort", {engineProgram, folder.string()}),
         course.contender("retort, progress per statement", {engineProgram, "--live", folder.string()}),
         course.contender("retort upgrade, journal included", {commandLineProgram, "-c", project, "upgrade", "heads"})},
        rounds);
    return report("1,000 small revisions, a transaction each", figures,
                  {{"one query a revision", ratio(figures[Engine], figures[Floor]), 1.15, "x libpq"},
                   {"one query a revision", ratio(figures[Engine], figures[Psql]), 0.85, "x psql -f"},
                   {"with progress per statement", ratio(figures[Live], figures[Psql]), 0.90, "x psql -f"},
                   {"retort upgrade", ratio(figures[Upgrade], figures[Psql]), 0.85, "x psql -f"},
                   {"client CPU", figures[Engine].cpuMilliseconds, 300, "ms"},
                   {"client CPU of retort upgrade", figures[Upgrade].cpuMilliseconds, 300, "ms"},
                   {"peak memory", std::max(figures[Engine].peakMiB, figures[Live].peakMiB), 20, "MiB"},
                   {"peak memory of retort upgrade", figures[Upgrade].peakMiB, 20, "MiB"}});
}

bool applyBranches(const BenchServer &server, int rounds)
{
    std::vector<std::string> words{engineProgram, "--serial"};
    for (const std::string branch : {"bench", "bench_too"}) {
        const fs::path folder = server.folder() / branch;
        writeRevisions(folder, 1, revisionCount / 2);
        words.push_back(branch);
        words.push_back(folder.string());
    }
    const Course course(server, "SELECT version_num FROM alembic_version", revisionId(revisionCount / 2));
    const auto contender = [&](const char *name, const char *order) {
        words[1] = order;
        const Contender one = course.contender(name, words);
        return Contender{name, [&server, one, name] {
                             server.makeEmpty("bench_too");
                             const Sample sample = one.run();
                             if (server.ask("bench_too", "SELECT count(*) FROM alembic_version") != "1")
                                 giveUp(std::string(name) + " left the second branch alone");
                             return sample;
                         }};
    };
    const auto figures =
        compete({contender("one after the other", "--serial"), contender("at once", "--parallel")}, rounds);
    return report("Two branches of 500 revisions", figures,
                  {{"at once", ratio(figures[1], figures[0]), 0.80, "x one after the other"}});
}

bool applyLarge(const BenchServer &server, int rounds, Bulk kind)
{
    const auto megabytes = static_cast<std::size_t>(numberFrom("RETORT_BENCH_MEGABYTES", 50));
    const bool isCopy = kind == Bulk::Copy;
    const fs::path folder = server.folder() / (isCopy ? "copy" : "inserts");
    const fs::path script = server.folder() / (isCopy ? "copy.sql" : "inserts.sql");
    const std::size_t rows = writeBulkRevision(folder, script, kind, megabytes * 1'000'000);
    const Course course(server, "SELECT count(*) || ' at ' || (SELECT version_num FROM alembic_version) FROM readings",
                        std::to_string(rows) + " at " + revisionId(1));
    std::vector<Contender> contenders{course.psql(script),
                                      course.contender("retort", {engineProgram, folder.string()})};
    if (!isCopy)
        contenders.push_back(course.contender("libpq, 1 MiB a query", {floorProgram, script.string()}));
    const auto figures = compete(contenders, rounds);
    const std::string title = std::to_string(megabytes) + " MB in one revision: "
        + (isCopy ? "COPY … FROM stdin, " : "one-row INSERTs, ") + std::to_string(rows) + " rows";
    std::vector<Goal> goals{
        {isCopy ? "COPY" : "one-row INSERTs", ratio(figures[1], figures[0]), isCopy ? 1.15 : 0.25, "x psql -f"},
        {"peak memory", figures[1].peakMiB, 32, "MiB"}};
    // What psql loses is round trips, which cost less on a busy machine. There this tells more; the goal is the same
    // as above on the quiet one, where libpq needs 0.11 of psql's time.
    if (!isCopy)
        goals.push_back({"one-row INSERTs", ratio(figures[1], figures[2]), 0.25 / 0.11, "x libpq"});
    return report(title, figures, goals);
}

} // namespace

int main(int count, char **arguments)
{
    const std::vector<std::string_view> chosen(arguments + 1, arguments + count);
    const auto isChosen = [&chosen](std::string_view name) {
        return chosen.empty() || std::find(chosen.begin(), chosen.end(), name) != chosen.end();
    };
    const int rounds = numberFrom("RETORT_BENCH_ROUNDS", 5);
    const int fewRounds = std::max(1, rounds / 3);
    const BenchServer server;
    bool isGood = true;
    if (isChosen("small"))
        isGood = applySmall(server, rounds) && isGood;
    if (isChosen("branches"))
        isGood = applyBranches(server, rounds) && isGood;
    if (isChosen("copy"))
        isGood = applyLarge(server, rounds, Bulk::Copy) && isGood;
    if (isChosen("inserts"))
        isGood = applyLarge(server, fewRounds, Bulk::Inserts) && isGood;
    return isGood ? 0 : 1;
}
