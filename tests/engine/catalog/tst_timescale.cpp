// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/describe.h"
#include "engine/catalog/snapshot.h"
#include "engine/catalog/timescaletext.h"
#include "tests/engine/catalog/samples.h"
#include "tests/support/printers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace retort;
using namespace retort::catalog;

/// Hypertables and continuous aggregates of the recorded sample. Skipped, and said so, without TimescaleDB.
class TestTimescale : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void printsWhatPsqlPrints_data();
    void printsWhatPsqlPrints();
    void tellsTheRecordedFacts_data();
    void tellsTheRecordedFacts();
    void tellsTheRecordedJobs();
    void tellsTheRecordedChunks();
    void measuresHypertables();
    void takesASnapshot();
    void printsWhatTimescaleAdds();
    void listsNoChunksAndNoInternals();
    void needsNoSchemaOnTheSearchPath();

private:
    Relation describeOne(const std::string &pattern);

    std::optional<test::ScratchDatabase> m_database;
    std::optional<postgres::Connection> m_connection;
};

namespace {

std::string textOf(const QJsonValue &value)
{
    if (value.isDouble())
        return QString::number(value.toInteger()).toStdString();
    return value.toString().toStdString();
}

std::string nameOf(const QJsonObject &object, const char *prefix)
{
    const auto key = [&](const char *part) -> QString { return QLatin1String(prefix) + QLatin1String(part); };
    return RelationName{textOf(object.value(key("_schema"))), textOf(object.value(key("_name")))}.toString();
}

/// "2024-08-31T00:00:00+00:00" as PostgreSQL prints it.
std::string timestampOf(const QJsonValue &chunk, const char *key)
{
    auto text = chunk.toObject().value(QLatin1String(key)).toString();
    return text.replace(QLatin1Char('T'), QLatin1Char(' '))
        .replace(QLatin1String("+00:00"), QLatin1String("+00"))
        .toStdString();
}

std::vector<std::string> dimensionsOf(const QJsonArray &dimensions)
{
    std::vector<std::string> lines;
    for (const auto &value : dimensions) {
        const auto object = value.toObject();
        std::string interval;
        for (const char *key : {"time_interval", "integer_interval", "num_partitions"})
            interval += textOf(object.value(QLatin1String(key)));
        lines.push_back(textOf(object.value(QLatin1String("column_name"))) + " "
                        + textOf(object.value(QLatin1String("column_type"))) + " "
                        + textOf(object.value(QLatin1String("dimension_type"))) + " " + interval);
    }
    return lines;
}

std::vector<std::string> linesOf(const std::vector<Dimension> &dimensions)
{
    std::vector<std::string> lines;
    for (const auto &dimension : dimensions) {
        lines.push_back(dimension.column + " " + dimension.columnType + " " + dimension.type + " "
                        + dimension.interval);
    }
    return lines;
}

std::vector<std::string> policiesOf(const QJsonArray &policies)
{
    std::vector<std::string> lines;
    for (const auto &value : policies) {
        const auto object = value.toObject();
        lines.push_back(textOf(object.value(QLatin1String("job_id"))) + " "
                        + textOf(object.value(QLatin1String("proc"))) + " "
                        + textOf(object.value(QLatin1String("schedule_interval"))) + " "
                        + QJsonDocument(object.value(QLatin1String("config")).toObject())
                              .toJson(QJsonDocument::Compact)
                              .toStdString());
    }
    return lines;
}

std::vector<std::string> linesOf(const std::vector<Policy> &policies)
{
    std::vector<std::string> lines;
    for (const auto &policy : policies) {
        lines.push_back(std::to_string(policy.jobId) + " " + policy.procedure + " " + policy.schedule + " "
                        + QJsonDocument::fromJson(QByteArray::fromStdString(policy.config))
                              .toJson(QJsonDocument::Compact)
                              .toStdString());
    }
    return lines;
}

std::vector<std::string> linesOf(const std::vector<RelationName> &names)
{
    std::vector<std::string> lines;
    for (const auto &name : names)
        lines.push_back(name.toString());
    return lines;
}

std::vector<std::string> textsOf(const QJsonArray &array)
{
    std::vector<std::string> lines;
    for (const auto &value : array)
        lines.push_back(textOf(value));
    return lines;
}

void compareChunks(const HypertableFacts &facts, const QJsonObject &recorded)
{
    QCOMPARE(facts.chunkCount, recorded.value(QLatin1String("count")).toInteger());
    QCOMPARE(facts.compressedChunkCount, recorded.value(QLatin1String("compressed")).toInteger());
    QCOMPARE(static_cast<std::int64_t>(facts.chunks.size()), facts.chunkCount);
    if (facts.chunks.empty())
        return;
    const auto first = recorded.value(QLatin1String("first"));
    const auto last = recorded.value(QLatin1String("last"));
    QCOMPARE(facts.chunks.front().name.toString(), nameOf(first.toObject(), "chunk"));
    QCOMPARE(facts.chunks.front().rangeStart, timestampOf(first, "range_start"));
    QCOMPARE(facts.chunks.front().rangeEnd, timestampOf(first, "range_end"));
    QCOMPARE(facts.chunks.front().isCompressed, first.toObject().value(QLatin1String("is_compressed")).toBool());
    QCOMPARE(facts.chunks.back().rangeStart, timestampOf(last, "range_start"));
}

void compareAggregate(const ContinuousAggregateFacts &facts, const QJsonObject &recorded)
{
    const auto aggregate = recorded.value(QLatin1String("continuous_aggregate")).toObject();
    QCOMPARE(facts.hypertable.toString(), nameOf(aggregate, "hypertable"));
    QCOMPARE(facts.materialization.toString(), nameOf(aggregate, "materialization_hypertable"));
    QCOMPARE(facts.materializedOnly, aggregate.value(QLatin1String("materialized_only")).toBool());
    QCOMPARE(facts.definition, textOf(aggregate.value(QLatin1String("view_definition"))));
    QCOMPARE(facts.watermark, textOf(recorded.value(QLatin1String("watermark_internal"))));
}

} // namespace

