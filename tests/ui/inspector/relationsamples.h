// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"

/// Relations of SOTP's databases, as the catalog would describe them.
namespace retort::testing {

catalog::RelationSummary summary(const char *name, catalog::RelationKind kind = catalog::RelationKind::Table);
/// As 08bd77e1f6a4 left it.
catalog::Relation devicesBefore();
/// With what "add device groups" did: a column and its key more, snmp_config less, name longer, an index that is
/// invalid.
catalog::Relation devicesAfter();
catalog::Relation activeDevices();
/// A hypertable of four chunks, one compressed, with two policies.
catalog::Relation pingResults();
catalog::Relation pingHourly();

} // namespace retort::testing
