// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/timescaleparts.h"

#include "engine/base/text.h"

#include <algorithm>

namespace retort::diff
{

std::string literalOf(const catalog::RelationName &name)
{
    return text::quoteLiteral(name.toString());
}

std::string intervalText(const std::string &interval)
{
    const bool isNumber = interval.find_first_not_of("-0123456789") == std::string::npos;
    return isNumber ? interval : "INTERVAL " + text::quoteLiteral(interval);
}

std::string dimensionsOf(const catalog::Relation &relation)
{
    std::string lines;
    if (relation.hypertable) {
        for (const catalog::Dimension &dimension : relation.hypertable->dimensions)
            lines += dimension.type + ' ' + dimension.column + '\n';
    }
    return lines;
}

bool canTakeDimensions(const catalog::Relation &from, const catalog::Relation &to)
{
    return dimensionsOf(to).starts_with(dimensionsOf(from));
}

const catalog::HypertableFacts *columnstoreOf(const catalog::Relation *relation)
{
    if (relation == nullptr)
        return nullptr;
    const catalog::HypertableFacts *facts = relation->continuousAggregate ? &relation->continuousAggregate->storage
        : relation->hypertable                                            ? &*relation->hypertable
                                                                          : nullptr;
    return facts != nullptr && facts->compressionEnabled ? facts : nullptr;
}

Statement decompressChunks(const catalog::RelationName &name)
{
    return {"SELECT decompress_chunk(chunk, if_compressed => true) FROM show_chunks(" + literalOf(name) + ") AS chunk",
            Boundary::Inside,
            {{Risk::Kind::Rewrite, "Every compressed chunk is written anew as rows."}}};
}

std::vector<std::string> columnsIn(const std::string &list)
{
    std::vector<std::string> columns;
    std::string name;
    bool isQuoted = false;
    bool isName = true;
    const auto add = [&] {
        if (!name.empty())
            columns.push_back(name);
        name.clear();
        isName = true;
    };
    for (std::size_t at = 0; at < list.size(); ++at) {
        const char c = list[at];
        if (c == '"') {
            if (isQuoted && at + 1 < list.size() && list[at + 1] == '"')
                name += list[at++];
            else
                isQuoted = !isQuoted;
        } else if (isQuoted) {
            name += c;
        } else if (c == ',') {
            add();
        } else if (c == ' ') {
            isName = isName && name.empty(); // behind it stands DESC, NULLS FIRST …
        } else if (isName) {
            name += c;
        }
    }
    add();
    return columns;
}

ObjectId hypertableId(const catalog::RelationName &table)
{
    return {"hypertable", table, {}};
}

ObjectId columnstoreId(const catalog::RelationName &relation)
{
    return {"columnstore", relation, {}};
}

ObjectId timescaleExtension()
{
    return {"extension", {{}, "timescaledb"}, {}};
}

} // namespace retort::diff
