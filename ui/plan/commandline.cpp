// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/commandline.h"

#include "engine/base/shell.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QToolButton>

namespace retort::ui {

QString shellQuoted(const QString &text)
{
    return QString::fromStdString(retort::shellQuoted(text.toStdString()));
}

CommandLine::CommandLine(QWidget *parent)
    : QWidget(parent)
    , m_text(new ElidedLabel(this))
    , m_copy(new QToolButton(this))
{
    m_text->setFont(fonts::monospace(font()));
    m_text->setColourRole(ColourRole::Muted);
    m_text->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_copy->setIcon(icon(Icon::Copy, ColourRole::Muted));
    m_copy->setAutoRaise(true);
    m_copy->setToolTip(tr("Copy the command line"));
    makeQuiet(m_copy);
    name(m_copy, "copyCommandLine", tr("Copy the command line"));
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(command()); });

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(spacing::tiny);
    layout->addWidget(m_text);
    layout->addWidget(m_copy);
}

void CommandLine::setCommand(const QString &command)
{
    m_text->setText(command);
    setVisible(!command.isEmpty());
}

QString CommandLine::command() const
{
    return m_text->text();
}

} // namespace retort::ui
