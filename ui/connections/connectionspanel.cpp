// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectionspanel.h"

#include "ui/connections/connectiondelegate.h"
#include "ui/connections/connectionmodel.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"
#include "ui/theme/theme.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace retort::ui
{

namespace
{

/// What the style puts before the text of a field; here it stands in line with plain text.
constexpr int valueIndent = 7;
constexpr int valueEnd = 4; ///< what a field keeps free behind its text

/// A field to read: what doesn't fit ends in an ellipsis, until somebody goes into it to select and scroll.
class ValueField : public QLineEdit
{
public:
    using QLineEdit::QLineEdit;

protected:
    void paintEvent(QPaintEvent *event) override
    {
        if (hasFocus() || fontMetrics().horizontalAdvance(text()) <= width() - valueEnd) {
            QLineEdit::paintEvent(event);
            return;
        }
        QPainter painter(this);
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                         fontMetrics().elidedText(text(), Qt::ElideRight, width()));
    }
};

/// A value that can be selected and copied, and that never makes the panel wider.
QLineEdit *valueField(const char *objectName, const QString &accessibleName, QWidget *parent)
{
    auto *field = new ValueField(parent);
    name(field, objectName, accessibleName);
    field->setReadOnly(true);
    field->setFrame(false);
    field->setTextMargins(-valueIndent, 0, 0, 0);
    field->setFixedHeight(field->fontMetrics().height() + 2);
    return field;
}

void showValue(QLineEdit *field, const QString &value)
{
    if (field->text() == value)
        return;
    field->setText(value);
    field->setCursorPosition(0);
    field->setToolTip(value);
}

QString orDash(const std::string &text)
{
    return text.empty() ? QStringLiteral("–") : QString::fromStdString(text);
}

ColourRole roleOf(session::Check::Verdict verdict)
{
    switch (verdict) {
    case session::Check::Verdict::Fine:
        return ColourRole::Applied;
    case session::Check::Verdict::Note:
        return ColourRole::Muted;
    case session::Check::Verdict::Warning:
        return ColourRole::Warning;
    case session::Check::Verdict::Failed:
        return ColourRole::Failed;
    }
    return ColourRole::Text;
}

QString wordOf(session::Check::Verdict verdict)
{
    switch (verdict) {
    case session::Check::Verdict::Fine:
        return ConnectionsPanel::tr("ok");
    case session::Check::Verdict::Note:
        return ConnectionsPanel::tr("note");
    case session::Check::Verdict::Warning:
        return ConnectionsPanel::tr("warning");
    case session::Check::Verdict::Failed:
        return ConnectionsPanel::tr("failed");
    }
    return {};
}

/// A paragraph each: the verdict as a coloured word, the sentence, the remedy below it.
QString checksHtml(const std::vector<session::Check> &checks)
{
    const Theme &theme = Theme::current();
    QString html;
    for (const session::Check &check : checks) {
        html += QStringLiteral("<p style=\"margin:0 0 6px 0\"><b style=\"color:%1\">%2</b> %3")
                    .arg(theme[roleOf(check.verdict)].name(), wordOf(check.verdict),
                         QString::fromStdString(check.sentence).toHtmlEscaped());
        if (!check.remedy.empty())
            html += QStringLiteral("<br><span style=\"color:%1\">%2</span>")
                        .arg(theme[ColourRole::Muted].name(), QString::fromStdString(check.remedy).toHtmlEscaped());
        html += QLatin1String("</p>");
    }
    return html;
}

} // namespace

ConnectionsPanel::ConnectionsPanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new ConnectionModel(this))
    , m_list(new QListView(this))
    , m_none(new RoleLabel(tr("No database yet"), ColourRole::Muted, this))
    , m_details(new QWidget(this))
    , m_form(new QFormLayout)
    , m_host(valueField("connectionHost", tr("Host"), m_details))
    , m_port(valueField("connectionPort", tr("Port"), m_details))
    , m_databaseName(valueField("connectionDatabase", tr("Database"), m_details))
    , m_user(valueField("connectionUser", tr("User"), m_details))
    , m_password(valueField("connectionPasswordSource", tr("Password from"), m_details))
    , m_test(new QPushButton(tr("Test connection"), m_details))
    , m_result(new RoleLabel(ColourRole::Muted, m_details))
    , m_remedy(new RoleLabel(ColourRole::Muted, m_details))
    , m_checks(new QTextBrowser(m_details))
{
    setObjectName(QStringLiteral("connections"));
    name(m_list, "connectionList", tr("Databases"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ConnectionDelegate(m_list));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    m_list->setMouseTracking(true);
    buildDetails();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_none->setObjectName(QStringLiteral("noDatabase"));
    m_none->setContentsMargins(spacing::panelMargin, spacing::medium, spacing::panelMargin, 0);
    layout->addWidget(m_none);
    layout->addWidget(m_list);
    layout->addWidget(m_details);
    layout->addStretch(1);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        showDetails();
        if (current.isValid())
            emit databaseSelected(selectedDatabase());
    });
    connect(m_test, &QPushButton::clicked, this, &ConnectionsPanel::requestTest);
    showDetails();
}

