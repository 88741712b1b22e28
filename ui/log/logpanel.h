// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/values.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace retort::ui {

class DurationChart;
class LogModel;

/// The log of all runs: this window's as they go, earlier ones from the journal; and, on tabs of their own, how
/// long each revision took and how large relations were. GUI thread; asks for what it needs by signals.
class LogPanel : public QWidget
{
    Q_OBJECT

public:
    explicit LogPanel(QWidget *parent = nullptr);
    ~LogPanel() override;

    /// In the project's order: gives each database its colour and tier. Also when a state changes.
    void setDatabases(const std::vector<session::DatabaseState> &databases);
    LogModel *model() const;
    DurationChart *chart() const;
    /// Text to the clipboard: the selected rows with all below them, or everything that the filter shows.
    QString selectedAsText() const;
    QString selectedAsMarkdown() const;

public slots:
    void startRun(const QString &database, qint64 journalRun, const retort::session::PlanPreview &preview);
    /// Several databases at once: `database` says whose.
    void addEvents(const QString &database, const std::vector<retort::run::RunEvent> &events);
    void finishRun(const QString &database, const retort::run::RunReport &report);
    void setJournal(const std::vector<retort::run::JournalRun> &runs,
                    const std::vector<retort::run::RevisionDuration> &durations);
    /// Of relations after each run, oldest first: for the third tab.
    void setSizes(const std::vector<retort::run::RecordedSize> &sizes);
    void setRunEvents(qint64 run, const std::vector<retort::run::JournalEvent> &events);
    /// Ctrl+F of the window.
    void focusFilter();
    void clear(); ///< this window's finished runs and the earlier ones; the journal keeps them

signals:
    void cancelRequested(const QString &database);
    /// When first shown, and on demand: answer with setJournal().
    void journalRequested();
    /// An earlier run was opened: answer with setRunEvents().
    void runEventsRequested(qint64 run);
    /// The backup that a run made is to be brought back.
    void restoreRequested(const QString &database, const QString &file);
    void openFileRequested(const QString &file, int line, int column);
    void revisionActivated(const QString &database, const QString &revision);

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace retort::ui
