// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/error.h"

namespace retort {

std::string Place::toString() const
{
    std::string text = file;
    if (line > 0) {
        text += ':' + std::to_string(line);
        if (column > 0)
            text += ':' + std::to_string(column);
    }
    return text;
}

bool Error::isRetryable() const
{
    if (!sql)
        return false;
    // lock_not_available, deadlock_detected, serialization_failure
    return sql->sqlstate == "55P03" || sql->sqlstate == "40P01" || sql->sqlstate == "40001";
}

bool Error::losesConnection() const
{
    if (code == "connection-lost")
        return true;
    if (!sql)
        return false;
    const std::string &state = sql->sqlstate;
    return state.starts_with("08") || state == "57P01" || state == "57P02" || state == "57P03";
}

std::string Error::toString() const
{
    return place.isKnown() ? place.toString() + ": " + message : message;
}

Error makeError(std::string code, std::string message, std::string hint, ExitStatus status)
{
    Error error;
    error.code = std::move(code);
    error.message = std::move(message);
    error.hint = std::move(hint);
    error.status = status;
    return error;
}

} // namespace retort
