// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"
#include "ui/inspector/facts.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QToolButton;
class QTabWidget;

namespace retort::ui {

class BadgeLabel;
class DdlPage;
class ElidedLabel;
class FactView;
class PsqlPage;
class RoleLabel;
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
    catalog::RelationName name() const { return m_name; }

signals:
    void relationActivated(const retort::catalog::RelationName &name);
    /// Those that have touched it are to be shown.
    void revisionsRequested(const retort::catalog::RelationName &name);

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
};

} // namespace retort::ui
