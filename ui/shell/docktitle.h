// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>
#include <QWidget>

namespace retort::ui {

/// A dock's quiet title: a small heading to drag it by, and a button to close it.
class DockTitle : public QWidget
{
    Q_OBJECT

public:
    explicit DockTitle(const QString &text, QDockWidget *dock);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace retort::ui
