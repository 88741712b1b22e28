// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/autogenerate.h"
#include "ui/theme/labels.h"

class QComboBox;
class QPushButton;

namespace retort::ui {

/// Has the SQL of a new revision written from the database's desired schema: what it is compared with, the button that
/// begins and ends the comparison, and what came of it. GUI thread.
class GenerationRow : public Surface
{
    Q_OBJECT

public:
    explicit GenerationRow(QWidget *parent = nullptr);

    /// Without a desired schema there is nothing to generate from; `database` is named in the reason.
    void setDatabase(const QString &database, bool hasSchema);
    /// What is asked beside the revision itself.
    session::GenerateRequest::Against against() const;
    bool isBusy() const { return m_isBusy; }

    void showBusy();
    /// The proof, or that nothing differs.
    void showResult(const session::GeneratedRevisions &generated);
    /// What was tried is no longer what stands in the fields.
    void showEdited();
    /// Also after a failure, which is told elsewhere.
    void showIdle();

signals:
    void generateRequested();
    void cancelRequested();

private:
    void show(ColourRole role, const QString &sentence);
    void updateButton();

    QComboBox *m_against;
    QPushButton *m_button;
    RoleLabel *m_state;
    bool m_isBusy = false;
    bool m_hasSchema = false;
    QString m_database;
};

} // namespace retort::ui
