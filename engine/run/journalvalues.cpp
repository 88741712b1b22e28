// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/journalvalues.h"

#include "engine/base/redact.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <utility>

namespace retort::run {

namespace {

QString compact(const QJsonObject &object)
{
    return object.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject objectIn(const QString &json)
{
    return QJsonDocument::fromJson(json.toUtf8()).object();
}

QJsonArray arrayOf(const std::vector<std::string> &texts)
{
    QJsonArray array;
    for (const std::string &text : texts)
        array.append(toQString(text));
    return array;
}

std::vector<std::string> textsIn(const QJsonArray &array)
{
    std::vector<std::string> texts;
    texts.reserve(static_cast<std::size_t>(array.size()));
    for (const QJsonValue &value : array)
        texts.push_back(value.toString().toStdString());
    return texts;
}

/// The texts of a diagnostic and their names in JSON.
constexpr std::array<std::pair<const char *, std::string SqlDiagnostic::*>, 11> diagnosticTexts{{
    {"severity", &SqlDiagnostic::severity},
    {"sqlstate", &SqlDiagnostic::sqlstate},
    {"message", &SqlDiagnostic::message},
    {"detail", &SqlDiagnostic::detail},
    {"hint", &SqlDiagnostic::hint},
    {"context", &SqlDiagnostic::context},
    {"schema", &SqlDiagnostic::schema},
    {"table", &SqlDiagnostic::table},
    {"column", &SqlDiagnostic::column},
    {"constraint", &SqlDiagnostic::constraint},
    {"statement", &SqlDiagnostic::statement},
}};

QJsonObject objectOf(SqlDiagnostic diagnostic)
{
    Redactor().apply(diagnostic);
    QJsonObject object;
    for (const auto &[name, member] : diagnosticTexts) {
        if (const std::string &text = diagnostic.*member; !text.empty())
            object.insert(QLatin1String(name), toQString(text));
    }
    if (diagnostic.position > 0)
        object.insert(QLatin1String("position"), diagnostic.position);
    return object;
}

SqlDiagnostic diagnosticIn(const QJsonObject &object)
{
    SqlDiagnostic diagnostic;
    for (const auto &[name, member] : diagnosticTexts)
        diagnostic.*member = object.value(QLatin1String(name)).toString().toStdString();
    diagnostic.position = object.value(QLatin1String("position")).toInt();
    return diagnostic;
}

const QString upgradeWord = QStringLiteral("upgrade");
const QString downgradeWord = QStringLiteral("downgrade");

const QString &wordFor(revision::Direction direction)
{
    return direction == revision::Direction::Upgrade ? upgradeWord : downgradeWord;
}

revision::Direction directionIn(const QJsonValue &value)
{
    return value.toString() == downgradeWord ? revision::Direction::Downgrade : revision::Direction::Upgrade;
}

} // namespace

QString toQString(const std::string &text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString maskedQString(const std::string &text)
{
    return toQString(Redactor().masked(text));
}

std::int64_t toMilliseconds(Clock::time_point time)
{
    return std::chrono::floor<Milliseconds>(time.time_since_epoch()).count();
}

Clock::time_point timeFromMilliseconds(std::int64_t milliseconds)
{
    return Clock::time_point(Milliseconds(milliseconds));
}

QString rowsToJson(const std::vector<std::string> &rows)
{
    return rows.empty() ? QString() : QString::fromUtf8(QJsonDocument(arrayOf(rows)).toJson(QJsonDocument::Compact));
}

std::vector<std::string> rowsFromJson(const QString &json)
{
    return textsIn(QJsonDocument::fromJson(json.toUtf8()).array());
}

QString planToJson(const revision::Plan &plan)
{
    std::vector<std::string> revisions;
    revisions.reserve(plan.steps.size());
    for (const revision::Step &step : plan.steps)
        revisions.push_back(step.revision);
    return compact({{QStringLiteral("direction"), wordFor(plan.direction)},
                    {QStringLiteral("target"), toQString(plan.target)},
                    {QStringLiteral("from"), arrayOf(plan.from)},
                    {QStringLiteral("to"), arrayOf(plan.to)},
                    {QStringLiteral("steps"), arrayOf(revisions)},
                    {QStringLiteral("warnings"), arrayOf(plan.warnings)}});
}

revision::Plan planFromJson(const QString &json)
{
    const QJsonObject object = objectIn(json);
    revision::Plan plan;
    plan.direction = directionIn(object.value(QStringLiteral("direction")));
    plan.target = object.value(QStringLiteral("target")).toString().toStdString();
    plan.from = textsIn(object.value(QStringLiteral("from")).toArray());
    plan.to = textsIn(object.value(QStringLiteral("to")).toArray());
    plan.warnings = textsIn(object.value(QStringLiteral("warnings")).toArray());
    for (std::string &revision : textsIn(object.value(QStringLiteral("steps")).toArray())) {
        revision::Step &step = plan.steps.emplace_back();
        step.revision = std::move(revision);
        step.direction = plan.direction;
    }
    return plan;
}

QString diagnosticToJson(const SqlDiagnostic &diagnostic)
{
    return compact(objectOf(diagnostic));
}

SqlDiagnostic diagnosticFromJson(const QString &json)
{
    return diagnosticIn(objectIn(json));
}

QString errorToJson(const Error &error)
{
    if (error.code.empty())
        return {};
    QJsonObject object{
        {QStringLiteral("code"), toQString(error.code)},
        {QStringLiteral("message"), maskedQString(error.message)},
        {QStringLiteral("hint"), maskedQString(error.hint)},
        {QStringLiteral("status"), static_cast<int>(error.status)},
    };
    if (error.place.isKnown()) {
        object.insert(QStringLiteral("file"), toQString(error.place.file));
        object.insert(QStringLiteral("line"), error.place.line);
        object.insert(QStringLiteral("column"), error.place.column);
    }
    if (error.sql)
        object.insert(QStringLiteral("sql"), objectOf(*error.sql));
    return compact(object);
}

Error errorFromJson(const QString &json)
{
    const QJsonObject object = objectIn(json);
    Error error;
    error.code = object.value(QStringLiteral("code")).toString().toStdString();
    error.message = object.value(QStringLiteral("message")).toString().toStdString();
    error.hint = object.value(QStringLiteral("hint")).toString().toStdString();
    error.status = static_cast<ExitStatus>(object.value(QStringLiteral("status")).toInt(1));
    error.place = {object.value(QStringLiteral("file")).toString().toStdString(),
                   object.value(QStringLiteral("line")).toInt(), object.value(QStringLiteral("column")).toInt()};
    if (const QJsonValue sql = object.value(QStringLiteral("sql")); sql.isObject())
        error.sql = diagnosticIn(sql.toObject());
    return error;
}

} // namespace retort::run
