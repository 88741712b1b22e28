// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scratch/schemafiles.h"

#include "engine/project/files.h"
#include "engine/script/filelist.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace retort::scratch
{

namespace
{

using script::StatementReader;

/// pg_dump puts its output between two commands of psql that keep a dumped name from running as another
/// (pg_dump manual, --restrict-key). For us they do nothing: blanked, so that lines and columns stay what they are.
void blankGuardLines(std::string &text)
{
    for (std::size_t line = 0; line < text.size();) {
        const std::size_t end = std::min(text.find('\n', line), text.size());
        const std::string_view content = std::string_view(text).substr(line, end - line);
        if (content.starts_with("\\restrict ") || content.starts_with("\\unrestrict "))
            std::fill(text.begin() + static_cast<std::ptrdiff_t>(line), text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
        line = end + 1;
    }
}

Error notFound(const fs::path &path, const std::string &reason)
{
    return makeError("schema-not-found", "The schema " + path.string() + " can't be read: " + reason + '.',
                     "Name a file of SQL, or a folder of such files.", ExitStatus::Usage);
}

/// The data of a COPY … FROM STDIN that has begun.
Result<void> sendData(postgres::Connection &connection, StatementReader &reader)
{
    while (true) {
        const auto chunk = reader.copyData();
        if (!chunk) {
            connection.failCopy(chunk.error().message);
            return chunk.error();
        }
        if (auto sent = connection.putCopyData(chunk->data); !sent)
            return sent;
        if (!chunk->last)
            continue;
        const auto ended = connection.endCopy();
        return ended ? Result<void>() : Result<void>(ended.error());
    }
}

/// Calls `run` with every statement, and sends the data of a COPY after it.
Result<void> runEach(postgres::Connection &connection, StatementReader &reader, const std::string &file)
{
    while (true) {
        const auto next = reader.next();
        if (!next)
            return next.error();
        if (*next == StatementReader::Next::End)
            return {};
        if (*next == StatementReader::Next::CopyData) {
            if (auto sent = sendData(connection, reader); !sent)
                return sent;
            continue;
        }
        for (const script::Statement &statement : reader.statements()) {
            auto done = connection.executeUntilCopy(statement.text, {});
            if (done)
                continue;
            Error error = std::move(done).error();
            error.place = {file, statement.line, statement.column};
            return error;
        }
    }
}

} // namespace

Result<SchemaFiles> SchemaFiles::read(const fs::path &path)
{
    SchemaFiles files(path);
    std::error_code failure;
    if (!fs::is_directory(path, failure)) {
        if (auto added = files.add(path); !added)
            return added.error();
        return files;
    }
    const auto list = script::FileList::of({path});
    if (!list)
        return notFound(path, list.error().message);
    for (std::size_t i = 0; i < list->size(); ++i) {
        if (auto added = files.add(list->pathOf(i)); !added)
            return added.error();
    }
    if (files.m_files.empty()) {
        return makeError("schema-empty", "The folder " + path.string() + " holds no *.sql file.",
                         "Put the statements there that make the schema.", ExitStatus::Usage);
    }
    return files;
}

Result<void> SchemaFiles::add(const fs::path &file)
{
    auto text = project::readFile(file);
    if (!text)
        return notFound(file, text.error().message);
    blankGuardLines(*text);
    m_files.push_back({file, *std::move(text)});
    return {};
}

Result<script::ClusterUse> SchemaFiles::clusterUse() const
{
    script::ClusterUse use;
    for (const File &file : m_files) {
        StatementReader reader = StatementReader::fromText(file.text, file.path.string(), 1);
        auto read = script::forEachStatement(
            reader, [&use](const script::Statement &statement) { use.add(statement.text); });
        if (!read)
            return std::move(read).error();
    }
    return use;
}

Result<void> SchemaFiles::runOn(postgres::Connection &connection) const
{
    for (const File &file : m_files) {
        StatementReader reader = StatementReader::fromText(file.text, file.path.string(), 1);
        if (auto done = runEach(connection, reader, file.path.string()); !done)
            return done;
        if (connection.isInTransaction()) {
            return makeError("transaction-left-open",
                             "The schema " + file.path.string() + " begins a transaction and doesn't end it.",
                             "Add COMMIT, or take BEGIN out.", ExitStatus::Usage);
        }
        if (auto reset = connection.execute("DISCARD ALL"); !reset)
            return reset.error();
    }
    return {};
}

std::string SchemaFiles::content() const
{
    std::string all;
    for (const File &file : m_files)
        all += file.path.filename().string() + ' ' + std::to_string(file.text.size()) + '\n' + file.text;
    return all;
}

} // namespace retort::scratch
