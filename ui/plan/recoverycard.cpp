// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/recoverycard.h"

#include "ui/plan/sqlview.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace retort::ui {

namespace {

constexpr int leastLines = 1;
constexpr int mostLines = 14;

QLabel *selectableText(QLabel *label, const char *objectName, const QString &accessibleName)
{
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setWordWrap(true);
    name(label, objectName, accessibleName);
    return label;
}

QString row(const QString &label, const QString &text)
{
    return QStringLiteral("<tr><td style=\"padding-right:12px\">%1</td><td>%2</td></tr>")
        .arg(label, text.toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")));
}

} // namespace

RecoveryCard::RecoveryCard(QWidget *parent)
    : QWidget(parent)
{
    auto *area = new QScrollArea(this);
    name(area, "recoveryBody", tr("What happened"));
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(buildBody());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(area, 1);
    layout->addWidget(new Hairline(Qt::Horizontal, this));
    layout->addWidget(buildFooter());
}

QWidget *RecoveryCard::buildBody()
{
    auto *body = new Surface(ColourRole::Base, this);
    m_code = new Surface(ColourRole::Card, body);
    m_code->setRounded(true);
    m_place = new ElidedLabel(m_code);
    m_place->setFont(fonts::monospace(font()));
    m_place->setColourRole(ColourRole::Muted);
    m_place->setElideMode(Qt::ElideLeft);
    m_place->setObjectName(QStringLiteral("recoveryPlace"));
    m_statement = new SqlView("recoverySql", tr("Failing statement"), m_code);
    m_statement->setHeightInLines(leastLines, mostLines);
    m_statement->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *code = new QVBoxLayout(m_code);
    code->setContentsMargins(spacing::medium, spacing::medium, spacing::medium, spacing::small);
    code->setSpacing(spacing::tiny);
    code->addWidget(m_place);
    code->addWidget(m_statement);

    m_message = new RoleLabel(ColourRole::Failed, body);
    m_message->setFont(fonts::strong(font()));
    m_message->setTextFormat(Qt::PlainText);
    selectableText(m_message, "recoveryMessage", tr("What the server said"));
    m_explanation = selectableText(new QLabel(body), "recoveryExplanation", tr("Detail and hint"));
    m_facts = selectableText(new QLabel(body), "recoveryFacts", tr("State of the database"));

    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(spacing::panelMargin, spacing::panelMargin, spacing::panelMargin, spacing::panelMargin);
    layout->setSpacing(spacing::medium);
    layout->addWidget(m_code);
    layout->addWidget(m_message);
    layout->addWidget(m_explanation);
    layout->addWidget(m_facts);
    layout->addStretch();
    return body;
}

QWidget *RecoveryCard::buildFooter()
{
    auto *footer = new Surface(ColourRole::Base, this);
    auto *layout = new QHBoxLayout(footer);
    layout->setContentsMargins(spacing::panelMargin, spacing::medium, spacing::panelMargin, spacing::medium);
    layout->setSpacing(spacing::small);
    const auto button = [&](const char *objectName, const QString &text, auto signal) {
        auto *made = new QPushButton(text, footer);
        name(made, objectName, QString(text).remove(QLatin1Char('&')));
        made->setAutoDefault(false);
        connect(made, &QPushButton::clicked, this, signal);
        layout->addWidget(made);
        return made;
    };
    button("recoveryClose", tr("Close"), &RecoveryCard::closeRequested);
    layout->addStretch();
    m_open = button("recoveryOpen", tr("&Open the file"),
                    [this] { emit openFileRequested(m_end.file, m_end.line, m_end.column); });
    m_undo = button("recoveryUndo", tr("&Undo the last step"), &RecoveryCard::undoRequested);
    m_restore = button("recoveryRestore", tr("Restore the &backup…"), [this] { emit restoreRequested(m_end.backup); });
    m_restore->setToolTip(tr("Brings the database back as it was before this run, and shows first what that loses"));
    button("recoveryStamp", tr("&Stamp…"), &RecoveryCard::stampRequested);
    button("recoveryCopy", tr("&Copy details"), &RecoveryCard::copyRequested);
    m_again = button("recoveryAgain", tr("&Run again from here"), &RecoveryCard::runAgainRequested);
    makePrimary(m_again);
    m_again->setToolTip(tr("Plans what is left, and shows it first (Ctrl+Return)"));
    return footer;
}

void RecoveryCard::showEnd(const words::RunEnd &end)
{
    m_end = end;
    showStatement(end);
    showExplanation(end);
    QString facts = QLatin1String("<ul style=\"margin:0 0 0 -24px\">");
    for (const QString &fact : end.facts)
        facts += QLatin1String("<li style=\"margin-bottom:4px\">") + fact + QLatin1String("</li>");
    m_facts->setText(facts + QLatin1String("</ul>"));
    m_open->setVisible(!end.file.isEmpty());
    m_undo->setVisible(end.canUndo);
    m_restore->setVisible(!end.backup.isEmpty());
    m_again->setText(end.canUndo ? tr("&Run again from here") : tr("&Run again"));
    m_again->setAccessibleName(m_again->text().remove(QLatin1Char('&')));
}

void RecoveryCard::showStatement(const words::RunEnd &end)
{
    m_code->setVisible(!end.statement.isEmpty() || !end.place.isEmpty());
    m_place->setText(end.place);
    m_place->setVisible(!end.place.isEmpty());
    m_statement->setVisible(!end.statement.isEmpty());
    m_statement->setSql(end.statement);
    if (end.character > 0)
        m_statement->setMark(end.character, end.message);
}

void RecoveryCard::showExplanation(const words::RunEnd &end)
{
    // The message stands at the caret already where there is one.
    const bool isMarked = end.character > 0 && !end.statement.isEmpty();
    m_message->setText(end.message);
    m_message->setColourRole(end.tone == words::Tone::Bad ? ColourRole::Failed : ColourRole::Warning);
    m_message->setVisible(!isMarked && !end.message.isEmpty());
    QString rows;
    if (!end.detail.isEmpty())
        rows += row(tr("Detail"), end.detail);
    if (!end.hint.isEmpty())
        rows += row(tr("Hint"), end.hint);
    if (!end.remedy.isEmpty())
        rows += row(tr("Remedy"), end.remedy);
    m_explanation->setText(QLatin1String("<table cellspacing=\"0\" cellpadding=\"1\">") + rows
                           + QLatin1String("</table>"));
    m_explanation->setVisible(!rows.isEmpty());
}

} // namespace retort::ui
