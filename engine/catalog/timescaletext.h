// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"

#include <string>

namespace retort::catalog {

/// What TimescaleDB adds to a hypertable or a continuous aggregate and psql doesn't show: dimensions, chunks,
/// compression, size, policies with their last runs, the aggregates on it. Like psql's footers, with an empty line at
/// the end; empty for any other relation. Pure.
std::string timescaleText(const Relation &relation);

} // namespace retort::catalog
