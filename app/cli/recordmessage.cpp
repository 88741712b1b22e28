// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/recordmessage.h"

#include <chrono>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>
#include <vector>

namespace retort::cli
{

namespace
{

template <typename T>
concept Number = std::is_arithmetic_v<T> || std::is_enum_v<T>;

/// Numbers take eight bytes, texts and lists begin with their size.
class Writer
{
public:
    template <typename... Values>
    void operator()(const Values &...values)
    {
        (put(values), ...);
    }
    std::string take() { return std::move(m_bytes); }

private:
    void put(Number auto number)
    {
        const auto wide = static_cast<std::int64_t>(number);
        m_bytes.append(reinterpret_cast<const char *>(&wide), sizeof wide);
    }
    void put(const std::string &text)
    {
        put(text.size());
        m_bytes += text;
    }
    void put(run::Milliseconds duration) { put(duration.count()); }
    void put(run::Clock::time_point time) { put(time.time_since_epoch().count()); }
    template <typename T>
    void put(const std::optional<T> &value)
    {
        put(value.has_value());
        if (value)
            put(*value);
    }
    template <typename T>
    void put(const std::vector<T> &values)
    {
        put(values.size());
        for (const T &value : values)
            put(value);
    }
    template <typename T>
    requires std::is_class_v<T>
    void put(const T &structure) { fields(*this, structure); }

