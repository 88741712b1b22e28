// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/project/connectionurl.h"
#include "tests/support/printers.h"
#include "tests/ui/shell/windowscene.h"
#include "ui/connections/connectionspanel.h"
#include "ui/plan/plandialog.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDirIterator>
#include <QLabel>
#include <QMetaProperty>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>

using namespace retort;
using namespace retort::test;
using namespace retort::ui;

namespace
{

/// Each of these characters has a meaning in one of the places where a password may stand.
constexpr std::string_view hostile = "p%4@:/#? ä'\"\\ x";

/// Every text of an object: its properties, and what it tells a screen reader.
QStringList textsOf(const QObject &object)
{
    QStringList texts;
    const QMetaObject *meta = object.metaObject();
    for (int i = 0; i < meta->propertyCount(); ++i) {
        const QVariant value = meta->property(i).read(&object);
        if (value.metaType().id() == QMetaType::QString || value.metaType().id() == QMetaType::QStringList)
            texts << value.toStringList();
    }
    if (QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(const_cast<QObject *>(&object))) {
        for (const QAccessible::Text kind : {QAccessible::Name, QAccessible::Description, QAccessible::Value})
            texts << accessible->text(kind);
        if (QAccessibleTextInterface *text = accessible->textInterface())
            texts << text->text(0, text->characterCount());
    }
    return texts;
}

void addModel(QStringList &texts, const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    constexpr int roles = 40;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        for (int column = 0; column < model.columnCount(parent); ++column) {
            const QModelIndex index = model.index(row, column, parent);
            for (int role = 0; role < roles; ++role) {
                texts << model.data(index, role).toString();
                texts << model.data(index, Qt::UserRole + role).toString();
            }
            addModel(texts, model, index);
        }
    }
}

/// Whatever all windows hold, seen or not.
QStringList textsOfAllWindows()
{
    QStringList texts;
    // Reading a property may lay out a window anew, and that may replace a child.
    QList<QPointer<QObject>> objects;
    for (QWidget *top : QApplication::topLevelWidgets()) {
        objects << top;
        for (QObject *object : top->findChildren<QObject *>())
            objects << object;
    }
    for (const QPointer<QObject> &object : objects) {
        if (!object)
            continue;
        texts << textsOf(*object);
        const auto *view = qobject_cast<const QAbstractItemView *>(object.data());
        if (view && view->model())
            addModel(texts, *view->model());
    }
    texts << QApplication::clipboard()->text();
    return texts;
}

} // namespace

/// A password is in no widget, no model, no clipboard and no file of the console, so no picture can show it (S-87).
class TestWindowSecrets : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { useOwnFolders(); }
    void noneIsShownOrKept();

private:
    void verifyNothingShows(const char *when) const;

    QStringList m_forms;
};

void TestWindowSecrets::verifyNothingShows(const char *when) const
{
    const QStringList texts = textsOfAllWindows();
    QVERIFY2(texts.filter(QStringLiteral("canary_")).size() > 0, "the windows were not looked through");
    for (const QString &form : m_forms) {
        const QStringList found = texts.filter(form);
        QVERIFY2(found.isEmpty(), qPrintable(QLatin1String(when) + QLatin1String(": ") + found.value(0)));
    }
}

void TestWindowSecrets::noneIsShownOrKept()
{
    ProjectFixture project("a1 [app] -> a2");
    ScratchDatabase &app = project.addDatabase("app");
    const std::string password(hostile);
    m_forms = {QString::fromStdString(password), QString::fromStdString(project::percentEncoded(password)),
               QStringLiteral("p%4@")};
    const std::string role = "canary_" + app.name();
    auto superuser = postgres::Connection::connect(app.superuserSettings());
    VERIFY_OK(superuser);
    VERIFY_OK(superuser->execute("CREATE ROLE " + role + " LOGIN PASSWORD " + text::quoteLiteral(password)
                                 + "; GRANT ALL ON DATABASE " + app.name() + " TO " + role
                                 + "; GRANT ALL ON SCHEMA public TO " + role));
    // The script holds it too, and fails, so that server and window repeat its statement.
    project.addRevision({.id = "a3",
                         .revises = {"a2"},
                         .up = "ALTER ROLE nobody_at_all PASSWORD " + text::quoteLiteral(password) + ";",
                         .down = "SELECT 1;"});
    qputenv("FIXTURE_APP_USER", QByteArray::fromStdString(role));
    qputenv("FIXTURE_APP_PASSWORD", QByteArray::fromStdString(password));

    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    QCOMPARE(scene.state("app").reachability, session::Reachability::Reachable);
    verifyNothingShows("opened");

    auto *panel = scene.window().findChild<ConnectionsPanel *>();
    QSignalSpy tested(scene.desk("app").session(), &session::DatabaseSession::connectionTested);
    find<QPushButton>(*panel, "testConnection")->click();
    QVERIFY(tested.wait(patience));
    verifyNothingShows("tested");

    PlanDialog *dialog = scene.openPlan("app", "upgradeToHead");
    QVERIFY(dialog);
    verifyNothingShows("planned");
    find<QPushButton>(*dialog, "planCopy")->click();
    verifyNothingShows("copied");
    QVERIFY(scene.run(*dialog));
    QVERIFY(dialog->phase() == PlanDialog::Phase::Recovery);
    verifyNothingShows("failed");

    for (const QString &folder : {qEnvironmentVariable("XDG_STATE_HOME"), qEnvironmentVariable("XDG_CONFIG_HOME"),
                                  qEnvironmentVariable("XDG_DATA_HOME")}) {
        QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
        while (!folder.isEmpty() && files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            const QByteArray bytes = file.readAll();
            for (const QString &form : m_forms)
                QVERIFY2(!bytes.contains(form.toUtf8()), qPrintable(file.fileName()));
        }
    }
    qunsetenv("FIXTURE_APP_USER");
    qunsetenv("FIXTURE_APP_PASSWORD");
}

QTEST_MAIN(TestWindowSecrets)
#include "tst_windowsecrets.moc"
