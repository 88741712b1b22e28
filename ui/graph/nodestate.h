// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/badge.h"

#include <QFlags>
#include <QMetaType>
#include <QStringList>

#include <vector>

namespace retort::ui
{

/// What is true of one revision in one database. Several hold at once.
enum class NodeState : quint32 {
    Applied = 1 << 0,
    Pending = 1 << 1,
    Current = 1 << 2, ///< a version row names it
    Head = 1 << 3,
    Base = 1 << 4,
    Merge = 1 << 5,
    BranchPoint = 1 << 6,
    Irreversible = 1 << 7,
    NoTransaction = 1 << 8,
    Planned = 1 << 9, ///< a step of the plan that is shown or running
    Running = 1 << 10,
    Failed = 1 << 11,
    PartlyApplied = 1 << 12, ///< a non-transactional revision that stopped half-way
    Unknown = 1 << 13,       ///< a version row that no file of the project has
    ExtraHead = 1 << 14,     ///< one of several heads of the same branch: a problem
    Changed = 1 << 15,       ///< applied, and its file has been edited since, or was put below it afterwards
    Uncommitted = 1 << 16,   ///< its file isn't in git's last commit as it is
    Proven = 1 << 17,        ///< its round trip on a scratch database gave the same schemas
    Unproven = 1 << 18,      ///< it did not, or a script failed
};
Q_DECLARE_FLAGS(NodeStates, NodeState)
Q_DECLARE_OPERATORS_FOR_FLAGS(NodeStates)

/// In words, the most telling first: "running", "current", "applied", "head" …
QStringList stateWords(NodeStates states);

/// The states that are worth a badge, the most telling first; what the node's shape says alone is left out.
std::vector<Badge> stateBadges(NodeStates states, const Theme &theme);

} // namespace retort::ui

Q_DECLARE_METATYPE(retort::ui::NodeStates)
