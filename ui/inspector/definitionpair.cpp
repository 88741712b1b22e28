// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/definitionpair.h"

#include "engine/base/textdiff.h"
#include "ui/theme/fonts.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

namespace retort::ui
{

namespace
{

using text::DiffLine;

/// One side: its lines, and which of them the other hasn't.
struct Side {
    QStringList lines;
    QList<int> marked;

    void add(const std::string &line, bool isMarked)
    {
        if (isMarked)
            marked << static_cast<int>(lines.size());
        lines << QString::fromStdString(line);
    }
    void padTo(qsizetype count)
    {
        while (lines.size() < count)
            lines << QString();
    }
};

/// Lines of both beside each other; what has no counterpart stands beside an empty line.
std::pair<Side, Side> aligned(const std::vector<DiffLine> &lines)
{
    Side before;
    Side after;
    for (const DiffLine &line : lines) {
        if (line.kind == DiffLine::Kind::Removed) {
            before.add(line.text, true);
        } else if (line.kind == DiffLine::Kind::Added) {
            after.add(line.text, true);
        } else {
            const qsizetype count = std::max(before.lines.size(), after.lines.size());
            before.padTo(count);
            after.padTo(count);
            before.add(line.text, false);
            after.add(line.text, false);
        }
    }
    const qsizetype count = std::max(before.lines.size(), after.lines.size());
    before.padTo(count);
    after.padTo(count);
    return {before, after};
}

void mark(QPlainTextEdit *edit, const Side &side, ColourRole fill)
{
    edit->setPlainText(side.lines.join(QLatin1Char('\n')));
    QList<QTextEdit::ExtraSelection> selections;
    for (const int line : side.marked) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(edit->document()->findBlockByNumber(line));
        selection.format.setBackground(Theme::current()[fill]);
        selection.format.setProperty(QTextFormat::FullWidthSelection, true);
        selections << selection;
    }
    edit->setExtraSelections(selections);
}

} // namespace

DefinitionPair::DefinitionPair(QWidget *parent)
    : QWidget(parent)
    , m_before(addText("definitionBefore", tr("Definition before")))
    , m_after(addText("definitionAfter", tr("Definition after")))
{
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins({});
    layout->setHorizontalSpacing(1);
    layout->setVerticalSpacing(0);
    const auto heading = [&](const QString &text, int column) {
        auto *label = new SectionLabel(text, this);
        label->setContentsMargins(spacing::panelMargin, spacing::small, 0, spacing::tiny);
        layout->addWidget(label, 0, column);
    };
    heading(tr("Before"), 0);
    heading(tr("After"), 1);
    layout->addWidget(m_before, 1, 0);
    layout->addWidget(m_after, 1, 1);
    layout->setColumnStretch(0, 1);
    layout->setColumnStretch(1, 1);
    const auto follow = [](QPlainTextEdit *from, QPlainTextEdit *to) {
        connect(from->verticalScrollBar(), &QScrollBar::valueChanged, to->verticalScrollBar(), &QScrollBar::setValue);
        connect(from->horizontalScrollBar(), &QScrollBar::valueChanged, to->horizontalScrollBar(),
                &QScrollBar::setValue);
    };
    follow(m_before, m_after);
    follow(m_after, m_before);
}

QPlainTextEdit *DefinitionPair::addText(const char *objectName, const QString &heading)
{
    auto *edit = new QPlainTextEdit(this);
    name(edit, objectName, heading);
    edit->setReadOnly(true);
    edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    edit->setFrameShape(QFrame::NoFrame);
    edit->setTabChangesFocus(true);
    edit->setFont(fonts::monospace(fonts::small(font())));
    edit->document()->setDocumentMargin(spacing::small);
    return edit;
}

void DefinitionPair::setTexts(const QString &before, const QString &after)
{
    m_textBefore = before;
    m_textAfter = after;
    fill();
}

void DefinitionPair::fill()
{
    const auto [left, right] = aligned(text::diffLines(m_textBefore.toStdString(), m_textAfter.toStdString()));
    m_before->setPlaceholderText(m_textBefore.isEmpty() ? tr("It wasn't there.") : QString());
    m_after->setPlaceholderText(m_textAfter.isEmpty() ? tr("It is gone.") : QString());
    mark(m_before, m_textBefore.isEmpty() ? Side() : left, ColourRole::RemovedFill);
    mark(m_after, m_textAfter.isEmpty() ? Side() : right, ColourRole::AddedFill);
}

void DefinitionPair::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::PaletteChange)
        return;
    for (QPlainTextEdit *edit : {m_before, m_after})
        edit->setFont(fonts::monospace(fonts::small(font())));
    fill();
}

} // namespace retort::ui
