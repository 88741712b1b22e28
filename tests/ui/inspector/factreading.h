// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/facts.h"

#include <QStringList>

namespace retort::testing {

/// "name: word" of the rows that are marked.
QStringList marks(const ui::FactTable &table);
/// The texts of a column, from the top.
QStringList column(const ui::FactTable &table, int number);

} // namespace retort::testing
