// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/values.h"

#include <QSplitter>

class QListView;
class QToolButton;

namespace retort::ui {

class ElidedLabel;
class SqlView;
class StepModel;

/// Steps on the left; the file and SQL of the chosen one, with its transaction boundaries, on the right.
class PlanView : public QSplitter
{
    Q_OBJECT

public:
    explicit PlanView(QWidget *parent = nullptr);

    void setPreview(const session::PlanPreview &preview);
    StepModel *model() const { return m_model; }
    /// Shows the step that runs, as long as the person has not chosen another one.
    void followStep(int row);
    QListView *list() const { return m_list; }

signals:
    void openFileRequested(const QString &file);

private:
    QWidget *buildRightSide();
    void showStep(int row);

    session::PlanPreview m_preview;
    StepModel *m_model;
    QListView *m_list;
    ElidedLabel *m_file;
    QToolButton *m_open;
    SqlView *m_sql;
    int m_followed = -1;
};

} // namespace retort::ui
