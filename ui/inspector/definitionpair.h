// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QPlainTextEdit;

namespace retort::ui
{

class RoleLabel;

/// Two texts side by side, before and after, line beside line: what is gone and what is new stands on fills of their
/// own. They scroll together. GUI thread.
class DefinitionPair : public QWidget
{
    Q_OBJECT

public:
    explicit DefinitionPair(QWidget *parent = nullptr);

    /// An empty one says that it wasn't there.
    void setTexts(const QString &before, const QString &after);
    QPlainTextEdit *before() const { return m_before; }
    QPlainTextEdit *after() const { return m_after; }

protected:
    void changeEvent(QEvent *event) override;

private:
    QPlainTextEdit *addText(const char *objectName, const QString &heading);
    void fill();

    QString m_textBefore;
    QString m_textAfter;
    QPlainTextEdit *m_before;
    QPlainTextEdit *m_after;
};

} // namespace retort::ui
