// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plan/runend.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace retort::ui {

class ElidedLabel;
class RoleLabel;
class SqlView;
class Surface;

/// After a run that did not end well: the failing statement with its position, what the server said, what is
/// committed and what is not, and the choices that make sense now. GUI thread.
class RecoveryCard : public QWidget
{
    Q_OBJECT

public:
    explicit RecoveryCard(QWidget *parent = nullptr);

    void showEnd(const words::RunEnd &end);

signals:
    void runAgainRequested();
    void undoRequested();
    void stampRequested();
    void restoreRequested(const QString &file);
    void openFileRequested(const QString &file, int line, int column);
    void copyRequested();
    void closeRequested();

private:
    QWidget *buildBody();
    QWidget *buildFooter();
    void showStatement(const words::RunEnd &end);
    void showExplanation(const words::RunEnd &end);

    words::RunEnd m_end;
    Surface *m_code = nullptr;
    ElidedLabel *m_place = nullptr;
    SqlView *m_statement = nullptr;
    RoleLabel *m_message = nullptr;
    QLabel *m_explanation = nullptr;
    QLabel *m_facts = nullptr;
    RoleLabel *m_note = nullptr;
    QPushButton *m_open = nullptr;
    QPushButton *m_undo = nullptr;
    QPushButton *m_restore = nullptr;
    QPushButton *m_again = nullptr;
};

} // namespace retort::ui
