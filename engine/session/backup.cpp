// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/backup.h"

#include "engine/base/duration.h"
#include "engine/base/shell.h"
#include "engine/base/timetext.h"
#include "engine/script/descriptor.h"
#include "engine/script/statementreader.h"
#include "engine/script/tablework.h"
#include "engine/session/clientprogram.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace retort::session
{

namespace
{

namespace fs = std::filesystem;

Error failure(const std::string &why, const std::string &hint)
{
    return makeError("backup-failed", "The backup failed: " + why + "; nothing was run.", hint);
}

std::string systemReason()
{
    return std::strerror(errno);
}

/// The file that a backup grows in, private from its first byte on; gone again unless it was kept.
class PartialFile
{
public:
    /// Errors: backup-failed.
    static Result<PartialFile> create(const fs::path &file)
    {
        PartialFile partial(file.string() + ".part");
        partial.m_file = script::Descriptor(
            ::open(partial.m_path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
        const int number = partial.m_file.number();
        struct stat facts = {};
        if (number < 0 || ::fstat(number, &facts) != 0)
            return unusable(partial, systemReason());
        // What a killed program left behind is ours to take; anything else is not.
        if (!S_ISREG(facts.st_mode) || facts.st_uid != ::geteuid() || facts.st_nlink != 1)
            return unusable(partial, "something else of that name is there");
        if (::flock(number, LOCK_EX | LOCK_NB) != 0)
            return unusable(partial, "another backup is being written into it");
        if (::fchmod(number, S_IRUSR | S_IWUSR) != 0 || ::ftruncate(number, 0) != 0)
            return unusable(partial, systemReason());
        partial.m_isOurs = true;
        return partial;
    }
    PartialFile(PartialFile &&other) noexcept
        : m_path(std::move(other.m_path))
        , m_file(std::move(other.m_file))
        , m_isOurs(std::exchange(other.m_isOurs, false))
    {
    }
    PartialFile &operator=(PartialFile &&) = delete;
    ~PartialFile()
    {
        if (m_isOurs)
            ::unlink(m_path.c_str());
    }

    int descriptor() const { return m_file.number(); }
    std::uintmax_t size() const
    {
        struct stat facts = {};
        return ::fstat(m_file.number(), &facts) == 0 ? static_cast<std::uintmax_t>(facts.st_size) : 0;
    }
    /// On the disk, under its name; never over another file. False: see errno.
    bool keepAs(const fs::path &file)
    {
        if (::fsync(m_file.number()) != 0)
            return false;
        bool isNamed = ::renameat2(AT_FDCWD, m_path.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) == 0;
        if (!isNamed && errno == EINVAL) // a file system that can't promise that
            isNamed = ::rename(m_path.c_str(), file.c_str()) == 0;
        m_isOurs = !isNamed;
        return isNamed;
    }

private:
    explicit PartialFile(fs::path path)
        : m_path(std::move(path))
    {
    }
    static Error unusable(const PartialFile &partial, const std::string &why)
    {
        return failure("can't write " + partial.m_path.string() + ": " + why,
                       "Name another file, or look at that folder's rights and space.");
    }

    fs::path m_path;
    script::Descriptor m_file;
    bool m_isOurs = false;
};

/// Folders that are missing are made for their owner alone.
void makeFolderFor(const fs::path &file)
{
    std::error_code problem;
    const fs::path folder = file.parent_path();
    if (!folder.empty() && fs::create_directories(folder, problem))
        fs::permissions(folder, fs::perms::owner_all, problem);
}

std::string aboutRows(std::int64_t rows)
{
    constexpr std::int64_t million = 1'000'000;
    constexpr std::int64_t thousand = 1'000;
    if (rows >= 10 * million)
        return "about " + std::to_string(rows / million) + " M rows";
    if (rows >= 10 * thousand)
        return "about " + std::to_string(rows / thousand) + " k rows";
    return "about " + std::to_string(rows) + " rows";
}

std::optional<std::string> destructiveReason(const PlanPreview &plan)
{
    for (const StepPreview &step : plan.steps) {
        if (!step.losses.empty())
            return "revision " + step.step.revision + ' ' + step.losses.front();
    }
    return std::nullopt;
}

/// The latest duration that is known of each step's revision, by itself, then all together.
std::optional<std::string> durationReason(const project::Database &database, const PlanPreview &plan,
                                          const std::vector<KnownDuration> &known)
{
    std::chrono::milliseconds sum{0};
    for (const StepPreview &step : plan.steps) {
        const auto latest = std::find_if(known.rbegin(), known.rend(), [&](const KnownDuration &one) {
            return one.revision == step.step.revision && one.direction == step.step.direction;
        });
        if (latest == known.rend())
            continue;
        if (latest->duration >= database.run.longRun)
            return "revision " + step.step.revision + " took " + durationText(latest->duration) + ' '
                + (latest->database == database.name ? "here before" : "on " + latest->database);
        sum += latest->duration;
    }
    if (sum > std::chrono::milliseconds(0) && sum >= database.run.longRun)
        return "the plan's revisions took " + durationText(sum) + " together before";
    return std::nullopt;
}

std::vector<script::TableWork> workIn(const StepPreview &step)
{
    std::vector<script::TableWork> all;
    auto reader = script::StatementReader::fromText(step.sql, step.file, 1);
    // What can't be read is told by the run.
    static_cast<void>(script::forEachStatement(reader, [&all](const script::Statement &statement) {
        for (script::TableWork &work : script::tableWork(statement.text))
            all.push_back(std::move(work));
    }));
    return all;
}

std::optional<std::string> rowsReason(const project::Database &database, const PlanPreview &plan,
                                      const RowEstimate &rows)
{
    if (!rows || database.run.longRows == 0)
        return std::nullopt;
    for (const StepPreview &step : plan.steps) {
        for (const script::TableWork &work : workIn(step)) {
            const auto count = rows(work.relation);
            if (count && *count >= database.run.longRows)
                return "revision " + step.step.revision + ' ' + work.words + ' ' + work.relation + ", "
                    + aboutRows(*count);
        }
    }
    return std::nullopt;
}

} // namespace

std::string Backup::sentence() const
{
    return "Backup: " + file.string() + " (" + sizeText(bytes) + "); restore it with: " + restoreCommand;
}

std::string sizeText(std::uintmax_t bytes)
{
    static constexpr std::array<const char *, 5> units{"bytes", "kB", "MB", "GB", "TB"};
    auto size = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (size >= 1'000 && unit + 1 < units.size()) {
        size /= 1'000;
        ++unit;
    }
    const auto tenths = static_cast<std::uintmax_t>(size * 10 + 0.5);
    return std::to_string(tenths / 10) + (unit > 0 ? '.' + std::to_string(tenths % 10) : "") + ' ' + units[unit];
}

std::string progressSentence(std::uintmax_t bytes, std::chrono::milliseconds elapsed)
{
    return "Backup: " + sizeText(bytes) + " after " + durationText(elapsed);
}

std::optional<std::string> backupReason(const project::Database &database, const PlanPreview &plan,
                                        const RowEstimate &rows, const DurationLookup &durations)
{
    const project::BackupPolicy policy = database.backupPolicy();
    if (plan.plan.isEmpty() || policy == project::BackupPolicy::Never)
        return std::nullopt;
    if (auto reason = destructiveReason(plan))
        return reason;
    if (policy == project::BackupPolicy::Always)
        return "the project asks for one before every run";
    if (policy != project::BackupPolicy::Long)
        return std::nullopt;
    if (auto reason = durationReason(database, plan, durations ? durations() : std::vector<KnownDuration>()))
        return reason;
    return rowsReason(database, plan, rows);
}

void addDurations(std::vector<KnownDuration> &known, const std::vector<run::RevisionDuration> &journalled)
{
    for (const run::RevisionDuration &one : journalled) {
        if (one.succeeded)
            known.push_back({one.database, one.revision, one.direction, one.duration});
    }
}

std::vector<KnownDuration> durationsInHistory(postgres::Connection &connection, const Workspace &workspace,
                                              const std::string &database)
{
    std::vector<KnownDuration> known;
    const auto table = workspace.historyTable();
    const auto entries = table ? table->read(connection, {}) : Result<std::vector<run::HistoryEntry>>(Error{});
    if (!entries)
        return known;
    for (auto entry = entries->rbegin(); entry != entries->rend(); ++entry) { // the newest last
        using Operation = run::HistoryEntry::Operation;
        const bool isMove = entry->operation == Operation::Upgrade || entry->operation == Operation::Downgrade;
        if (!isMove || entry->result != run::HistoryEntry::Result::Done)
            continue;
        known.push_back({database, entry->revision,
                         entry->operation == Operation::Upgrade ? revision::Direction::Upgrade
                                                                : revision::Direction::Downgrade,
                         entry->duration});
    }
    return known;
}

fs::path backupFileFor(const project::Database &database)
{
    const std::string time = localTime(std::chrono::system_clock::now(), "%Y%m%d-%H%M%S");
    return database.run.backupFolder / (database.name + '-' + time + ".dump");
}

Result<Backup> makeBackup(const postgres::Connection &connection, const std::string &database, const fs::path &file,
                          std::stop_token stop, const BackupProgress &onProgress)
{
    using SteadyClock = std::chrono::steady_clock;
    std::error_code problem;
    if (fs::exists(file, problem))
        return failure(file.string() + " is there already", "Name another file, or move that one away.");
    const postgres::ConnectionSettings &settings = connection.settings();
    const int serverVersion = connection.server().version;
    const auto program = findClientProgram("pg_dump", majorVersionOf(serverVersion));
    if (!program)
        return failure(program.error().message, program.error().hint);
    makeFolderFor(file);
    auto partial = PartialFile::create(file);
    if (!partial)
        return std::move(partial).error();

    const auto start = SteadyClock::now();
    ClientCall call;
    call.arguments = {"--format=custom", "--no-password",
                      "--dbname=" + connectionArgument(settings, {}, serverVersion)};
    call.standardOutput = partial->descriptor();
    call.stop = stop;
    call.onWaiting = [&] {
        if (onProgress)
            onProgress(partial->size(), std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - start));
    };
    const auto dumped = runClient(*program, settings, call);
    if (!dumped)
        return failure(dumped.error().message, dumped.error().hint);
    if (dumped->wasStopped)
        return makeError("cancelled", "Cancelled while the backup was made; nothing was run.", {},
                         ExitStatus::Interrupted);
    if (!dumped->succeeded())
        return failure(dumped->reason("pg_dump"),
                       "Mend that, or set backup = \"never\" for this database in retort.toml.");
    const std::uintmax_t bytes = partial->size();
    if (!partial->keepAs(file))
        return failure(systemReason(), "Look at the folder of " + file.string() + '.');
    return Backup{file, bytes, "retort -x db=" + shellWord(database) + " restore " + shellWord(file.string())};
}

} // namespace retort::session
