// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/timescaletext.h"

#include "engine/base/sizetext.h"
#include "engine/base/text.h"
#include "engine/base/timetext.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace retort::catalog {

namespace {

using Lines = std::vector<std::string>;

std::string dimensionText(const Dimension &dimension)
{
    const bool isSpace = dimension.type == "Space";
    std::string line = (isSpace ? "by space \"" : "by time \"") + dimension.column + "\" (" + dimension.columnType + ')';
    line += isSpace ? ", " + dimension.interval + " partitions" : ", interval " + dimension.interval;
    if (!dimension.integerNow.empty())
        line += ", now by " + dimension.integerNow;
    return line;
}

void addChunks(Lines &lines, const HypertableFacts &facts)
{
    std::string line = "Chunks: " + std::to_string(facts.chunkCount);
    if (facts.chunkCount > 0) {
        line += ", " + std::to_string(facts.compressedChunkCount) + " compressed";
        if (!facts.chunks.empty() && !facts.chunks.front().rangeStart.empty())
            line += ", from " + facts.chunks.front().rangeStart + " to " + facts.chunks.back().rangeEnd;
    }
    lines.push_back(line);
}

/// "254 kB before, 82 kB after, ratio 3.1"
std::string ratioText(const HypertableFacts &facts)
{
    std::array<char, 32> ratio{};
    std::snprintf(ratio.data(), ratio.size(), "%.1f",
                  static_cast<double>(facts.bytesBeforeCompression) / static_cast<double>(facts.bytesAfterCompression));
    return sizeText(facts.bytesBeforeCompression) + " before, " + sizeText(facts.bytesAfterCompression)
        + " after, ratio " + ratio.data();
}

void addCompression(Lines &lines, const HypertableFacts &facts)
{
    if (!facts.compressionEnabled) {
        lines.emplace_back("Compression: off");
        return;
    }
    Lines settings;
    if (!facts.segmentBy.empty())
        settings.push_back("segment by " + facts.segmentBy);
    if (!facts.orderBy.empty())
        settings.push_back("order by " + facts.orderBy);
    if (!facts.compressInterval.empty())
        settings.push_back("chunks merged up to " + facts.compressInterval);
    if (!facts.sparseIndex.empty())
        settings.push_back("sparse index " + facts.sparseIndex);
    lines.push_back("Compression: " + (settings.empty() ? std::string("on") : text::join(settings, ", ")));
    if (facts.bytesBeforeCompression > 0 && facts.bytesAfterCompression > 0)
        lines.push_back("    " + ratioText(facts));
}

void addSize(Lines &lines, const HypertableFacts &facts, std::int64_t rows)
{
    if (facts.totalBytes < 0) {
        lines.emplace_back("Size: unknown (locked, or too long to measure)");
        return;
    }
    std::string line = "Size: " + sizeText(facts.totalBytes);
    if (facts.sizes.table >= 0) {
        line += " (table " + sizeText(facts.sizes.table) + ", indexes " + sizeText(facts.sizes.indexes) + ", TOAST "
            + sizeText(facts.sizes.toast) + ')';
    }
    if (rows >= 0)
        line += ", about " + text::counted(static_cast<std::size_t>(rows), "row");
    lines.push_back(line);
}

void addPolicy(Lines &lines, const Policy &policy)
{
    std::string line = "    " + policy.kind + " (job " + std::to_string(policy.jobId) + "): every " + policy.schedule;
    if (!policy.isScheduled)
        line += ", paused";
    if (!policy.config.empty())
        line += ", " + policy.config;
    lines.push_back(line);
    Lines runs;
    if (policy.isScheduled && !policy.nextStart.empty() && policy.nextStart != "-infinity")
        runs.push_back("next run " + policy.nextStart);
    if (!policy.lastStatus.empty()) {
        runs.push_back("last " + policy.lastStatus + (policy.lastStart.empty() ? "" : " at " + policy.lastStart)
                       + (policy.lastDuration.empty() ? "" : " in " + policy.lastDuration));
    }
    if (policy.failures > 0)
        runs.push_back(std::to_string(policy.failures) + " of " + text::counted(static_cast<std::size_t>(policy.runs), "run")
                       + " failed");
    if (!runs.empty())
        lines.push_back("        " + text::join(runs, ", "));
    if (!policy.lastError.empty())
        lines.push_back("        last error: " + policy.lastError);
}

void addPolicies(Lines &lines, const std::vector<Policy> &policies)
{
    if (policies.empty())
        return;
    lines.emplace_back("Jobs:");
    for (const Policy &policy : policies)
        addPolicy(lines, policy);
}

void addStorage(Lines &lines, const HypertableFacts &facts, std::int64_t rows)
{
    for (const Dimension &dimension : facts.dimensions)
        lines.push_back("    " + dimensionText(dimension));
    addChunks(lines, facts);
    addCompression(lines, facts);
    addSize(lines, facts, rows);
    if (!facts.tablespaces.empty())
        lines.push_back("Tablespaces of chunks: " + text::join(facts.tablespaces, ", "));
    Lines aggregates;
    for (const RelationName &name : facts.continuousAggregates)
        aggregates.push_back(name.toString());
    if (!aggregates.empty())
        lines.push_back("Continuous aggregates on it: " + text::join(aggregates, ", "));
}

/// Microseconds since 1970 where time is measured in time, else the number itself.
std::string watermarkText(const ContinuousAggregateFacts &facts)
{
    const bool isTime = !facts.storage.dimensions.empty()
        && (facts.storage.dimensions.front().columnType.starts_with("timestamp")
            || facts.storage.dimensions.front().columnType == "date");
    char *end = nullptr;
    const long long number = std::strtoll(facts.watermark.c_str(), &end, 10);
    // Far outside of what a calendar holds, nothing is materialized yet.
    if (!isTime || *end != '\0' || number < -62'135'596'800'000'000 || number > 253'402'300'799'000'000)
        return isTime ? std::string() : facts.watermark;
    const std::chrono::system_clock::time_point time{
        std::chrono::duration_cast<std::chrono::system_clock::duration>(std::chrono::microseconds(number))};
    return isoTime(time);
}

} // namespace

std::string timescaleText(const Relation &relation)
{
    Lines lines;
    if (relation.hypertable) {
        lines.emplace_back("Hypertable:");
        addStorage(lines, *relation.hypertable, relation.summary.estimatedRows);
        addPolicies(lines, relation.hypertable->policies);
    } else if (relation.continuousAggregate) {
        const auto &facts = *relation.continuousAggregate;
        lines.push_back("Continuous aggregate of " + facts.hypertable.toString() + ':');
        const std::string watermark = watermarkText(facts);
        lines.push_back(std::string("    ") + (facts.materializedOnly ? "materialized only" : "materialized and real time")
                        + (watermark.empty() ? ", nothing materialized yet" : ", materialized up to " + watermark));
        lines.push_back("    stored in " + facts.materialization.toString());
        addStorage(lines, facts.storage, relation.summary.estimatedRows);
        addPolicies(lines, facts.policies);
    } else {
        return {};
    }
    return text::join(lines, "\n") + "\n\n";
}

} // namespace retort::catalog
