// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"

#include <QWidget>

namespace retort::ui
{

class SqlView;

/// The script that makes a relation again: to read, to copy, to run. GUI thread.
class DdlPage : public QWidget
{
    Q_OBJECT

public:
    explicit DdlPage(QWidget *parent = nullptr);

    void setRelation(const catalog::Relation &relation);
    /// Empty where no statement makes it.
    QString script() const;

private:
    SqlView *m_sql;
};

} // namespace retort::ui
