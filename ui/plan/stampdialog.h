// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/values.h"

#include <QDialog>

#include <memory>

namespace retort::ui {

/// Sets a database's version rows without running anything: targets, purge, the rows before and after.
/// GUI thread; asks for previews and for the stamp by signals.
class StampDialog : public QDialog
{
    Q_OBJECT

public:
    explicit StampDialog(QWidget *parent = nullptr);
    ~StampDialog() override;

    /// `number`: the database's place in the project, for its colour.
    void setDatabase(const session::DatabaseState &state, int number);
    /// The revisions that can be chosen: those of the database's branch.
    void setProject(const session::ProjectStatePtr &project);
    /// Chooses these revisions ("base" included) and asks for a preview.
    void setTargets(const QStringList &targets);
    QStringList targets() const;

public slots:
    void showPreview(const retort::session::PlanPreview &preview);
    void showFailure(const retort::Error &error); ///< of a preview
    /// The stamp's end: closes when it is done, else says why not.
    void finishStamp(const retort::run::RunReport &report);

signals:
    void previewRequested(const QStringList &targets, bool purge);
    /// `reason`: as typed; never empty (S-72).
    void stampRequested(const retort::session::PlanPreview &preview, const QString &reason);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace retort::ui
