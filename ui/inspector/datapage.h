// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"
#include "engine/catalog/rowpreview.h"
#include "ui/inspector/facts.h"

#include <QWidget>

class QStackedWidget;
class QToolButton;

namespace retort::ui
{

class FactView;
class RoleLabel;
class StatePage;

/// The first rows of a relation: asked for when the page is looked at, NULL told apart from an empty text, copied as
/// the other pages are. GUI thread.
class DataPage : public QWidget
{
    Q_OBJECT

public:
    explicit DataPage(QWidget *parent = nullptr);

    /// Another one, or the same anew: what was read is forgotten, and asked for again where the page is seen.
    void setRelation(const catalog::RelationName &name);
    void setRows(const catalog::RowPreview &rows);
    void showFailure(const Error &error);

signals:
    void rowsRequested(const retort::catalog::RelationName &name);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void ask();

    catalog::RelationName m_name;
    bool m_isAsked = false;
    RoleLabel *m_summary;
    QToolButton *m_refresh;
    QStackedWidget *m_body;
    StatePage *m_state;
    FactView *m_rows;
};

} // namespace retort::ui
