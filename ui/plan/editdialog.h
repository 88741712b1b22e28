// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/values.h"

#include <QDialog>

#include <memory>

namespace retort::ui {

/// An applied revision's file beside what ran, as the database keeps it; and the acceptance of an edit that is meant,
/// with its reason. GUI thread; asks for things by signals, changes nothing itself.
class EditDialog : public QDialog
{
    Q_OBJECT

public:
    explicit EditDialog(QWidget *parent = nullptr);
    ~EditDialog() override;

    /// `number`: the database's place in the project, for its colour.
    void setDatabase(const session::DatabaseState &state, int number);
    /// Shows that the revision's texts are being read, until showComparison() or showFailure().
    void showLoading(const QString &revision);
    QString revision() const;

public slots:
    void showComparison(const retort::session::StoredComparison &comparison);
    /// Of the comparison or of the acceptance.
    void showFailure(const retort::Error &error);

signals:
    void acceptRequested(const QString &revision, const QString &reason);
    void copyRequested(const QString &text);
    void openFileRequested(const QString &file, int line, int column);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace retort::ui
