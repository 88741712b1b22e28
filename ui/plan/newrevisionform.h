// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/newrevision.h"
#include "engine/session/values.h"
#include "ui/theme/labels.h"

class QComboBox;
class QLineEdit;

namespace retort::ui {

class RevisionChoices;

/// The head of a new revision: database, parent, message, dependencies, folder; with advice while one types.
class NewRevisionForm : public Surface
{
    Q_OBJECT

public:
    explicit NewRevisionForm(QWidget *parent = nullptr);

    void setProject(const session::ProjectStatePtr &project);
    void setDatabase(const QString &name);
    void setParentRevision(const QString &id);
    void focusMessage();
    /// The chosen database's place in the project; -1 before there is one.
    int databaseNumber() const;

    /// Whether the project names one for the chosen database.
    bool hasDesiredSchema() const;
    /// All but the SQL.
    session::NewRevisionRequest request() const;
    /// Message given, and one parent known (or none needed).
    bool isComplete() const;
    QString commandLine() const;
    /// The path that the file will have, from the project's folder on.
    QString filePreview() const;

signals:
    void changed();

private:
    /// What stands in the parent's field, looked up.
    struct ParentChoice {
        std::vector<std::string> ids; ///< empty: a new base
        bool isAutomatic = false;     ///< the head, for nothing was typed
        bool isUsable = true;
        bool needsSplice = false;
        QString remark;
        ColourRole remarkRole = ColourRole::Muted;
    };

    void buildFields();
    void layOut();
    void refill();
    void reassess();
    void lookUpParent();
    std::string branch() const;
    std::string unknownDependency() const;
    QString folderPreview() const;

    session::ProjectStatePtr m_project;
    ParentChoice m_parentChoice;
    std::string m_newId;
    RevisionChoices *m_choices;
    QComboBox *m_database;
    QLineEdit *m_parent;
    RoleLabel *m_parentRemark;
    QLineEdit *m_message;
    RoleLabel *m_advice;
    QLineEdit *m_dependsOn;
    RoleLabel *m_dependsRemark;
    QComboBox *m_folder;
};

} // namespace retort::ui
