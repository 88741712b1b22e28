// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/ddlpage.h"

#include "engine/catalog/ddl.h"
#include "ui/plan/sqlview.h"
#include "ui/theme/icons.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace retort::ui
{

DdlPage::DdlPage(QWidget *parent)
    : QWidget(parent)
    , m_sql(new SqlView("relationDdl", tr("The statements that make it"), this))
{
    setObjectName(QStringLiteral("ddlPage"));
    m_sql->setOnBase(true);
    auto *copy = new QToolButton(this);
    copy->setIcon(icon(Icon::Copy, ColourRole::Muted));
    copy->setToolTip(tr("Copy the script"));
    makeQuiet(copy);
    name(copy, "ddlCopy", tr("Copy the script"));
    connect(copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(script()); });
    auto *top = new QHBoxLayout;
    top->setContentsMargins(spacing::panelMargin, spacing::tiny, spacing::small, 0);
    top->addWidget(new RoleLabel(tr("What it refers to must be there already."), ColourRole::Muted, this));
    top->addStretch();
    top->addWidget(copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_sql, 1);
}

void DdlPage::setRelation(const catalog::Relation &relation)
{
    m_sql->setSql(relation.lockedBy.empty() ? QString::fromStdString(catalog::createScript(relation)) : QString());
}

QString DdlPage::script() const
{
    return m_sql->sql();
}

} // namespace retort::ui
