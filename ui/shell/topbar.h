// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QMenu;
class QPushButton;

namespace retort::ui {

class CommandPalette;
class ElidedLabel;

/// The window's upper edge: project, palette, the main buttons, the menu.
class TopBar : public QWidget
{
    Q_OBJECT

public:
    explicit TopBar(QWidget *parent = nullptr);

    void setProject(const QString &name, const QString &file);
    CommandPalette *palette() const { return m_palette; }
    QPushButton *newRevision() const { return m_newRevision; }
    QPushButton *upgradeAll() const { return m_upgradeAll; }
    void setMenu(QMenu *menu);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ElidedLabel *m_name;
    ElidedLabel *m_file;
    CommandPalette *m_palette;
    QPushButton *m_newRevision;
    QPushButton *m_upgradeAll;
    QPushButton *m_menu;
};

} // namespace retort::ui
