// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// The exit status of the command line: the contract that scripts rely on.
/// Every error names its own, so the window, the JSON and the process agree.
enum class ExitStatus : int {
    Ok = 0,
    Failed = 1,        ///< the operation failed and nothing of it is left
    Usage = 2,         ///< invocation, revision file or configuration is wrong; no database was touched
    Found = 3,         ///< a check ran well and found something
    Unreachable = 4,   ///< the database can't be reached or refuses the login
    Locked = 5,        ///< another run holds the lock, or a lock could not be had in time
    Partial = 6,       ///< some steps are committed and a later one failed
    Disagreement = 7,  ///< the database's history and the project disagree
    Interrupted = 130, ///< SIGINT
    Terminated = 143,  ///< SIGTERM
};

/// A place in a file. Lines and columns count from 1, columns in characters; 0 means unknown.
struct Place {
    std::string file;
    int line = 0;
    int column = 0;

    bool isKnown() const { return !file.empty(); }
    /// "file:line:column", as far as known.
    std::string toString() const;
    bool operator==(const Place &) const = default;
};

/// What the server said: the fields of its error report
/// (PostgreSQL manual, "Error and Notice Message Fields").
struct SqlDiagnostic {
    std::string severity; ///< not localised: ERROR, FATAL, NOTICE, WARNING …
    std::string sqlstate; ///< five characters; manual, appendix "PostgreSQL Error Codes"
    std::string message;
    std::string detail;
    std::string hint;
    std::string context;
    std::string schema;
    std::string table;
    std::string column;
    std::string constraint;
    std::string statement; ///< the statement at fault, when known
    int position = 0;      ///< character in `statement`, from 1; 0 when the server gave none

    bool operator==(const SqlDiagnostic &) const = default;
};

/// One failure, as a value: what happened, where, and what mends it.
/// It carries facts; prose is put together at the edge.
struct Error {
    std::string code;    ///< stable, kebab-case: "multiple-heads"
    std::string message; ///< one plain sentence
    std::string hint;    ///< the command or setting that mends it; may be empty
    ExitStatus status = ExitStatus::Failed;
    Place place;
    std::optional<SqlDiagnostic> sql;

    /// Lock timeout, deadlock, serialization failure: the same revision may succeed when tried again.
    bool isRetryable() const;
    /// The session is gone (SQLSTATE class 08, 57P01…57P03, or no answer).
    bool losesConnection() const;
    /// The text after "error: ", with the place in front where known.
    std::string toString() const;

    bool operator==(const Error &) const = default;
};

/// An error of one sentence and one remedy. Status Failed unless told.
Error makeError(std::string code, std::string message, std::string hint = {},
                ExitStatus status = ExitStatus::Failed);

} // namespace retort
