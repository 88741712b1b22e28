// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/newrevision.h"
#include "engine/session/values.h"

#include <QDialog>

#include <memory>

namespace retort::ui {

/// Asks for a new revision: branch, parent, message (with advice on its style), dependencies, folder, SQL both ways;
/// shows the file's name and the equivalent command line while one types. Writes nothing itself. GUI thread.
class NewRevisionDialog : public QDialog
{
    Q_OBJECT

public:
    explicit NewRevisionDialog(QWidget *parent = nullptr);
    ~NewRevisionDialog() override;

    /// Also when the project changes while the dialog is open: what was typed stays.
    void setProject(const session::ProjectStatePtr &project);
    void setDatabase(const QString &name);
    /// A parent other than the branch's head: the file then needs `--splice`.
    void setParentRevision(const QString &id);
    session::NewRevisionRequest request() const;

public slots:
    /// The file was not written: says why, and lets the person try again.
    void showFailure(const retort::Error &error);
    /// The file stands: closes.
    void showCreated(const QString &id, const QString &file);

signals:
    void createRequested(const retort::session::NewRevisionRequest &request);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace retort::ui
