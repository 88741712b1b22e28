// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/datapage.h"

#include "ui/inspector/factpages.h"
#include "ui/inspector/factview.h"
#include "ui/theme/icons.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"
#include "ui/theme/statepage.h"

#include <QHBoxLayout>
#include <QShowEvent>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace retort::ui
{

DataPage::DataPage(QWidget *parent)
    : QWidget(parent)
    , m_summary(new RoleLabel({}, ColourRole::Muted, this))
    , m_refresh(new QToolButton(this))
    , m_body(new QStackedWidget(this))
    , m_state(new StatePage(m_body))
    , m_rows(new FactView("dataRows", tr("First rows"), m_body))
{
    setObjectName(QStringLiteral("dataPage"));
    m_summary->setObjectName(QStringLiteral("dataSummary"));
    m_state->setObjectName(QStringLiteral("dataState"));
    m_refresh->setIcon(icon(Icon::Refresh, ColourRole::Muted));
    m_refresh->setToolTip(tr("Read the rows again"));
    m_refresh->setStatusTip(m_refresh->toolTip());
    makeQuiet(m_refresh);
    name(m_refresh, "dataRefresh", tr("Read the rows again"));
    connect(m_refresh, &QToolButton::clicked, this, [this] { ask(); });
    connect(m_state, &StatePage::actionTriggered, this, [this] { ask(); });
    m_body->addWidget(m_state);
    m_body->addWidget(m_rows);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(spacing::panelMargin, spacing::tiny, spacing::small, 0);
    top->addWidget(m_summary, 1);
    top->addWidget(m_refresh);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_body, 1);
}

void DataPage::setRelation(const catalog::RelationName &name)
{
    const bool isOther = name != m_name;
    m_name = name;
    m_isAsked = false;
    if (isOther) {
        m_rows->setTable({});
        m_summary->setText({});
        m_body->setCurrentWidget(m_state);
    }
    if (isVisible())
        ask();
}

void DataPage::ask()
{
    m_isAsked = true;
    if (m_body->currentWidget() == m_state)
        m_state->showLoading(tr("Reading the first rows …"));
    emit rowsRequested(m_name);
}

void DataPage::setRows(const catalog::RowPreview &rows)
{
    const auto count = static_cast<int>(rows.rows.size());
    if (count == 0) {
        m_summary->setText({});
        m_state->showEmpty(Icon::Table, tr("No rows"), tr("The relation is empty, or hides its rows from this user."));
        m_body->setCurrentWidget(m_state);
        return;
    }
    m_summary->setText(rows.hasMore ? tr("The first %n rows, as they come; there are more", nullptr, count)
                                    : tr("All %n rows, as they come", nullptr, count));
    m_rows->setTable(pages::rows(rows));
    m_body->setCurrentWidget(m_rows);
}

void DataPage::showFailure(const Error &error)
{
    QString sentence = QString::fromStdString(error.message);
    if (!error.hint.empty())
        sentence += QLatin1Char('\n') + QString::fromStdString(error.hint);
    m_summary->setText({});
    m_state->showFailure(tr("The rows could not be read"), sentence);
    m_state->setAction(tr("Try again"), "dataAgain");
    m_body->setCurrentWidget(m_state);
}

void DataPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_isAsked)
        ask();
}

} // namespace retort::ui
