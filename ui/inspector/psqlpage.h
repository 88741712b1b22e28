// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"

#include <QWidget>

class QPlainTextEdit;
class QToolButton;

namespace retort::ui {

/// The relation as psql prints it, `\d` or `\d+`: the words that people know.
class PsqlPage : public QWidget
{
    Q_OBJECT

public:
    explicit PsqlPage(QWidget *parent = nullptr);

    void setRelation(const catalog::Relation &relation);
    QString shownText() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill(bool verbose);

    QString m_brief;
    QString m_verbose;
    QToolButton *m_briefButton;
    QToolButton *m_verboseButton;
    QToolButton *m_copy;
    QPlainTextEdit *m_text;
};

} // namespace retort::ui
