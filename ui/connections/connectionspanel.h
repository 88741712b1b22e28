// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/values.h"

#include <QWidget>

#include <map>
#include <optional>
#include <vector>

class QFormLayout;
class QLineEdit;
class QListView;
class QPushButton;
class QTextBrowser;

namespace retort::ui
{

class ConnectionModel;
class RoleLabel;

/// The databases of the project; for the chosen one where it is, where its password comes from, and an exact test
/// of the connection. Never shows a password. GUI thread.
class ConnectionsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionsPanel(QWidget *parent = nullptr);

    ConnectionModel *model() const { return m_model; }
    void setDatabases(const std::vector<session::DatabaseState> &databases);
    void setState(const session::DatabaseState &state);
    QString selectedDatabase() const;
    void selectDatabase(const QString &name);
    void focusList();

public slots:
    void showTest(const retort::session::ConnectionTest &result);

signals:
    void databaseSelected(const QString &name);
    void testRequested(const QString &name);

private:
    void buildDetails();
    void showDetails();
    void showResult();
    void requestTest();

    ConnectionModel *m_model;
    QListView *m_list;
    RoleLabel *m_none;
    QWidget *m_details;
    QFormLayout *m_form;
    QLineEdit *m_host;
    QLineEdit *m_port;
    QLineEdit *m_databaseName;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QPushButton *m_test;
    RoleLabel *m_result;
    RoleLabel *m_remedy;
    QTextBrowser *m_checks; ///< what the test looked at, as `retort doctor` says it
    /// By database: its last test's result, or nothing while the answer is awaited.
    std::map<QString, std::optional<session::ConnectionTest>> m_tests;
};

} // namespace retort::ui
