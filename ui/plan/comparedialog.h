// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/comparison.h"
#include "engine/session/values.h"

#include <QDialog>

#include <memory>

namespace retort::ui {

/// Two revisions of a database's branch, and the script that leads from one to the other. GUI thread; asks for the
/// script by a signal, runs nothing.
class CompareDialog : public QDialog
{
    Q_OBJECT

public:
    explicit CompareDialog(QWidget *parent = nullptr);
    ~CompareDialog() override;

    /// `number`: the database's place in the project, for its colour.
    void setDatabase(const session::DatabaseState &state, int number);
    /// The revisions that can be chosen: those of the database's branch.
    void setProject(const session::ProjectStatePtr &project);
    /// Sets both ends ("base" and "head" included) and asks for the script.
    void setEnds(const QString &from, const QString &to);
    QString from() const;
    QString to() const;

public slots:
    void showComparison(const retort::session::Comparison &comparison);
    void showFailure(const retort::Error &error);

signals:
    void comparisonRequested(const QString &from, const QString &to);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace retort::ui
