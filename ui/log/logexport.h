// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QModelIndexList>
#include <QString>

class QAbstractItemModel;

/// The log as text, of the model or of a filter on it: what is shown is what is copied.
namespace retort::ui {

/// Rows with all below them, without those that lie below another one of the list, in the log's order.
QModelIndexList topmost(const QModelIndexList &selected);
/// Aligned lines, as a terminal would show them. An empty list: the whole model.
QString logAsText(const QAbstractItemModel &model, const QModelIndexList &rows);
/// Lists and code for a pull request.
QString logAsMarkdown(const QAbstractItemModel &model, const QModelIndexList &rows);

} // namespace retort::ui
