// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"
#include "ui/inspector/facts.h"

#include <QString>

/// The inspector's words. Pure; GUI thread for the translations.
namespace retort::ui::words {

/// "table", "hypertable", "continuous aggregate" …
QString relationKind(const catalog::RelationSummary &summary);
/// As a heading of the tree: "Tables".
QString relationKinds(const catalog::RelationSummary &summary);
/// "public.devices", without quotes: for the eye.
QString relationName(const catalog::RelationName &name);
/// "≈ 12,480 rows · 5.5 MB · owned by sotp_user".
QString relationFigures(const catalog::RelationSummary &summary);
/// A type or a default as people write it, for narrow columns: "varchar(120)", "timestamptz", "nextval(users_id_seq)",
/// and literals without the cast that the server puts behind each.
QString brief(QString code);
/// "added", "removed", "altered"; empty for None.
QString change(Change change);
/// "+", "−", "~".
QString changeSign(Change change);

} // namespace retort::ui::words
