// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;

namespace retort::ui {

class ElidedLabel;

/// See retort::shellQuoted.
QString shellQuoted(const QString &text);

/// The command line that does the same, in one line, with a button that copies it.
class CommandLine : public QWidget
{
    Q_OBJECT

public:
    explicit CommandLine(QWidget *parent = nullptr);

    void setCommand(const QString &command);
    QString command() const;

private:
    ElidedLabel *m_text;
    QToolButton *m_copy;
};

} // namespace retort::ui
