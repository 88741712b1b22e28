// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QLineEdit;

namespace retort::ui
{

class RoleLabel;

/// The line above a graph that narrows it down as one types, and what it has to say. GUI thread.
class GraphFilter : public QWidget
{
    Q_OBJECT

public:
    explicit GraphFilter(const QString &database, QWidget *parent = nullptr);

    QString text() const;
    void setText(const QString &text);
    void clear();
    void focus();
    QLineEdit *line() const { return m_line; }

    /// The command line that lists the same revisions, for a button that copies it; empty: none does.
    void setCommand(const QString &command);
    /// What revisions touch is being read: so many files of so many.
    void showReading(int done, int total);
    void endReading();
    bool isReading() const;

signals:
    void textChanged(const QString &text);
    /// By the keyboard: on to the rows.
    void finished();
    void copyRequested(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLineEdit *m_line;
    QAction *m_command; ///< its text: the command
    RoleLabel *m_reading;
};

} // namespace retort::ui