void TestTimescale::initTestCase()
{
    if (!test::PostgresFixture::instance().hasTimescale())
        QSKIP("TimescaleDB is NOT here: hypertables and continuous aggregates stay untested");
    m_database.emplace();
    test::loadSampleByLine(*m_database, "timescale_sample.sql");
    auto connection = postgres::Connection::connect(m_database->superuserSettings());
    VERIFY_OK(connection);
    m_connection = *std::move(connection);
    const auto set = m_connection->execute("SET timezone = 'UTC'"); // as the facts were recorded
    VERIFY_OK(set);
}

void TestTimescale::cleanupTestCase()
{
    m_connection.reset();
    m_database.reset();
}

Relation TestTimescale::describeOne(const std::string &pattern)
{
    auto relations = describe(*m_connection, pattern);
    if (!relations || relations->size() != 1) {
        QTest::qFail(test::describe(relations).c_str(), __FILE__, __LINE__);
        return {};
    }
    return std::move(relations->front());
}

void TestTimescale::printsWhatPsqlPrints_data()
{
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("verboseText");
    for (const auto &relation : test::readGolden("timescale_golden.jsonl"))
        QTest::newRow((relation.kind + " " + relation.target).c_str())
            << relation.target << relation.text << relation.verboseText;
}

void TestTimescale::printsWhatPsqlPrints()
{
    QFETCH(std::string, target);
    QFETCH(std::string, text);
    QFETCH(std::string, verboseText);
    const auto relation = describeOne(target);
    QCOMPARE(test::withoutOids(relation.psqlText), test::withoutOids(text));
    QCOMPARE(test::withoutOids(relation.psqlVerboseText), test::withoutOids(verboseText));
}

void TestTimescale::tellsTheRecordedFacts_data()
{
    QTest::addColumn<QJsonObject>("recorded");
    const auto facts = QJsonDocument::fromJson(QByteArray::fromStdString(test::readDataFile("timescale_facts.json")));
    const auto relations = facts.object().value(QLatin1String("relations")).toObject();
    for (auto relation = relations.begin(); relation != relations.end(); ++relation)
        QTest::newRow(qPrintable(relation.key())) << relation.value().toObject();
}

