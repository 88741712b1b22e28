// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/psqlpage.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace retort::ui {

PsqlPage::PsqlPage(QWidget *parent)
    : QWidget(parent)
    , m_briefButton(new QToolButton(this))
    , m_verboseButton(new QToolButton(this))
    , m_copy(new QToolButton(this))
    , m_text(new QPlainTextEdit(this))
{
    m_briefButton->setText(QStringLiteral("\\d"));
    name(m_briefButton, "psqlBrief", tr("As \\d prints it"));
    m_verboseButton->setText(QStringLiteral("\\d+"));
    name(m_verboseButton, "psqlVerbose", tr("As \\d+ prints it"));
    auto *group = new QButtonGroup(this);
    for (QToolButton *button : {m_briefButton, m_verboseButton}) {
        button->setCheckable(true);
        button->setFont(fonts::monospace(font()));
        button->setToolTip(button->accessibleName());
        makeQuiet(button);
        group->addButton(button);
    }
    m_briefButton->setChecked(true);
    m_copy->setIcon(icon(Icon::Copy, ColourRole::Muted));
    m_copy->setToolTip(tr("Copy the text"));
    makeQuiet(m_copy);
    name(m_copy, "psqlCopy", tr("Copy the text"));
    name(m_text, "psqlText", tr("As psql prints it"));
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setTabChangesFocus(true);
    m_text->setFont(fonts::monospace(font()));
    m_text->document()->setDocumentMargin(spacing::panelMargin);
    connect(group, &QButtonGroup::buttonClicked, this, [this] { fill(m_verboseButton->isChecked()); });
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(shownText()); });

    auto *top = new QHBoxLayout;
    top->setContentsMargins(spacing::small, spacing::tiny, spacing::small, 0);
    top->setSpacing(spacing::tiny);
    top->addWidget(m_briefButton);
    top->addWidget(m_verboseButton);
    top->addStretch();
    top->addWidget(m_copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_text, 1);
}

void PsqlPage::setRelation(const catalog::Relation &relation)
{
    m_brief = QString::fromStdString(relation.psqlText);
    m_verbose = QString::fromStdString(relation.psqlVerboseText);
    fill(m_verboseButton->isChecked());
}

QString PsqlPage::shownText() const
{
    return m_verboseButton->isChecked() ? m_verbose : m_brief;
}

void PsqlPage::fill(bool verbose)
{
    m_text->setPlainText(verbose ? m_verbose : m_brief);
}

void PsqlPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        m_text->setFont(fonts::monospace(font()));
}

} // namespace retort::ui