    std::string m_bytes;
};

class Reader
{
public:
    explicit Reader(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    template <typename... Values>
    void operator()(Values &...values)
    {
        (get(values), ...);
    }
    /// All has been read, and nothing was missing.
    bool isDone() const { return m_isSound && m_bytes.empty(); }

private:
    template <Number T>
    void get(T &number)
    {
        std::int64_t wide = 0;
        if (m_bytes.size() < sizeof wide) {
            m_isSound = false;
            return;
        }
        std::memcpy(&wide, m_bytes.data(), sizeof wide);
        m_bytes.remove_prefix(sizeof wide);
        number = static_cast<T>(wide);
    }
    /// Of what follows; each of its parts takes a byte at least.
    std::size_t size()
    {
        std::size_t size = 0;
        get(size);
        m_isSound = m_isSound && size <= m_bytes.size();
        return m_isSound ? size : 0;
    }
    void get(std::string &text)
    {
        text = m_bytes.substr(0, size());
        m_bytes.remove_prefix(text.size());
    }
    void get(run::Milliseconds &duration)
    {
        run::Milliseconds::rep count = 0;
        get(count);
        duration = run::Milliseconds(count);
    }
    void get(run::Clock::time_point &time)
    {
        run::Clock::rep count = 0;
        get(count);
        time = run::Clock::time_point(run::Clock::duration(count));
    }
    template <typename T>
    void get(std::optional<T> &value)
    {
        bool isThere = false;
        get(isThere);
        if (isThere)
            get(value.emplace());
    }
    template <typename T>
    void get(std::vector<T> &values)
    {
        for (std::size_t left = size(); left > 0 && m_isSound; --left)
            get(values.emplace_back());
    }
    template <typename T>
    requires std::is_class_v<T>
    void get(T &structure) { fields(*this, structure); }

    std::string_view m_bytes;
    bool m_isSound = true;
};

/// To be read or, const, to be written. The lists below name every member: a new one breaks the build here.
template <typename T, typename Structure>
concept Is = std::same_as<std::remove_const_t<T>, Structure>;

template <typename Codec>
void fields(Codec &codec, Is<Place> auto &place)
{
    auto &[file, line, column] = place;
    codec(file, line, column);
}

template <typename Codec>
void fields(Codec &codec, Is<SqlDiagnostic> auto &diagnostic)
{
    auto &[severity, sqlstate, message, detail, hint, context, schema, table, column, constraint, statement, position] =
        diagnostic;
    codec(severity, sqlstate, message, detail, hint, context, schema, table, column, constraint, statement, position);
}

template <typename Codec>
void fields(Codec &codec, Is<Error> auto &error)
{
    auto &[code, message, hint, status, place, sql] = error;
    codec(code, message, hint, status, place, sql);
}

template <typename Codec>
void fields(Codec &codec, Is<run::RunEvent> auto &event)
{
    auto &[kind, time, step, stepCount, statement, statementCount, revision, text, place, rows, duration, notice,
           error] = event;
    codec(kind, time, step, stepCount, statement, statementCount, revision, text, place, rows, duration, notice, error);
}

template <typename Codec>
void fields(Codec &codec, Is<run::RevisionPlace> auto &place)
{
    auto &[revision, file, message, isStamped, run, time, database, user, host] = place;
    codec(revision, file, message, isStamped);
}

template <typename Codec>
void fields(Codec &codec, Is<run::RelationChange> auto &change)
{
    auto &[kind, schema, name, relation, before, after] = change;
    codec(kind, schema, name, relation, before, after);
}

template <typename Codec>
void fields(Codec &codec, Is<run::RelationSize> auto &size)
{
    auto &[schema, name, isHypertable, bytes, rows] = size;
    codec(schema, name, isHypertable, bytes, rows);
}

template <typename Codec>
void fields(Codec &codec, Is<run::RunChanges> auto &changes)
{
    auto &[extent, relations, sizes] = changes;
    codec(extent, relations, sizes);
}

template <typename Codec>
void fields(Codec &codec, Is<run::StepReport> auto &step)
{
    auto &[revision, direction, succeeded, statementsDone, duration] = step;
    codec(revision, direction, succeeded, statementsDone, duration);
}

template <typename Codec>
void fields(Codec &codec, Is<revision::Step> auto &step)
{
    auto &[revision, direction, change, rowsAfter] = step;
    codec(revision, direction);
}

template <typename Codec>
void fields(Codec &codec, Is<revision::Plan> auto &plan)
{
    auto &[direction, target, from, to, steps, warnings] = plan;
    codec(direction, target, from, to, steps, warnings);
}

template <typename Codec>
void fields(Codec &codec, Is<run::RunReport> auto &report)
{
    auto &[outcome, plan, steps, versionRows, started, duration, error, failingRevision, failingStatement, backup] =
        report;
    codec(outcome, plan, steps, versionRows, started, duration, error, failingRevision, failingStatement, backup);
}

} // namespace

std::string beginMessage(int record, const std::string &project, const std::string &database,
                         const std::string &command, const std::string &runId)
{
    Writer writer;
    writer(RecordMessage::Kind::Begin, record, project, database, command, runId);
    return writer.take();
}

std::string eventMessage(int record, const run::RunEvent &event)
{
    Writer writer;
    writer(RecordMessage::Kind::Event, record, event);
    return writer.take();
}

std::string placeMessage(int record, const run::RevisionPlace &place)
{
    Writer writer;
    writer(RecordMessage::Kind::Place, record, place);
    return writer.take();
}

std::string changesMessage(int record, const run::RunChanges &changes)
{
    Writer writer;
    writer(RecordMessage::Kind::Changes, record, changes);
    return writer.take();
}

std::string finishMessage(int record, const run::RunReport &report)
{
    Writer writer;
    writer(RecordMessage::Kind::Finish, record, report);
    return writer.take();
}

std::optional<RecordMessage> messageIn(std::string_view bytes)
{
    RecordMessage message;
    Reader reader(bytes);
    reader(message.kind, message.record);
    switch (message.kind) {
    case RecordMessage::Kind::Begin:
        reader(message.project, message.database, message.command, message.runId);
        break;
    case RecordMessage::Kind::Event:
        reader(message.event);
        break;
    case RecordMessage::Kind::Finish:
        reader(message.report);
        break;
    case RecordMessage::Kind::Place:
        reader(message.place);
        break;
    case RecordMessage::Kind::Changes:
        reader(message.changes);
        break;
    default:
        return std::nullopt;
    }
    return reader.isDone() ? std::optional(std::move(message)) : std::nullopt;
}

std::string answerMessage(const std::optional<Error> &trouble)
{
    Writer writer;
    writer(trouble);
    return writer.take();
}

std::optional<RecordAnswer> answerIn(std::string_view bytes)
{
    RecordAnswer answer;
    Reader reader(bytes);
    reader(answer.trouble);
    return reader.isDone() ? std::optional(std::move(answer)) : std::nullopt;
}

} // namespace retort::cli
