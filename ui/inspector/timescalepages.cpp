// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/factpages.h"

#include "ui/inspector/factbuilder.h"
#include "ui/inspector/inspectorwords.h"
#include "ui/theme/figures.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace retort::ui::pages {

namespace {

struct Timescale {
    Q_DECLARE_TR_FUNCTIONS(Timescale)
};

Fact fact(std::vector<FactCell> cells)
{
    return Fact{{}, std::move(cells), {}, {}, Change::None, std::nullopt, -1};
}

QString compressionText(const catalog::HypertableFacts &facts)
{
    if (!facts.compressionEnabled)
        return Timescale::tr("off");
    QStringList parts{Timescale::tr("%1 of %2 chunks compressed")
                          .arg(words::count(facts.compressedChunkCount), words::count(facts.chunkCount))};
    if (facts.bytesBeforeCompression > 0 && facts.bytesAfterCompression > 0) {
        const double ratio =
            static_cast<double>(facts.bytesBeforeCompression) / static_cast<double>(facts.bytesAfterCompression);
        parts << Timescale::tr("%1 → %2, %3 times smaller")
                     .arg(words::bytes(facts.bytesBeforeCompression), words::bytes(facts.bytesAfterCompression),
                          QLocale().toString(ratio, 'f', 1));
    }
    return parts.join(QStringLiteral(" · "));
}

/// The watermark as stored: microseconds since 1970 for a dimension of time, else a number of its own.
QString watermarkText(const catalog::ContinuousAggregateFacts &facts)
{
    const auto &dimensions = facts.storage.dimensions;
    const std::string type = dimensions.empty() ? std::string() : dimensions.front().columnType;
    const bool isTime = type.rfind("timestamp", 0) == 0 || type == "date";
    bool isNumber = false;
    const qint64 stored = text(facts.watermark).toLongLong(&isNumber);
    if (!isTime || !isNumber)
        return text(facts.watermark);
    return QDateTime::fromMSecsSinceEpoch(stored / 1'000, Qt::UTC)
        .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'"));
}

void addHypertableFacts(std::vector<Fact> &rows, const catalog::HypertableFacts &facts)
{
    const auto add = [&](const QString &label, const QString &value) {
        if (!value.isEmpty())
            rows.push_back(fact({plain(label), plain(value)}));
    };
    add(Timescale::tr("chunks"), words::count(facts.chunkCount));
    if (!facts.chunks.empty())
        add(Timescale::tr("range"),
            boundary(facts.chunks.front().rangeStart) + QStringLiteral(" … ") + boundary(facts.chunks.back().rangeEnd));
    add(Timescale::tr("size"), words::bytes(facts.totalBytes));
    add(Timescale::tr("compression"), compressionText(facts));
    add(Timescale::tr("segment by"), text(facts.segmentBy));
    add(Timescale::tr("order by"), text(facts.orderBy));
}

/// When, how it went, how long it took, how often it has run, and what the last failure died of.
QString lastRunText(const catalog::Policy &policy)
{
    if (policy.lastStatus.empty())
        return policy.runs == 0 ? Timescale::tr("never") : QString();
    QStringList parts{text(policy.lastStatus)};
    if (!policy.lastStart.empty())
        parts << text(policy.lastStart);
    if (!policy.lastDuration.empty())
        parts << text(policy.lastDuration);
    if (policy.runs > 0)
        parts << (policy.failures > 0 ? Timescale::tr("%1 of %2 runs failed")
                                            .arg(words::count(policy.failures), words::count(policy.runs))
                                      : Timescale::tr("%1 runs, none failed").arg(words::count(policy.runs)));
    if (policy.lastStatus == "Failed" && !policy.lastError.empty())
        parts << text(policy.lastError);
    return parts.join(QStringLiteral(" · "));
}

} // namespace

FactTable dimensions(const catalog::HypertableFacts &facts)
{
    FactTable table{Timescale::tr("Dimensions"),
                    {Timescale::tr("Column"), Timescale::tr("Type"), Timescale::tr("Interval")},
                    DimensionInterval,
                    false,
                    {}};
    for (const catalog::Dimension &dimension : facts.dimensions) {
        QString interval = text(dimension.interval);
        if (!dimension.integerNow.empty())
            interval += Timescale::tr(", now by %1").arg(text(dimension.integerNow));
        QString type = dimension.type == "Space" ? Timescale::tr("space") : Timescale::tr("time");
        if (!dimension.columnType.empty())
            type += QStringLiteral(" · ") + text(dimension.columnType);
        table.facts.push_back(fact({plain(text(dimension.column)), plain(type), plain(interval)}));
    }
    return table;
}

FactTable policies(const std::vector<catalog::Policy> &policies)
{
    FactTable table{Timescale::tr("Policies"),
                    {Timescale::tr("Policy"), Timescale::tr("Every"), Timescale::tr("Configuration"),
                     Timescale::tr("Next run"), Timescale::tr("Last run")},
                    PolicyConfig,
                    false,
                    {}};
    for (const catalog::Policy &policy : policies) {
        Fact row = fact({plain(text(policy.kind)), plain(text(policy.schedule)), code(policy.config),
                         plain(text(policy.nextStart)), plain(lastRunText(policy))});
        row.pills << Timescale::tr("job %1").arg(policy.jobId);
        if (!policy.isScheduled)
            row.trouble = Timescale::tr("paused");
        else if (policy.lastStatus == "Failed")
            row.trouble = Timescale::tr("failed");
        table.facts.push_back(std::move(row));
    }
    return table;
}

QString boundary(const std::string &text)
{
    static const QLatin1String midnight(" 00:00:00+00");
    QString words = QString::fromStdString(text);
    if (words.endsWith(midnight))
        words.chop(midnight.size());
    return words;
}

FactTable chunks(const catalog::HypertableFacts &facts)
{
    FactTable table{Timescale::tr("Chunks"),
                    {Timescale::tr("From"), Timescale::tr("To"), Timescale::tr("Size"), Timescale::tr("Uncompressed"),
                     Timescale::tr("Chunk")},
                    ChunkName,
                    true,
                    {}};
    table.facts.reserve(facts.chunks.size());
    for (auto chunk = facts.chunks.rbegin(); chunk != facts.chunks.rend(); ++chunk) { // newest first
        Fact row = fact({plain(boundary(chunk->rangeStart)), plain(boundary(chunk->rangeEnd)),
                         plain(words::bytes(chunk->bytes)),
                         plain(chunk->bytesBeforeCompression > 0 ? words::bytes(chunk->bytesBeforeCompression)
                                                                 : QString()),
                         code(chunk->name.name)});
        if (chunk->isCompressed)
            row.pills << Timescale::tr("compressed");
        table.facts.push_back(std::move(row));
    }
    return table;
}

FactTable hypertableFacts(const catalog::HypertableFacts &facts)
{
    FactTable table{Timescale::tr("Hypertable"), {Timescale::tr("What"), Timescale::tr("Value")}, 1, false, {}};
    addHypertableFacts(table.facts, facts);
    for (const catalog::RelationName &aggregate : facts.continuousAggregates) {
        Fact row = fact({plain(Timescale::tr("continuous aggregate")), plain(words::relationName(aggregate))});
        row.link = aggregate;
        row.linkColumn = 1;
        table.facts.push_back(std::move(row));
    }
    return table;
}

FactTable aggregateFacts(const catalog::ContinuousAggregateFacts &facts)
{
    FactTable table{
        Timescale::tr("Continuous aggregate"), {Timescale::tr("What"), Timescale::tr("Value")}, 1, false, {}};
    Fact source = fact({plain(Timescale::tr("reads")), plain(words::relationName(facts.hypertable))});
    source.link = facts.hypertable;
    source.linkColumn = 1;
    table.facts.push_back(std::move(source));
    table.facts.push_back(
        fact({plain(Timescale::tr("answers from")),
              plain(facts.materializedOnly ? Timescale::tr("what is materialized, only")
                                           : Timescale::tr("what is materialized, and newer rows live"))}));
    if (!facts.watermark.empty())
        table.facts.push_back(fact({plain(Timescale::tr("materialized up to")), plain(watermarkText(facts))}));
    if (!facts.materialization.name.empty())
        table.facts.push_back(
            fact({plain(Timescale::tr("stored in")), code(words::relationName(facts.materialization))}));
    addHypertableFacts(table.facts, facts.storage);
    return table;
}

} // namespace retort::ui::pages
