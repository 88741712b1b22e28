// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/script/relationtouches.h"
#include "engine/catalog/rowpreview.h"
#include "engine/catalog/series.h"
#include "engine/session/runwitness.h"
#include "engine/session/touchhistory.h"
#include "engine/session/values.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace retort::ui {

/// The relations of one database as a tree, and all facts of the chosen one. What a run changed is marked: call
/// keepAsBefore() when it starts, and give the relations anew when it has ended. Databases that aren't shown are
/// remembered, so that theirs are marked as soon as they are shown. GUI thread.
class InspectorPanel : public QWidget
{
    Q_OBJECT

public:
    explicit InspectorPanel(QWidget *parent = nullptr);
    ~InspectorPanel() override;

    /// Another database than before shows what is remembered of it and asks for its relations (refreshRequested) when
    /// it is reachable; the same one updates the strip. `number`: its place in the project, for its colour.
    void setDatabase(const session::DatabaseState &state, int number);
    QString database() const;
    /// The relation that is shown or waited for.
    std::optional<catalog::RelationName> relation() const;

public slots:
    void setRelations(const std::vector<retort::catalog::RelationSummary> &relations);
    void setRelation(const retort::catalog::Relation &relation);
    /// Of the list, or of the relation that was asked for.
    void showFailure(const retort::Error &error);
    /// Chooses a relation (from elsewhere: a graph node, a foreign key) and asks for it.
    void showRelation(const retort::catalog::RelationName &name);

    /// The list and every relation seen so far become the "before" that later values are compared with.
    void keepAsBefore();
    /// One relation's "before", from elsewhere.
    void setBefore(const retort::catalog::Relation &before);
    void clearBefore();
    /// The same for any database, shown or not.
    void noteRelations(const QString &database, const std::vector<retort::catalog::RelationSummary> &relations);
    void noteRelation(const QString &database, const retort::catalog::Relation &relation);
    void keepAsBefore(const QString &database);
    /// What a run has just done there, before beside after.
    void noteChanges(const QString &database, const std::vector<retort::session::RelationChange> &changes);
    /// What earlier runs did, of all databases. Never null.
    void setTouchHistory(const retort::session::TouchHistoryPtr &history);
    /// Answer changeRequested().
    void setChange(qint64 run, const retort::session::RelationChange &change);
    void showUnknownChange(qint64 run);
    /// Answer rowsRequested() and seriesRequested() for the relation that is shown.
    void setRows(const retort::catalog::RowPreview &rows);
    void showRowsFailure(const retort::Error &error);
    void setSeries(const retort::catalog::Series &series);
    void showSeriesFailure(const retort::Error &error);
    /// All databases: the project is another one.
    void forget();
    /// Ctrl+F of the window.
    void focusFilter();
    /// Narrows the tree down to those of the relations that are there, and chooses the first; as soon as the list is
    /// known. `revision`: which touches them.
    void showTouched(const QString &revision, const std::vector<retort::script::TouchedRelation> &relations);
    /// Asks for the revisions that have touched the relation that is shown.
    void requestRevisions();

signals:
    /// The list again, and the shown relation with it: answer with setRelations(); the panel then asks for the
    /// relation.
    void refreshRequested();
    void relationRequested(const retort::catalog::RelationName &name);
    void revisionsRequested(const retort::catalog::RelationName &name);
    /// Of the shown database, to be selected in the graph.
    void revisionActivated(const QString &revision);
    void changeRequested(qint64 run, const retort::catalog::RelationName &name);
    void rowsRequested(const retort::catalog::RelationName &name);
    void seriesRequested(const retort::catalog::SeriesRequest &request);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace retort::ui
