// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/diff/kinds.h"
#include "engine/diff/typeparts.h"

#include <algorithm>

namespace retort::diff
{

namespace
{

using Labels = std::vector<std::string>;

/// ADD VALUE for each new label, beside a neighbour that is there by then; nothing where labels are gone or stand in
/// another order.
std::optional<Statements> addLabels(const std::string &object, const Labels &from, const Labels &to)
{
    Statements statements;
    std::size_t old = 0; // the next label of `from` that hasn't been met
    for (std::size_t at = 0; at < to.size(); ++at) {
        if (old < from.size() && from[old] == to[at]) {
            ++old;
            continue;
        }
        std::string sql = "ALTER " + object + " ADD VALUE " + text::quoteLiteral(to[at]);
        if (old < from.size())
            sql += at == 0 ? " BEFORE " + text::quoteLiteral(from[old]) : " AFTER " + text::quoteLiteral(to[at - 1]);
        statements.push_back({std::move(sql), Boundary::CommittedFirst});
    }
    if (old < from.size())
        return std::nullopt;
    return statements;
}

} // namespace

void collectEnums(const End &end, Parts &parts)
{
    for (const catalog::Type &type : end.snapshot().types) {
        if (type.kind != catalog::TypeKind::Enum)
            continue;
        const std::string object = "TYPE " + type.name.toString();
        Labels literals;
        std::transform(type.labels.begin(), type.labels.end(), std::back_inserter(literals),
                       [](const std::string &label) { return text::quoteLiteral(label); });
        Part part = typePart(end, type, "TYPE");
        part.body = "enum " + text::join(literals, ", ");
        part.create = [object, literals](const Making &) {
            return statement("CREATE " + object + " AS ENUM (" + text::join(literals, ", ") + ')');
        };
        part.alter = [object, &type](const Part &from, const End &before) -> std::optional<Statements> {
            const catalog::Type *old = before.type(from.id.name);
            if (old == nullptr || old->kind != catalog::TypeKind::Enum)
                return std::nullopt;
            return addLabels(object, old->labels, type.labels);
        };
        parts.push_back(std::move(part));
    }
}

} // namespace retort::diff
