// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"
#include "engine/catalog/series.h"
#include "engine/session/runwitness.h"
#include "ui/inspector/facts.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QToolButton;
class QTabWidget;

namespace retort::ui {

class BadgeLabel;
class DataPage;
class DdlPage;
class ElidedLabel;
class FactView;
class HistoryPage;
class PsqlPage;
class RoleLabel;
class SeriesPage;
class SqlView;
class TimescalePage;

/// One relation: its head, and a page for each group of facts. Pages without content are not there.
class RelationPage : public QWidget
{
    Q_OBJECT

public:
    explicit RelationPage(QWidget *parent = nullptr);

    /// `before`: what it was before the run, to mark what changed; null: nothing to compare with, or new
    /// (`change` says which).
    void setRelation(const catalog::Relation &relation, const catalog::Relation *before, Change change);
    /// What runs did to it, newest first; `latest`: as of the run that has just ended, if any.
    void setHistory(const std::vector<run::RecordedChange> &entries, const session::RelationChange *latest);
    DataPage *data() const { return m_data; }
    SeriesPage *series() const { return m_series; }
    HistoryPage *history() const { return m_history; }
    catalog::RelationName name() const { return m_name; }

signals:
    void relationActivated(const retort::catalog::RelationName &name);
    /// Those that have touched it are to be shown.
    void revisionsRequested(const retort::catalog::RelationName &name);
    void revisionActivated(const QString &revision);
    void definitionsRequested(qint64 run, const retort::catalog::RelationName &name);
    void rowsRequested(const retort::catalog::RelationName &name);
    void seriesRequested(const retort::catalog::SeriesRequest &request);

private:
    FactView *addPage(const char *objectName, const QString &title);
    void showHead(const catalog::Relation &relation, Change change);
    /// A count of −1 hides the page.
    void showTab(QWidget *page, const QString &title, qsizetype count, bool isMarked);
    void fill(FactView *view, FactTable table, bool isCounted);
    void showChunk(int number);

    catalog::RelationName m_name;
    ElidedLabel *m_title;
    RoleLabel *m_kind;
    BadgeLabel *m_change;
    QToolButton *m_revisions;
    ElidedLabel *m_figures;
    RoleLabel *m_locked;
    QTabWidget *m_tabs;
    FactView *m_columns;
    FactView *m_indexes;
    FactView *m_keys;
    FactView *m_triggers;
    FactView *m_policies;
    FactView *m_partitions;
    FactView *m_dependents;
    TimescalePage *m_timescale;
    FactView *m_chunks;
    SqlView *m_definition;
    FactView *m_details;
    DdlPage *m_ddl;
    PsqlPage *m_psql;
    SeriesPage *m_series;
    DataPage *m_data;
    HistoryPage *m_history;
};

} // namespace retort::ui