void TestTimescale::tellsTheRecordedFacts()
{
    QFETCH(QJsonObject, recorded);
    const auto relation = describeOne(QTest::currentDataTag());
    const bool isAggregate = recorded.value(QLatin1String("kind")).toString() == QLatin1String("continuous aggregate");
    QCOMPARE(relation.summary.isContinuousAggregate, isAggregate);
    QCOMPARE(relation.summary.isHypertable, !isAggregate);
    QCOMPARE(relation.continuousAggregate.has_value(), isAggregate);
    QCOMPARE(relation.hypertable.has_value(), !isAggregate);

    const HypertableFacts &facts = isAggregate ? relation.continuousAggregate->storage : *relation.hypertable;
    QCOMPARE(linesOf(facts.dimensions), dimensionsOf(recorded.value(QLatin1String("dimensions")).toArray()));
    compareChunks(facts, recorded.value(QLatin1String("chunks")).toObject());
    const auto compression = recorded.value(QLatin1String("compression")).toObject();
    QCOMPARE(facts.segmentBy, textOf(compression.value(QLatin1String("segmentby"))));
    QCOMPARE(facts.orderBy, textOf(compression.value(QLatin1String("orderby"))));
    QCOMPARE(linesOf(facts.continuousAggregates),
             textsOf(recorded.value(QLatin1String("continuous_aggregates_on_it")).toArray()));
    QCOMPARE(linesOf(isAggregate ? relation.continuousAggregate->policies : facts.policies),
             policiesOf(recorded.value(QLatin1String("policies")).toArray()));
    QCOMPARE(facts.compressInterval, textOf(compression.value(QLatin1String("compress_interval_length"))));
    if (isAggregate)
        compareAggregate(*relation.continuousAggregate, recorded);
    else
        QCOMPARE(facts.compressionEnabled,
                 recorded.value(QLatin1String("hypertable"))
                     .toObject()
                     .value(QLatin1String("compression_enabled"))
                     .toBool());
}

namespace {

QJsonObject recordedFacts()
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(test::readDataFile("timescale_facts.json"))).object();
}

QJsonArray recordedView(const char *name)
{
    return recordedFacts().value(QLatin1String("views")).toObject().value(QLatin1String(name)).toArray();
}

/// All jobs of all relations, and those without one.
std::vector<Policy> policiesOf(const Snapshot &snapshot)
{
    std::vector<Policy> all = snapshot.jobs;
    for (const Relation &relation : snapshot.relations) {
        if (relation.hypertable)
            all.insert(all.end(), relation.hypertable->policies.begin(), relation.hypertable->policies.end());
        if (relation.continuousAggregate) {
            const auto &policies = relation.continuousAggregate->policies;
            all.insert(all.end(), policies.begin(), policies.end());
        }
    }
    return all;
}

} // namespace

/// Every row of the views jobs and job_stats that a user has made, column by column but for clock times.
void TestTimescale::tellsTheRecordedJobs()
{
    const auto snapshot = takeSnapshot(*m_connection);
    VERIFY_OK(snapshot);
    const auto policies = policiesOf(*snapshot);
    int compared = 0;
    for (const auto &value : recordedView("jobs")) {
        const auto job = value.toObject();
        const auto text = [&](const char *key) { return textOf(job.value(QLatin1String(key))); };
        const auto found = std::find_if(policies.begin(), policies.end(), [&](const Policy &policy) {
            return std::to_string(policy.jobId) == text("job_id");
        });
        if (found == policies.end()) {
            // TimescaleDB's own housekeeping belongs to nobody's schema.
            QVERIFY2(text("proc_schema").starts_with("_timescaledb_"), text("application_name").c_str());
            continue;
        }
        ++compared;
        QCOMPARE(found->applicationName, text("application_name"));
        QCOMPARE(found->procedure, text("proc_schema") + "." + text("proc_name"));
        QCOMPARE(found->checkFunction,
                 job.value(QLatin1String("check_name")).isNull() ? std::string()
                                                                 : text("check_schema") + "." + text("check_name"));
        QCOMPARE(found->schedule, text("schedule_interval"));
        QCOMPARE(found->retryPeriod, text("retry_period"));
        QCOMPARE(found->maxRetries, text("max_retries"));
        QCOMPARE(found->owner, m_connection->settings().user());
        QCOMPARE(found->isScheduled, job.value(QLatin1String("scheduled")).toBool());
        QCOMPARE(found->isFixedSchedule, job.value(QLatin1String("fixed_schedule")).toBool());
        QCOMPARE(QJsonDocument::fromJson(QByteArray::fromStdString(found->config)).object(),
                 job.value(QLatin1String("config")).toObject());
    }
    QVERIFY(compared >= 5);
    for (const auto &value : recordedView("job_stats")) {
        const auto stats = value.toObject();
        const auto found = std::find_if(policies.begin(), policies.end(), [&](const Policy &policy) {
            return policy.jobId == stats.value(QLatin1String("job_id")).toInteger();
        });
        if (found == policies.end())
            continue;
        QCOMPARE(found->status, textOf(stats.value(QLatin1String("job_status"))));
        QCOMPARE(found->runs, stats.value(QLatin1String("total_runs")).toInteger());
        QCOMPARE(found->successes, stats.value(QLatin1String("total_successes")).toInteger());
        QCOMPARE(found->failures, stats.value(QLatin1String("total_failures")).toInteger());
    }
}

