// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/nodestate.h"

#include <QCoreApplication>

namespace retort::ui
{

namespace
{

struct Description {
    NodeState state;
    const char *word;
    bool hasBadge;
    Badge::Look look;
    ColourRole role;
};

/// In the order in which they matter to a reader.
constexpr Description descriptions[] = {
    {NodeState::Failed, QT_TRANSLATE_NOOP("NodeState", "failed"), true, Badge::Look::Filled, ColourRole::Failed},
    {NodeState::PartlyApplied, QT_TRANSLATE_NOOP("NodeState", "partly applied"), true, Badge::Look::Outlined,
     ColourRole::Failed},
    {NodeState::Running, QT_TRANSLATE_NOOP("NodeState", "running"), true, Badge::Look::Filled, ColourRole::Accent},
    {NodeState::Unknown, QT_TRANSLATE_NOOP("NodeState", "unknown on disk"), true, Badge::Look::Outlined,
     ColourRole::Failed},
    {NodeState::Changed, QT_TRANSLATE_NOOP("NodeState", "changed since applied"), true, Badge::Look::Outlined,
     ColourRole::Failed},
    {NodeState::Current, QT_TRANSLATE_NOOP("NodeState", "current"), true, Badge::Look::Filled, ColourRole::Accent},
    {NodeState::Planned, QT_TRANSLATE_NOOP("NodeState", "planned"), true, Badge::Look::Outlined, ColourRole::Accent},
    {NodeState::ExtraHead, QT_TRANSLATE_NOOP("NodeState", "one of several heads"), false, Badge::Look::Outlined,
     ColourRole::Warning},
    {NodeState::Head, QT_TRANSLATE_NOOP("NodeState", "head"), true, Badge::Look::Outlined, ColourRole::Applied},
    {NodeState::Applied, QT_TRANSLATE_NOOP("NodeState", "applied"), false, Badge::Look::Outlined, ColourRole::Applied},
    {NodeState::Pending, QT_TRANSLATE_NOOP("NodeState", "pending"), false, Badge::Look::Outlined, ColourRole::Pending},
    {NodeState::Irreversible, QT_TRANSLATE_NOOP("NodeState", "irreversible"), true, Badge::Look::Outlined,
     ColourRole::Failed},
    {NodeState::Unproven, QT_TRANSLATE_NOOP("NodeState", "round trip failed"), true, Badge::Look::Outlined,
     ColourRole::Failed},
    {NodeState::Proven, QT_TRANSLATE_NOOP("NodeState", "proven"), true, Badge::Look::Quiet, ColourRole::Applied},
    {NodeState::NoTransaction, QT_TRANSLATE_NOOP("NodeState", "no transaction"), true, Badge::Look::Outlined,
     ColourRole::Warning},
    {NodeState::Uncommitted, QT_TRANSLATE_NOOP("NodeState", "not committed"), true, Badge::Look::Outlined,
     ColourRole::Muted},
    {NodeState::Merge, QT_TRANSLATE_NOOP("NodeState", "merge"), true, Badge::Look::Quiet, ColourRole::Muted},
    {NodeState::BranchPoint, QT_TRANSLATE_NOOP("NodeState", "branch point"), false, Badge::Look::Quiet,
     ColourRole::Muted},
    {NodeState::Base, QT_TRANSLATE_NOOP("NodeState", "base"), true, Badge::Look::Quiet, ColourRole::Muted},
};

QString wordOf(const Description &description)
{
    return QCoreApplication::translate("NodeState", description.word);
}

} // namespace

QStringList stateWords(NodeStates states)
{
    QStringList words;
    for (const Description &description : descriptions) {
        if (states.testFlag(description.state))
            words << wordOf(description);
    }
    return words;
}

std::vector<Badge> stateBadges(NodeStates states, const Theme &theme)
{
    std::vector<Badge> badges;
    for (const Description &description : descriptions) {
        if (!description.hasBadge || !states.testFlag(description.state))
            continue;
        ColourRole role = description.role;
        if (description.state == NodeState::Head && states.testFlag(NodeState::ExtraHead))
            role = ColourRole::Warning;
        badges.push_back({wordOf(description), theme[role], description.look});
    }
    return badges;
}

} // namespace retort::ui
