// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/script/revisionfile.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace retort::script
{

/// One statement of a script, without its semicolon, leading blanks and comments trimmed.
struct Statement {
    std::string_view text; ///< into the reader's buffer: valid until the next call
    int line = 0;          ///< in the file, from 1
    int column = 0;        ///< in characters, from 1
};

/// Inline data of `COPY … FROM stdin;` as pg_dump writes it, ended by a line "\.".
struct CopyChunk {
    std::string_view data; ///< whole lines, ready for PQputCopyData; valid until the next call
    bool last = false;     ///< the terminator was reached
};

/// A batch that has been found: enough to have it again from the same section without another scan.
struct BatchMark {
    std::size_t size = 0;  ///< bytes from the end of what came before to its own
    std::size_t begin = 0; ///< of its text, within them
    std::size_t end = 0;
    int line = 0; ///< of its first statement
    int column = 0;
    bool announcesCopy = false;
    std::size_t fingerprint = 0; ///< tells text that was changed meanwhile
};

/// Splits a section into statements by PostgreSQL's own scanner (libpg_query), reading the file as it goes,
/// so that memory stays a few MiB for a script of any size. Dollar quotes, nested comments, E'' strings,
/// CREATE RULE (…; …) and BEGIN ATOMIC bodies are never cut.
/// One reader, one thread.
class StatementReader
{
public:
    /// Errors: revision-file-unreadable.
    static Result<StatementReader> open(const std::filesystem::path &path, const Section &section);
    /// For text in memory; `line` is the number of its first line in `file`.
    static StatementReader fromText(std::string text, std::string file, int line);

    StatementReader(StatementReader &&) noexcept;
    StatementReader &operator=(StatementReader &&) noexcept;
    ~StatementReader();

    /// What comes next.
    enum class Next { Statements, CopyData, End };
    /// Reads on until about `batchBytes` of whole statements are at hand, a COPY block begins, or the end.
    /// A statement that begins a COPY block is the last of its batch, and CopyData follows.
    /// Empty statements are left out. The batch's sound part comes before an error, which the next call then returns.
    /// Errors (status Usage, with place): unterminated-literal, syntax-error (scanner), nul-byte, invalid-utf8,
    /// psql-meta-command (a line that begins with a backslash command outside quotes), unterminated-copy-data;
    /// revision-file-unreadable.
    Result<Next> next(std::size_t batchBytes = std::size_t{1} << 20);
    /// Takes the batches of a reader before this one again, all of them in their order, CopyData asked for in between
    /// as there. Nothing is scanned, so this costs next to nothing.
    /// Errors: revision-file-unreadable, also where the text isn't what was marked.
    Result<Next> next(const BatchMark &mark);
    /// Of the latest batch.
    BatchMark mark() const;
    /// Of the latest batch; empty unless next() said Statements. Those of a marked one are scanned for now.
    const std::vector<Statement> &statements() const;
    /// The batch as one piece of text, exactly as written, statements separated by their semicolons.
    std::string_view batchText() const;
    /// After Next::CopyData: the next piece of about 1 MiB. Data that isn't asked for is passed over by next().
    /// Errors (status Usage, with place): unterminated-copy-data where the line "\." is missing.
    Result<CopyChunk> copyData();

    /// How much text the scanner is given at first; the default suits. For tests that cut it everywhere.
    void setWindowSize(std::size_t bytes);

private:
    struct Body;
    explicit StatementReader(std::unique_ptr<Body> body);
    std::unique_ptr<Body> m_body;
};

/// What a statement does to transactions, by PostgreSQL's own grammar.
enum class TransactionEffect {
    None,
    Control,     ///< BEGIN, COMMIT, ROLLBACK, SAVEPOINT, PREPARE TRANSACTION …
    MustBeAlone, ///< can't run in a transaction block: CREATE INDEX CONCURRENTLY, VACUUM, CREATE DATABASE …
};
/// Errors: syntax-error with the position in the text.
Result<TransactionEffect> transactionEffect(std::string_view statement);

/// All statements that are left, one after the other, each valid for the call alone; COPY data is passed over.
/// Errors: those of next(), after the statements before.
Result<void> forEachStatement(StatementReader &reader, const std::function<void(const Statement &)> &take);

} // namespace retort::script
