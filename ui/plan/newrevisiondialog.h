// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/autogenerate.h"
#include "engine/session/newrevision.h"
#include "engine/session/values.h"

#include <QDialog>

#include <memory>

namespace retort::ui {

/// Asks for a new revision: branch, parent, message (with advice on its style), dependencies, folder, SQL both ways;
/// has the SQL written from the desired schema, and tried; shows the file's name and the equivalent command line while
/// one types. Writes nothing itself. GUI thread.
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
    /// What was written from the desired schema; fills the SQL of both ways.
    void showGenerated(const retort::session::GeneratedRevisions &generated);
    void showGenerationFailure(const retort::Error &error);
    /// The database that was behind is at its head by now: goes on with what waited for that.
    void goOnAfterUpgrade(const QString &database);
    /// The file stands: closes.
    void showCreated(const QString &id, const QString &file);

signals:
    void createRequested(const retort::session::NewRevisionRequest &request);
    /// Several files at once, as they were generated.
    void createGeneratedRequested(const retort::session::GeneratedRevisions &generated);
    void generateRequested(const retort::session::GenerateRequest &request);
    void generationCancelled();
    /// The database is to be taken to its head first (S-42).
    void upgradeRequested(const QString &database);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace retort::ui