/// Settings and sizes of each chunk.
void TestTimescale::tellsTheRecordedChunks()
{
    const auto obs = describeOne("weather.obs");
    const auto &chunks = obs.hypertable->chunks;
    const auto chunkNamed = [&](const std::string &name) -> const Chunk * {
        const auto found = std::find_if(chunks.begin(), chunks.end(),
                                        [&](const Chunk &chunk) { return chunk.name.toString() == name; });
        return found == chunks.end() ? nullptr : &*found;
    };
    int compressed = 0;
    for (const auto &value : recordedView("chunk_compression_settings")) {
        const auto settings = value.toObject();
        if (textOf(settings.value(QLatin1String("hypertable"))) != "weather.obs")
            continue;
        const Chunk *chunk = chunkNamed(textOf(settings.value(QLatin1String("chunk"))));
        QVERIFY(chunk != nullptr);
        QCOMPARE(chunk->segmentBy, textOf(settings.value(QLatin1String("segmentby"))));
        QCOMPARE(chunk->orderBy, textOf(settings.value(QLatin1String("orderby"))));
        QCOMPARE(QJsonDocument::fromJson(QByteArray::fromStdString(chunk->sparseIndex)).array(),
                 settings.value(QLatin1String("index")).toArray());
        QVERIFY(chunk->bytesBeforeCompression > chunk->bytesAfterCompression);
        QVERIFY(chunk->bytesAfterCompression > 0);
        ++compressed;
    }
    QCOMPARE(compressed, obs.hypertable->compressedChunkCount);

    const auto functions = recordedFacts().value(QLatin1String("functions")).toObject();
    const auto recorded = functions.value(QLatin1String("weather.obs")).toObject();
    for (const auto &value : recorded.value(QLatin1String("chunks_detailed_size")).toArray()) {
        const Chunk *chunk = chunkNamed(nameOf(value.toObject(), "chunk"));
        QVERIFY(chunk != nullptr);
        const auto isNear = [&](std::int64_t bytes, const char *key) {
            return std::abs(bytes - value.toObject().value(QLatin1String(key)).toInteger()) <= 4 * 8192;
        };
        QVERIFY(isNear(chunk->bytes, "total_bytes") && isNear(chunk->sizes.table, "table_bytes"));
        QVERIFY(isNear(chunk->sizes.indexes, "index_bytes") && isNear(chunk->sizes.toast, "toast_bytes"));
    }
    const auto &facts = *obs.hypertable;
    QCOMPARE(facts.sizes.table + facts.sizes.indexes + facts.sizes.toast, facts.totalBytes);
    QCOMPARE(facts.sizesBeforeCompression.table + facts.sizesBeforeCompression.indexes
                 + facts.sizesBeforeCompression.toast,
             facts.bytesBeforeCompression);
}

void TestTimescale::takesASnapshot()
{
    const auto snapshot = takeSnapshot(*m_connection);
    VERIFY_OK(snapshot);
    QCOMPARE(snapshot->relations.size(), 5U); // as the list: no chunks, no internals
    QVERIFY(!snapshot->server.timescaleVersion.empty());
    QCOMPARE(snapshot->jobs.size(), recordedFacts().value(QLatin1String("jobs_without_relation")).toArray().size());
    const auto read = snapshotFromJson(toJson(*snapshot), "weather.json");
    VERIFY_OK(read);
    QVERIFY(*read == *snapshot);
}

