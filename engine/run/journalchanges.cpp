// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/journalchanges.h"

#include "engine/run/journalvalues.h"

#include <QByteArray>
#include <QSqlQuery>
#include <QVariant>

namespace retort::run
{

namespace
{

/// Definitions of a table before and after are nearly the same, and long.
QVariant packed(const std::string &definition)
{
    return definition.empty() ? QVariant(QByteArray()) : QVariant(qCompress(maskedQString(definition).toUtf8()));
}

std::string unpacked(const QVariant &value)
{
    const QByteArray bytes = value.toByteArray();
    return bytes.isEmpty() ? std::string() : qUncompress(bytes).toStdString();
}

std::string textAt(const QSqlQuery &query, int column)
{
    return query.value(column).toString().toStdString();
}

std::optional<QSqlError> writeRelations(const QSqlDatabase &database, std::int64_t run,
                                        const std::vector<RelationChange> &relations)
{
    QSqlQuery query(database);
    query.prepare(QStringLiteral("INSERT OR REPLACE INTO run_relations (run, number, change, schema, name, relation,"
                                 " before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
    for (std::size_t i = 0; i < relations.size(); ++i) {
        const RelationChange &change = relations[i];
        query.bindValue(0, static_cast<qlonglong>(run));
        query.bindValue(1, static_cast<qlonglong>(i) + 1);
        query.bindValue(2, static_cast<int>(change.kind));
        query.bindValue(3, toQString(change.schema));
        query.bindValue(4, toQString(change.name));
        query.bindValue(5, toQString(change.relation));
        query.bindValue(6, packed(change.before));
        query.bindValue(7, packed(change.after));
        if (!query.exec())
            return query.lastError();
    }
    return std::nullopt;
}

std::optional<QSqlError> writeSizes(const QSqlDatabase &database, std::int64_t run,
                                    const std::vector<RelationSize> &sizes)
{
    QSqlQuery query(database);
    query.prepare(QStringLiteral("INSERT OR REPLACE INTO run_sizes (run, schema, name, is_hypertable, bytes, rows)"
                                 " VALUES (?, ?, ?, ?, ?, ?)"));
    for (const RelationSize &size : sizes) {
        query.bindValue(0, static_cast<qlonglong>(run));
        query.bindValue(1, toQString(size.schema));
        query.bindValue(2, toQString(size.name));
        query.bindValue(3, size.isHypertable ? 1 : 0);
        query.bindValue(4, static_cast<qlonglong>(size.bytes));
        query.bindValue(5, static_cast<qlonglong>(size.rows));
        if (!query.exec())
            return query.lastError();
    }
    return std::nullopt;
}

/// The columns schema, name, is_hypertable, bytes, rows.
RelationSize sizeAt(const QSqlQuery &query, int column)
{
    return {textAt(query, column), textAt(query, column + 1), query.value(column + 2).toBool(),
            query.value(column + 3).toLongLong(), query.value(column + 4).toLongLong()};
}

/// Those whose steps succeeded, by run.
std::optional<QSqlError> readRevisions(const QSqlDatabase &database, std::vector<RecordedChange> &changes)
{
    QSqlQuery query(database);
    query.prepare(QStringLiteral(
        "SELECT revision, direction FROM steps WHERE run = ? AND succeeded AND revision <> '' ORDER BY number"));
    const RecordedChange *last = nullptr;
    for (RecordedChange &change : changes) {
        if (last && last->run == change.run) {
            change.revisions = last->revisions;
            change.isUpgrade = last->isUpgrade;
            continue;
        }
        query.bindValue(0, static_cast<qlonglong>(change.run));
        if (!query.exec())
            return query.lastError();
        while (query.next()) {
            change.revisions.push_back(textAt(query, 0));
            change.isUpgrade =
                static_cast<revision::Direction>(query.value(1).toInt()) == revision::Direction::Upgrade;
        }
        last = &change;
    }
    return std::nullopt;
}

void bindScope(QSqlQuery &query, const std::string &project, const std::string &name)
{
    query.bindValue(QStringLiteral(":project"), toQString(project));
    query.bindValue(QStringLiteral(":database"), toQString(name));
}

constexpr const char *scope =
    " WHERE (:project = '' OR r.project = :project) AND (:database = '' OR r.database = :database)";

} // namespace

std::optional<QSqlError> writeChanges(const QSqlDatabase &database, std::int64_t run, const RunChanges &changes)
{
    QSqlQuery query(database);
    query.prepare(QStringLiteral("UPDATE runs SET changes_extent = ? WHERE id = ?"));
    query.addBindValue(static_cast<int>(changes.extent));
    query.addBindValue(static_cast<qlonglong>(run));
    if (!query.exec())
        return query.lastError();
    if (auto trouble = writeRelations(database, run, changes.relations))
        return trouble;
    return writeSizes(database, run, changes.sizes);
}

std::optional<QSqlError> readChanges(const QSqlDatabase &database, std::int64_t run, RunChanges &changes)
{
    QSqlQuery query(database);
    const auto ask = [&](const QString &sql) {
        query.prepare(sql);
        query.addBindValue(static_cast<qlonglong>(run));
        return query.exec();
    };
    if (!ask(QStringLiteral("SELECT changes_extent FROM runs WHERE id = ?")))
        return query.lastError();
    if (query.next())
        changes.extent = static_cast<RunChanges::Extent>(query.value(0).toInt());
    if (!ask(QStringLiteral("SELECT change, schema, name, relation, before, after FROM run_relations WHERE run = ?"
                            " ORDER BY number")))
        return query.lastError();
    while (query.next()) {
        changes.relations.push_back({static_cast<RelationChange::Kind>(query.value(0).toInt()), textAt(query, 1),
                                     textAt(query, 2), textAt(query, 3), unpacked(query.value(4)),
                                     unpacked(query.value(5))});
    }
    if (!ask(QStringLiteral("SELECT schema, name, is_hypertable, bytes, rows FROM run_sizes WHERE run = ?"
                            " ORDER BY schema, name")))
        return query.lastError();
    while (query.next())
        changes.sizes.push_back(sizeAt(query, 0));
    return std::nullopt;
}

std::optional<QSqlError> readAllChanges(const QSqlDatabase &database, const std::string &project,
                                        const std::string &name, std::vector<RecordedChange> &changes)
{
    QSqlQuery query(database);
    query.prepare(QStringLiteral("SELECT r.id, r.started, r.database, c.change, c.schema, c.name, c.relation"
                                 " FROM run_relations c JOIN runs r ON r.id = c.run")
                  + QLatin1String(scope) + QStringLiteral(" ORDER BY r.id DESC, c.number"));
    bindScope(query, project, name);
    if (!query.exec())
        return query.lastError();
    while (query.next()) {
        RecordedChange &change = changes.emplace_back();
        change.run = query.value(0).toLongLong();
        change.started = timeFromMilliseconds(query.value(1).toLongLong());
        change.database = textAt(query, 2);
        change.change.kind = static_cast<RelationChange::Kind>(query.value(3).toInt());
        change.change.schema = textAt(query, 4);
        change.change.name = textAt(query, 5);
        change.change.relation = textAt(query, 6);
    }
    return readRevisions(database, changes);
}

std::optional<QSqlError> readSizes(const QSqlDatabase &database, const std::string &project, const std::string &name,
                                   std::vector<RecordedSize> &sizes)
{
    QSqlQuery query(database);
    query.prepare(QStringLiteral("SELECT r.id, r.started, r.database, s.schema, s.name, s.is_hypertable, s.bytes, s.rows"
                                 " FROM run_sizes s JOIN runs r ON r.id = s.run")
                  + QLatin1String(scope) + QStringLiteral(" ORDER BY r.id, s.bytes DESC"));
    bindScope(query, project, name);
    if (!query.exec())
        return query.lastError();
    while (query.next()) {
        sizes.push_back({query.value(0).toLongLong(), timeFromMilliseconds(query.value(1).toLongLong()),
                         textAt(query, 2), sizeAt(query, 3)});
    }
    return std::nullopt;
}

} // namespace retort::run
