// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/icons.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace retort::ui {

class RoleLabel;

/// What a panel shows in place of its content: nothing there yet, still loading, or failed. Says what it is, why,
/// and offers one way on.
class StatePage : public QWidget
{
    Q_OBJECT

public:
    explicit StatePage(QWidget *parent = nullptr);

    void showEmpty(Icon icon, const QString &heading, const QString &sentence);
    void showLoading(const QString &heading);
    void showFailure(const QString &heading, const QString &sentence);
    /// The way on, under the text; an empty text takes it away. show…() take it away as well.
    void setAction(const QString &text, const char *objectName);
    QString heading() const;
    QString sentence() const;
    QPushButton *action() const { return m_action; }

signals:
    void actionTriggered();

protected:
    void changeEvent(QEvent *event) override;

private:
    void present(Icon icon, ColourRole role, const QString &heading, const QString &sentence);
    void drawIcon();

    QLabel *m_picture;
    QLabel *m_heading;
    RoleLabel *m_sentence;
    QPushButton *m_action;
    Icon m_icon = Icon::Table;
    ColourRole m_role = ColourRole::Muted;
};

} // namespace retort::ui