void TestTimescale::printsWhatTimescaleAdds()
{
    const QString obs = QString::fromStdString(timescaleText(describeOne("weather.obs")));
    for (const char *part :
         {"Hypertable:\n    by time \"taken\" (timestamp with time zone), interval 2 days\n"
          "    by space \"code\" (text), 3 partitions\n"
          "Chunks: 4, 2 compressed, from 2024-08-31 00:00:00+00 to 2024-09-08 00:00:00+00\n"
          "Compression: segment by code, order by taken DESC\n",
          " before, ", ", ratio ", "Size: ", "about 1344 rows", "Continuous aggregates on it: weather.by_hour\n",
          "    retention (job 1001): every 1 day, {\"drop_after\": \"5 years\", \"hypertable_id\": 1}\n",
          "next run 2031-01-01 00:00:00+00"})
        QVERIFY2(obs.contains(QLatin1String(part)), qPrintable(obs));
    QVERIFY(obs.endsWith(QLatin1String("\n\n")));

    const QString hourly = QString::fromStdString(timescaleText(describeOne("weather.by_hour")));
    for (const char *part : {"Continuous aggregate of weather.obs:\n",
                             "    materialized and real time, materialized up to 2024-09-05T00:00:00Z\n",
                             "    stored in _timescaledb_internal._materialized_hypertable_4\n",
                             "Compression: off\n", "Continuous aggregates on it: weather.by_day\n"})
        QVERIFY2(hourly.contains(QLatin1String(part)), qPrintable(hourly));

    QVERIFY(timescaleText(describeOne("weather.station")).empty());
}

void TestTimescale::measuresHypertables()
{
    const auto obs = describeOne("weather.obs");
    QVERIFY(obs.hypertable->totalBytes > 0);
    QCOMPARE(obs.summary.totalBytes, obs.hypertable->totalBytes);
    QVERIFY(obs.hypertable->bytesBeforeCompression > 0);
    QVERIFY(obs.hypertable->bytesAfterCompression > 0);
    QVERIFY(obs.summary.estimatedRows > 0);
    QVERIFY(std::all_of(obs.hypertable->chunks.begin(), obs.hypertable->chunks.end(),
                        [](const Chunk &chunk) { return chunk.bytes > 0; }));
    QVERIFY(std::all_of(obs.indexes.begin(), obs.indexes.end(), [](const Index &index) { return index.bytes > 0; }));
    QCOMPARE(obs.hypertable->policies.at(0).kind, std::string("compression"));

    const auto hourly = describeOne("weather.by_hour");
    QVERIFY(hourly.continuousAggregate->storage.totalBytes > 0);
    QCOMPARE(hourly.continuousAggregate->policies.at(0).kind, std::string("refresh"));
}

void TestTimescale::listsNoChunksAndNoInternals()
{
    const auto relations = listRelations(*m_connection);
    VERIFY_OK(relations);
    std::vector<std::string> lines;
    for (const auto &relation : *relations) {
        lines.push_back(relation.name.toString() + (relation.isHypertable ? " hypertable" : "")
                        + (relation.isContinuousAggregate ? " continuous aggregate" : ""));
        QCOMPARE(relation.totalBytes >= 0, toString(relation.kind) == "table" || relation.isContinuousAggregate);
    }
    QCOMPARE(lines,
             (std::vector<std::string>{"weather.by_day continuous aggregate", "weather.by_hour continuous aggregate",
                                       "weather.obs hypertable", "weather.pulse hypertable", "weather.station"}));
}

void TestTimescale::needsNoSchemaOnTheSearchPath()
{
    const auto set = m_connection->execute("SET search_path = ''");
    VERIFY_OK(set);
    const auto obs = describeOne("weather.obs");
    const auto reset = m_connection->execute("RESET search_path");
    VERIFY_OK(reset);
    QVERIFY(obs.hypertable.has_value());
    QVERIFY(obs.hypertable->totalBytes > 0);
}

QTEST_GUILESS_MAIN(TestTimescale)
#include "tst_timescale.moc"
