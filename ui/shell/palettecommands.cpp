// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palettecommands.h"

#include "engine/session/databasesession.h"
#include "ui/graph/graphpanel.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/databasedesk.h"
#include "ui/shell/projectdesk.h"

#include <QCoreApplication>

#include <algorithm>

namespace retort::ui {

namespace {

/// A word of Alembic's command line, and what it means for one database.
struct Verb {
    const char *word;
    const char *text;           ///< %1: database, %2: argument
    const char *defaultArgument;
    bool needsServer;
    void (*run)(DatabaseDesk &desk, const QString &argument);
};

void jump(DatabaseDesk &desk, const QString &argument)
{
    if (argument.isEmpty() || !desk.panel()->selectRevision(argument))
        desk.panel()->jumpToCurrent();
    desk.panel()->focusGraph();
}

constexpr Verb verbs[] = {
    {"upgrade", QT_TRANSLATE_NOOP("Palette", "Upgrade %1 to %2…"), "head", true,
     [](DatabaseDesk &desk, const QString &argument) { desk.openPlan(revision::Direction::Upgrade, argument); }},
    {"downgrade", QT_TRANSLATE_NOOP("Palette", "Downgrade %1 to %2…"), "-1", true,
     [](DatabaseDesk &desk, const QString &argument) { desk.openPlan(revision::Direction::Downgrade, argument); }},
    {"stamp", QT_TRANSLATE_NOOP("Palette", "Stamp %1 as %2…"), "head", true,
     [](DatabaseDesk &desk, const QString &argument) { desk.openStamp(argument); }},
    {"restore", QT_TRANSLATE_NOOP("Palette", "Restore %1 from the backup %2…"), "latest", true,
     [](DatabaseDesk &desk, const QString &argument) {
         desk.openRestore(argument == QLatin1String("latest") ? QString() : argument);
     }},
    {"current", QT_TRANSLATE_NOOP("Palette", "Go to the current revision of %1"), "", false,
     [](DatabaseDesk &desk, const QString &) { desk.panel()->jumpToCurrent(); }},
    {"heads", QT_TRANSLATE_NOOP("Palette", "Go to the head of %1"), "", false,
     [](DatabaseDesk &desk, const QString &) { desk.panel()->jumpToHead(); }},
    {"history", QT_TRANSLATE_NOOP("Palette", "Go to the history of %1"), "", false,
     [](DatabaseDesk &desk, const QString &) { desk.panel()->focusGraph(); }},
    {"show", QT_TRANSLATE_NOOP("Palette", "Select %2 in %1"), "current", false, jump},
};

std::vector<PaletteEntry> verbEntries(const QString &word, const QString &argument, ProjectDesk &desk)
{
    std::vector<PaletteEntry> entries;
    for (const Verb &verb : verbs) {
        const QString name = QString::fromLatin1(verb.word);
        // With an argument the verb must stand there whole; without one its beginning will do.
        if (argument.isEmpty() ? !name.startsWith(word) : name != word)
            continue;
        const QString effective = argument.isEmpty() ? QString::fromLatin1(verb.defaultArgument) : argument;
        for (DatabaseDesk *database : desk.databases()) {
            const session::DatabaseState &state = database->session()->state();
            PaletteEntry entry;
            entry.text = QCoreApplication::translate("Palette", verb.text);
            entry.text = entry.text.contains(QLatin1String("%2")) ? entry.text.arg(database->database(), effective)
                                                                 : entry.text.arg(database->database());
            entry.command = QStringLiteral("retort -x db=%1 %2 %3").arg(database->database(), name, effective).trimmed();
            entry.isEnabled = !verb.needsServer || state.reachability == session::Reachability::Reachable;
            entry.run = [database = QPointer<DatabaseDesk>(database), run = verb.run, effective] {
                if (database)
                    run(*database, effective);
            };
            entries.push_back(std::move(entry));
        }
    }
    return entries;
}

PaletteEntry entryFor(QAction *action, const ActionRegistry &actions)
{
    PaletteEntry entry;
    entry.text = action->text().remove(QLatin1Char('&'));
    entry.command = actions.commandLine(action);
    entry.shortcut = action->shortcut().toString(QKeySequence::NativeText);
    entry.isEnabled = action->isEnabled();
    entry.run = [action] { action->trigger(); };
    return entry;
}

} // namespace

std::vector<PaletteEntry> paletteEntries(const QString &typed, const ActionRegistry &actions, ProjectDesk &desk)
{
    QStringList words = typed.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    // Someone may paste a whole command line.
    if (!words.isEmpty() && (words.constFirst() == QLatin1String("retort") || words.constFirst() == QLatin1String("alembic")))
        words.removeFirst();

    std::vector<PaletteEntry> entries;
    if (!words.isEmpty())
        entries = verbEntries(words.constFirst().toLower(), words.mid(1).join(QLatin1Char(' ')), desk);
    for (QAction *action : actions.all()) {
        const QString text = action->text();
        const bool matches = std::all_of(words.begin(), words.end(), [&text](const QString &word) {
            return text.contains(word, Qt::CaseInsensitive);
        });
        if (matches)
            entries.push_back(entryFor(action, actions));
    }
    if (words.isEmpty()) {
        std::vector<PaletteEntry> common = verbEntries(QString(), QString(), desk);
        entries.insert(entries.end(), std::make_move_iterator(common.begin()), std::make_move_iterator(common.end()));
    }
    return entries;
}

} // namespace retort::ui
