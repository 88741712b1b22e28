// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"
#include "engine/base/result.h"
#include "engine/base/text.h"

#include <QTest>

#include <string>
#include <vector>

/// What a failing QCOMPARE shows of our types.
namespace QTest {

template <>
inline char *toString(const std::string &text)
{
    return qstrdup(('"' + text + '"').c_str());
}

template <>
inline char *toString(const std::vector<std::string> &texts)
{
    return qstrdup(('[' + retort::text::join(texts, ", ") + ']').c_str());
}

template <>
inline char *toString(const retort::Error &error)
{
    return qstrdup((error.code + ": " + error.toString()).c_str());
}

} // namespace QTest

namespace retort::test {

/// "code: message (hint)", with SQLSTATE and statement where the server said no.
inline std::string describe(const Error &error)
{
    std::string text = error.code + ": " + error.toString();
    if (!error.hint.empty())
        text += " (" + error.hint + ')';
    if (error.sql)
        text += " [" + error.sql->sqlstate + ' ' + error.sql->message + "] in: " + error.sql->statement;
    return text;
}

template <typename T>
std::string describe(const Result<T> &result)
{
    return result ? std::string("ok") : describe(result.error());
}

} // namespace retort::test

/// Fails the test with the error's text when the result is one. Evaluates `result` once.
#define VERIFY_OK(result)                                                                                             \
    do {                                                                                                              \
        const auto &verifiedResult = (result);                                                                        \
        QVERIFY2(verifiedResult.isOk(), retort::test::describe(verifiedResult).c_str());                              \
    } while (false)

/// Fails unless the result is an error with this code. Evaluates `result` once.
#define VERIFY_ERROR(result, expectedCode)                                                                            \
    do {                                                                                                              \
        const auto &verifiedResult = (result);                                                                        \
        QVERIFY2(!verifiedResult.isOk(), "it succeeded");                                                             \
        QVERIFY2(verifiedResult.error().code == (expectedCode), retort::test::describe(verifiedResult).c_str());      \
    } while (false)
