// SPDX-License-Identifier: GPL-3.0-or-later
// How each kind of case is asked, and how answers are compared. An answer is brought into the shape of `expect`,
// so that a difference can be shown as two JSON values.
#include "corpus.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <functional>
#include <map>

namespace retort::conformance {

namespace {

using revision::Direction;
using revision::Index;
using revision::Plan;
using revision::RevisionMap;
using revision::VersionOperation;

QLatin1String key(const char *name)
{
    return QLatin1String(name);
}

QJsonValue toJson(const std::string &text)
{
    return QString::fromStdString(text);
}

QJsonValue toJson(const std::optional<std::string> &text)
{
    return text ? toJson(*text) : QJsonValue();
}

template <typename T>
QJsonArray toJson(const std::vector<T> &items)
{
    QJsonArray array;
    for (const T &item : items)
        array.append(toJson(item));
    return array;
}

QJsonArray sorted(std::vector<std::string> items)
{
    std::sort(items.begin(), items.end());
    return toJson(items);
}

std::vector<std::string> strings(const QJsonValue &value)
{
    std::vector<std::string> result;
    for (const QJsonValue &item : value.toArray())
        result.push_back(item.toString().toStdString());
    return result;
}

/// A symbol of the corpus: text, or null for the base.
std::string symbol(const QJsonValue &value)
{
    return value.isNull() ? "base" : value.toString().toStdString();
}

QJsonObject errorJson(const Error &error)
{
    return {{key("error"), QJsonObject{{key("code"), QString::fromStdString(error.code)},
                                       {key("message"), QString::fromStdString(error.message)}}}};
}

template <typename T>
QJsonObject idsJson(const Result<std::vector<T>> &ids)
{
    if (!ids)
        return errorJson(ids.error());
    return {{key("ids"), toJson(*ids)}};
}

QString operationName(VersionOperation operation)
{
    switch (operation) {
    case VersionOperation::None: return QStringLiteral("none");
    case VersionOperation::Insert: return QStringLiteral("insert");
    case VersionOperation::Delete: return QStringLiteral("delete");
    case VersionOperation::Update: return QStringLiteral("update");
    case VersionOperation::Merge: return QStringLiteral("merge");
    case VersionOperation::Unmerge: return QStringLiteral("unmerge");
    }
    return {};
}

QJsonArray stepJson(const revision::Step &step)
{
    QJsonArray json;
    if (!step.revision.empty())
        json.append(QString::fromStdString(step.revision));
    json.append(operationName(step.change.operation));
    json.append(sorted(step.change.removed));
    json.append(sorted(step.change.added));
    return json;
}

/// Rows after each step must follow from the changes.
bool rowsFollow(const Plan &plan)
{
    std::vector<std::string> rows = plan.from;
    for (const revision::Step &step : plan.steps) {
        std::erase_if(rows, [&](const std::string &row) {
            return std::find(step.change.removed.begin(), step.change.removed.end(), row)
                != step.change.removed.end();
        });
        rows.insert(rows.end(), step.change.added.begin(), step.change.added.end());
        std::sort(rows.begin(), rows.end());
        if (step.rowsAfter != rows)
            return false;
    }
    return rows == plan.to;
}

QJsonObject planJson(const Result<Plan> &plan, bool withStart = false)
{
    if (!plan)
        return errorJson(plan.error());
    QJsonArray steps;
    for (const revision::Step &step : plan->steps)
        steps.append(stepJson(step));
    QJsonObject json{{key("steps"), steps}, {key("heads"), toJson(plan->to)}};
    if (withStart)
        json.insert(key("start"), toJson(plan->from));
    if (!plan->warnings.empty()) {
        const QJsonObject warning{{key("code"), QStringLiteral("ambiguous-relative-downgrade")}};
        json.insert(key("warnings"), QJsonArray{warning});
    }
    if (!rowsFollow(*plan))
        json.insert(key("inconsistent"), true);
    return json;
}

QJsonObject askLoad(const RevisionMap &map, const QJsonObject &)
{
    QJsonObject json{{key("heads"), toJson(map.heads())},
                     {key("effective_heads"), toJson(map.effectiveHeads())},
                     {key("bases"), toJson(map.bases())}};
    const auto history = map.history(":");
    if (history)
        json.insert(key("history"), toJson(*history));
    else
        json.insert(key("history_error"), errorJson(history.error()).value(key("error")));
    if (!map.warnings().empty()) {
        QJsonArray warnings;
        for (const std::string &warning : map.warnings()) {
            warnings.append(QJsonObject{{key("code"), QStringLiteral("duplicate-revision")},
                                        {key("message"), QString::fromStdString(warning)}});
        }
        json.insert(key("warnings"), warnings);
    }
    return json;
}

/// Lists that Alembic makes by going through its history, so they fail where that does.
QJsonObject overHistory(const RevisionMap &map, const std::function<QJsonObject(const std::vector<std::string> &)> &ask)
{
    const auto history = map.history(":");
    return history ? ask(*history) : errorJson(history.error());
}

QJsonObject askHistory(const RevisionMap &map, const QJsonObject &what)
{
    const QString range = what.value(key("range")).toString(QStringLiteral(":"));
    return idsJson(map.history(range.toStdString(), strings(what.value(key("current")))));
}

QJsonObject askLabels(const RevisionMap &map, const QJsonObject &)
{
    return overHistory(map, [&](const std::vector<std::string> &history) {
        QJsonObject labels;
        for (const std::string &id : history) {
            const auto own = map.labelsOf(*map.find(id));
            if (!own.empty())
                labels.insert(QString::fromStdString(id), toJson(own));
        }
        return QJsonObject{{key("labels"), labels}};
    });
}

QJsonObject askDisplay(const RevisionMap &map, const QJsonObject &)
{
    return overHistory(map, [&](const std::vector<std::string> &history) {
        QJsonArray lines;
        for (const std::string &id : history)
            lines.append(QString::fromStdString(map.displayHistoryLine(*map.find(id))));
        QJsonArray heads;
        for (const std::string &id : map.heads())
            heads.append(QString::fromStdString(map.displayHeadLine(*map.find(id))));
        return QJsonObject{{key("history"), lines}, {key("heads"), heads}};
    });
}

QJsonObject askCurrent(const RevisionMap &map, const QJsonObject &what)
{
    const auto rows = strings(what.value(key("current")));
    QJsonObject json = idsJson(map.resolveCurrent(rows));
    if (json.contains(key("ids")))
        json.insert(key("at_heads"), map.rowsAreHeads(rows));
    return json;
}

/// A tuple of symbols is what each of them is.
QJsonObject askTuple(const RevisionMap &map, const QJsonObject &tuple)
{
    std::vector<std::optional<std::string>> all;
    for (const std::string &part : strings(tuple.value(key("tuple")))) {
        const auto found = map.resolveEach(part);
        if (!found)
            return errorJson(found.error());
        all.insert(all.end(), found->begin(), found->end());
    }
    return {{key("ids"), toJson(all)}};
}

QJsonObject askResolve(const RevisionMap &map, const QJsonObject &what)
{
    const QString via = what.value(key("via")).toString();
    const QJsonValue argument = what.value(key("arg"));
    const auto rows = strings(what.value(key("current")));
    if (argument.isObject())
        return askTuple(map, argument.toObject());
    if (via == key("show"))
        return idsJson(map.resolveEach(symbol(argument)));
    if (via == key("upgrade-target"))
        return idsJson(map.upgradeTargets(rows, symbol(argument)));
    if (via == key("get")) {
        const auto found = map.resolveOne(symbol(argument));
        if (!found)
            return errorJson(found.error());
        return {{key("ids"), *found ? QJsonArray{toJson(**found)} : QJsonArray()}};
    }
    const auto goal = map.downgradeTarget(rows, symbol(argument));
    if (!goal)
        return errorJson(goal.error());
    const QJsonValue branch = goal->branch.empty() ? QJsonValue() : toJson(goal->branch);
    QJsonObject json{{key("branch"), branch}, {key("ids"), QJsonArray{toJson(goal->revision)}}};
    if (!goal->warnings.empty())
        json.insert(key("warnings"), QJsonArray{QJsonObject{{key("code"),
                                                             QStringLiteral("ambiguous-relative-downgrade")}}});
    return json;
}

QJsonObject askUpgrade(const RevisionMap &map, const QJsonObject &what)
{
    return planJson(map.planUpgrade(strings(what.value(key("current"))), symbol(what.value(key("target")))));
}

QJsonObject askDowngrade(const RevisionMap &map, const QJsonObject &what)
{
    return planJson(map.planDowngrade(strings(what.value(key("current"))), symbol(what.value(key("target")))));
}

QJsonObject askUpgradeSql(const RevisionMap &map, const QJsonObject &what)
{
    return planJson(map.planOffline(Direction::Upgrade, what.value(key("range")).toString().toStdString()), true);
}

QJsonObject askDowngradeSql(const RevisionMap &map, const QJsonObject &what)
{
    return planJson(map.planOffline(Direction::Downgrade, what.value(key("range")).toString().toStdString()), true);
}

/// Our plan of a purge begins with the rows' deletion, one a step; Alembic does that before it makes its steps.
QJsonObject askStamp(const RevisionMap &map, const QJsonObject &what)
{
    const bool purge = what.value(key("purge")).toBool();
    auto plan = map.planStamp(strings(what.value(key("current"))), strings(what.value(key("targets"))), purge);
    QJsonObject json = planJson(plan);
    if (plan && purge) {
        QJsonArray steps = json.value(key("steps")).toArray();
        for (const std::string &row : plan->from) {
            const QJsonArray deletion{QStringLiteral("delete"), QJsonArray{toJson(row)}, QJsonArray()};
            if (steps.isEmpty() || steps.takeAt(0).toArray() != deletion)
                json.insert(key("inconsistent"), true);
        }
        json.insert(key("steps"), steps);
    }
    return json;
}

QJsonObject askIterate(const RevisionMap &map, const QJsonObject &what)
{
    revision::WalkOptions options;
    options.inclusive = what.value(key("inclusive")).toBool();
    options.implicitBase = what.value(key("implicit_base")).toBool();
    options.selectForDowngrade = what.value(key("select_for_downgrade")).toBool();
    options.assertRelativeLength = what.value(key("assert_relative_length")).toBool(true);
    const std::string lower = symbol(what.value(key("lower")));
    const QJsonValue upper = what.value(key("upper"));
    if (upper.isObject())
        return idsJson(map.iterate(strings(upper.toObject().value(key("tuple"))), lower, options));
    return idsJson(map.iterate(symbol(upper), lower, options));
}

using Ask = std::function<QJsonObject(const RevisionMap &, const QJsonObject &)>;

Ask listing(std::vector<std::string> (RevisionMap::*list)() const)
{
    return [list](const RevisionMap &map, const QJsonObject &) {
        return QJsonObject{{key("ids"), toJson((map.*list)())}};
    };
}

Ask pointsInHistory(std::vector<std::string> (RevisionMap::*list)() const)
{
    return [list](const RevisionMap &map, const QJsonObject &what) {
        return overHistory(map, [&](const std::vector<std::string> &) { return listing(list)(map, what); });
    };
}

const std::map<QString, Ask> &kinds()
{
    static const std::map<QString, Ask> table{
        {QStringLiteral("load"), askLoad},
        {QStringLiteral("heads"), listing(&RevisionMap::heads)},
        {QStringLiteral("effective-heads"), listing(&RevisionMap::effectiveHeads)},
        {QStringLiteral("bases"), listing(&RevisionMap::bases)},
        {QStringLiteral("effective-bases"), listing(&RevisionMap::effectiveBases)},
        {QStringLiteral("branch-points"), pointsInHistory(&RevisionMap::branchPoints)},
        {QStringLiteral("merge-points"), pointsInHistory(&RevisionMap::mergePoints)},
        {QStringLiteral("history"), askHistory},
        {QStringLiteral("labels"), askLabels},
        {QStringLiteral("display"), askDisplay},
        {QStringLiteral("current"), askCurrent},
        {QStringLiteral("resolve"), askResolve},
        {QStringLiteral("upgrade"), askUpgrade},
        {QStringLiteral("downgrade"), askDowngrade},
        {QStringLiteral("upgrade-sql"), askUpgradeSql},
        {QStringLiteral("downgrade-sql"), askDowngradeSql},
        {QStringLiteral("stamp"), askStamp},
        {QStringLiteral("iterate"), askIterate},
    };
    return table;
}

bool sameError(const QJsonValue &expected, const QJsonValue &answer)
{
    const QJsonObject wanted = expected.toObject();
    // A traceback of Alembic's has no code worth keeping: what counts is an orderly refusal.
    return answer.isObject()
        && (wanted.value(key("crash")).toBool()
            || wanted.value(key("code")) == answer.toObject().value(key("code")));
}

/// Alembic fell while it changed the version table: its plan did not fit the rows.
bool isTableCrash(const QJsonObject &expected)
{
    const QJsonObject error = expected.value(key("error")).toObject();
    static const QStringList places{QStringLiteral("_insert_version"), QStringLiteral("_delete_version"),
                                    QStringLiteral("_update_version"), QStringLiteral("update_version_num"),
                                    QStringLiteral("merge_branch_idents"), QStringLiteral("unmerge_branch_idents")};
    return error.value(key("crash")).toBool() && places.contains(error.value(key("where")).toString());
}

/// A plan that goes on sensibly where Alembic fell begins with the steps that Alembic had done.
bool continues(const QJsonObject &answer, const QJsonObject &expected)
{
    const QJsonArray done = expected.value(key("steps")).toArray();
    const QJsonArray steps = answer.value(key("steps")).toArray();
    if (answer.contains(key("inconsistent")) || steps.size() < done.size())
        return false;
    return std::equal(done.begin(), done.end(), steps.begin());
}

/// Order of removed and added rows is free; nothing, null and "base" are the same end of a downgrade.
QJsonValue normalized(const QString &name, const QJsonValue &value, const QString &via)
{
    if (name == key("steps")) {
        QJsonArray steps;
        for (const QJsonValue &step : value.toArray()) {
            QJsonArray parts;
            for (const QJsonValue &part : step.toArray())
                parts.append(part.isArray() ? QJsonValue(sorted(strings(part))) : part);
            steps.append(parts);
        }
        return steps;
    }
    if (name == key("start"))
        return sorted(strings(value));
    if (name == key("ids") && via == key("downgrade-target")) {
        QJsonArray ids;
        for (const QJsonValue &id : value.toArray()) {
            if (!id.isNull() && id != QJsonValue(QStringLiteral("base")))
                ids.append(id);
        }
        return ids;
    }
    if (name == key("warnings")) {
        QJsonArray codes;
        for (const QJsonValue &warning : value.toArray())
            codes.append(warning.toObject().value(key("code")));
        return codes;
    }
    return value;
}

bool agrees(QJsonObject expected, QJsonObject answer, const QString &kind, const QString &via)
{
    if (isTableCrash(expected) && !answer.contains(key("error"))) {
        expected.insert(key("steps"), normalized(key("steps"), expected.value(key("steps")), via));
        return continues(answer, expected);
    }
    if (kind == key("history") || kind == key("iterate"))
        expected.remove(key("warnings")); // our lists carry none
    if (expected.contains(key("error")))
        return sameError(expected.value(key("error")), answer.value(key("error")));
    if (expected.contains(key("history_error"))) {
        if (!sameError(expected.take(key("history_error")), answer.take(key("history_error"))))
            return false;
    }
    for (QJsonObject *side : {&expected, &answer}) {
        for (auto entry = side->begin(); entry != side->end(); ++entry)
            entry.value() = normalized(entry.key(), entry.value(), via);
    }
    return expected == answer;
}

QString compact(const QJsonObject &object)
{
    constexpr int Shown = 600;
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)).left(Shown);
}

} // namespace

QString run(const Case &test)
{
    const QString kind = test.what.value(key("kind")).toString();
    const auto ask = kinds().find(kind);
    if (ask == kinds().end())
        return QStringLiteral("unknown kind of case: ") + kind;
    const auto &map = test.graph->map();
    const QJsonObject answer = map ? ask->second(*map, test.what) : errorJson(map.error());
    const QJsonObject expected = test.what.value(key("expect")).toObject();
    const QString via = test.what.value(key("via")).toString();
    if (agrees(expected, answer, kind, via))
        return {};
    // Where Alembic itself answers this way and that, each of its answers is right.
    for (const QJsonValue &other : test.what.value(key("also")).toArray()) {
        if (agrees(other.toObject(), answer, kind, via))
            return {};
    }
    QJsonObject asked = test.what;
    asked.remove(key("expect"));
    asked.remove(key("also"));
    return QStringLiteral("asked %1\n   expected %2\n   answered %3")
        .arg(compact(asked), compact(expected), compact(answer));
}

} // namespace retort::conformance
