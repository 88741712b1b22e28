// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/headsadvice.h"
#include "engine/session/newrevision.h"
#include "engine/session/values.h"

#include <QDialog>

#include <memory>

namespace retort::ui {

/// Several heads of one branch, and the ways to one: a merge revision, or moving the line that nobody has applied.
/// Says which is right and why; each way with its equivalent command line. Writes nothing itself. GUI thread.
class HeadsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit HeadsDialog(QWidget *parent = nullptr);
    ~HeadsDialog() override;

    /// Also while the dialog is open: what was typed stays. `number`: the database's place in the project.
    void setDatabase(const session::DatabaseState &state, int number);
    void setAdvice(const session::ProjectStatePtr &project, const session::HeadsAdvice &advice);

public slots:
    /// Nothing was written: says why, and lets the person try again.
    void showFailure(const retort::Error &error);
    /// The file stands: closes.
    void showDone();

signals:
    void mergeRequested(const retort::session::MergeRequest &request);
    void reparentRequested(const QString &revision, const QStringList &parents);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace retort::ui