void ConnectionsPanel::buildDetails()
{
    name(m_test, "testConnection", tr("Test the connection"));
    m_test->setAutoDefault(false);
    for (RoleLabel *label : {m_result, m_remedy}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->hide();
    }
    m_result->setObjectName(QStringLiteral("testResult"));
    m_remedy->setObjectName(QStringLiteral("testRemedy"));

    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(spacing::medium);
    m_form->setVerticalSpacing(spacing::tiny);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto addRow = [this](const QString &text, QLineEdit *value) {
        m_form->addRow(new RoleLabel(text, ColourRole::Muted, m_details), value);
    };
    addRow(tr("Host"), m_host);
    addRow(tr("Port"), m_port);
    addRow(tr("Database"), m_databaseName);
    addRow(tr("User"), m_user);

    auto *layout = new QVBoxLayout(m_details);
    layout->setContentsMargins(spacing::panelMargin, spacing::large, spacing::panelMargin, spacing::medium);
    layout->setSpacing(spacing::small);
    layout->addWidget(new SectionLabel(tr("Connection"), m_details));
    layout->addLayout(m_form);
    layout->addSpacing(spacing::small);
    layout->addWidget(new SectionLabel(tr("Password from"), m_details));
    layout->addWidget(m_password);
    layout->addSpacing(spacing::small);
    layout->addWidget(m_test, 0, Qt::AlignLeft);
    layout->addWidget(m_result);
    layout->addWidget(m_remedy);
    name(m_checks, "testChecks", tr("What the test looked at"));
    m_checks->setFrameShape(QFrame::NoFrame);
    m_checks->setOpenLinks(false);
    m_checks->viewport()->setAutoFillBackground(false);
    m_checks->document()->setDocumentMargin(0);
    m_checks->hide();
    layout->addWidget(m_checks, 1);
}

void ConnectionsPanel::setDatabases(const std::vector<session::DatabaseState> &databases)
{
    const QString before = selectedDatabase();
    m_model->setDatabases(databases);
    m_list->updateGeometry();
    selectDatabase(m_model->rowOf(before) >= 0 || databases.empty() ? before
                                                                    : QString::fromStdString(databases.front().name));
    showDetails();
}

void ConnectionsPanel::setState(const session::DatabaseState &state)
{
    m_model->setState(state);
    if (QString::fromStdString(state.name) == selectedDatabase())
        showDetails();
}

QString ConnectionsPanel::selectedDatabase() const
{
    return m_list->currentIndex().data().toString();
}

void ConnectionsPanel::selectDatabase(const QString &name)
{
    const int row = m_model->rowOf(name);
    if (row >= 0 && row != m_list->currentIndex().row())
        m_list->setCurrentIndex(m_model->index(row));
}

void ConnectionsPanel::focusList()
{
    m_list->setFocus(Qt::ShortcutFocusReason);
}

void ConnectionsPanel::showDetails()
{
    const QModelIndex index = m_list->currentIndex();
    m_none->setVisible(m_model->rowCount() == 0);
    m_details->setVisible(index.isValid());
    if (!index.isValid())
        return;
    const session::DatabaseState &state = m_model->at(index.row());
    showValue(m_host, orDash(state.host));
    showValue(m_port, orDash(state.port));
    showValue(m_databaseName, orDash(state.databaseName));
    showValue(m_user, orDash(state.user));
    showValue(m_password,
              state.passwordSource.empty() ? tr("no password is set") : QString::fromStdString(state.passwordSource));
    showResult();
}

void ConnectionsPanel::requestTest()
{
    const QString database = selectedDatabase();
    m_tests[database].reset();
    showResult();
    emit testRequested(database);
}

void ConnectionsPanel::showTest(const session::ConnectionTest &result)
{
    m_tests[QString::fromStdString(result.database)] = result;
    showResult();
}

/// A result belongs to the database that was tested: it goes and comes back with it.
void ConnectionsPanel::showResult()
{
    const QModelIndex index = m_list->currentIndex();
    const auto test = m_tests.find(selectedDatabase());
    const bool isAwaited = test != m_tests.end() && !test->second;
    m_test->setEnabled(index.isValid() && !m_model->at(index.row()).isRunning && !isAwaited);
    m_result->setVisible(test != m_tests.end());
    m_remedy->clear();
    if (isAwaited) {
        m_result->setColourRole(ColourRole::Muted);
        m_result->setText(tr("Testing …"));
    } else if (test != m_tests.end() && test->second->succeeded) {
        const session::ConnectionTest &result = *test->second;
        QStringList servers{tr("PostgreSQL %1").arg(QString::fromStdString(result.serverVersion))};
        if (!result.timescaleVersion.empty())
            servers << tr("TimescaleDB %1").arg(QString::fromStdString(result.timescaleVersion));
        m_result->setColourRole(ColourRole::Applied);
        m_result->setText(
            tr("Connected in %1 ms: %2.").arg(result.milliseconds).arg(servers.join(QLatin1String(", "))));
    } else if (test != m_tests.end()) {
        const std::optional<Error> &error = test->second->error;
        m_result->setColourRole(ColourRole::Failed);
        m_result->setText(error ? QString::fromStdString(error->toString()) : tr("The test failed."));
        m_remedy->setText(error ? QString::fromStdString(error->hint) : QString());
    }
    m_remedy->setVisible(!m_remedy->text().isEmpty());
    const bool hasChecks = test != m_tests.end() && test->second && !test->second->checks.empty();
    m_checks->setVisible(hasChecks);
    m_checks->setHtml(hasChecks ? checksHtml(test->second->checks) : QString());
}

} // namespace retort::ui
