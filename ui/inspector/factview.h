// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/facts.h"

#include <QTableView>

namespace retort::ui {

class FactDelegate;
class FactModel;

/// A page of facts: copies a cell, the page as text or Markdown; links lead to other relations.
class FactView : public QTableView
{
    Q_OBJECT

public:
    FactView(const char *objectName, const QString &accessibleName, QWidget *parent = nullptr);

    void setTable(FactTable table);
    FactModel *facts() const { return m_facts; }
    /// No headings, and as high as its rows: for a few facts among others.
    void setEmbedded(bool withHeadings);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void relationActivated(const retort::catalog::RelationName &name);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    void arrange();
    std::vector<int> columnWidths(int whole) const;
    int heightOf(int row) const;
    void follow(const QModelIndex &index);
    void copyCell();
    void copyPage(bool asMarkdown);
    void copyColumn();

    FactModel *m_facts;
    FactDelegate *m_delegate;
    bool m_isEmbedded = false;
    bool m_isArranging = false;
};

} // namespace retort::ui
