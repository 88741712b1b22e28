// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/upgradealldialog.h"

#include "ui/shell/upgradecard.h"
#include "ui/theme/labels.h"
#include "ui/theme/fonts.h"
#include "ui/theme/spacing.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace retort::ui {

UpgradeAllDialog::UpgradeAllDialog(const std::vector<session::DatabaseSession *> &sessions, QWidget *parent)
    : QDialog(parent)
    , m_command(new RoleLabel(ColourRole::Muted, this))
    , m_close(new QPushButton(tr("Cancel"), this))
    , m_run(new QPushButton(this))
{
    setObjectName(QStringLiteral("upgradeAllDialog"));
    setWindowTitle(sessions.size() == 2 ? tr("Upgrade both databases") : tr("Upgrade all databases"));
    name(m_close, "closeUpgradeAll", tr("Cancel"));
    name(m_run, "runUpgradeAll", tr("Upgrade"));
    makePrimary(m_run);
    m_run->setDefault(true);
    m_close->setAutoDefault(false);
    m_command->setFont(fonts::monospace(font()));
    m_command->setTextFormat(Qt::PlainText);

    auto *cards = new QHBoxLayout;
    cards->setSpacing(spacing::medium);
    int number = 0;
    for (session::DatabaseSession *session : sessions) {
        auto *card = new UpgradeCard(session, number++, this);
        card->setMinimumWidth(320);
        connect(card, &UpgradeCard::changed, this, &UpgradeAllDialog::showPhase);
        connect(card, &UpgradeCard::recoveryRequested, this, &UpgradeAllDialog::recoveryRequested);
        cards->addWidget(card, 1);
        m_cards.push_back(card);
    }
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(spacing::small);
    buttons->addWidget(m_command, 1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_run);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::large, spacing::large, spacing::large, spacing::large);
    layout->setSpacing(spacing::large);
    layout->addLayout(cards, 1);
    layout->addLayout(buttons);

    connect(m_close, &QPushButton::clicked, this, &UpgradeAllDialog::reject);
    connect(m_run, &QPushButton::clicked, this, &UpgradeAllDialog::runAll);
    auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this);
    connect(shortcut, &QShortcut::activated, m_run, [this] { m_run->click(); });
    resize(sizeHint().expandedTo({760, 420}));
    showPhase();
}

bool UpgradeAllDialog::isRunning() const
{
    return std::any_of(m_cards.begin(), m_cards.end(),
                       [](const UpgradeCard *card) { return card->phase() == UpgradeCard::Phase::Running; });
}

void UpgradeAllDialog::showPhase()
{
    QStringList parts;
    QStringList commands;
    bool isSettled = true;
    bool mayRun = true;
    for (const UpgradeCard *card : m_cards) {
        isSettled = isSettled && card->phase() != UpgradeCard::Phase::Planning;
        if (card->phase() != UpgradeCard::Phase::Ready)
            continue;
        mayRun = mayRun && card->mayRun();
        parts << tr("%1 by %2").arg(card->database()).arg(card->stepCount());
        commands << card->commandLine();
    }
    const bool running = isRunning();
    m_command->setText(commands.join(QLatin1Char('\n')));
    m_run->setText(parts.isEmpty() ? tr("Upgrade") : tr("Upgrade %1").arg(parts.join(tr(" and "))));
    m_run->setAccessibleName(m_run->text());
    m_run->setEnabled(isSettled && mayRun && !parts.isEmpty() && !running);
    m_run->setVisible(!m_hasRun);
    m_close->setText(running ? tr("Cancel the runs") : m_hasRun || parts.isEmpty() ? tr("Close") : tr("Cancel"));
    m_close->setAccessibleName(m_close->text());
    if (m_hasRun && !running)
        emit allFinished();
}

void UpgradeAllDialog::runAll()
{
    m_hasRun = true;
    // First all phases, then the look: a run that ends at once must not make the others seem finished.
    for (UpgradeCard *card : m_cards) {
        if (card->mayRun())
            card->run();
    }
    showPhase();
}

void UpgradeAllDialog::reject()
{
    if (!isRunning()) {
        QDialog::reject();
        return;
    }
    for (UpgradeCard *card : m_cards)
        card->cancel();
}

void UpgradeAllDialog::closeEvent(QCloseEvent *event)
{
    if (isRunning()) {
        reject();
        event->ignore();
        return;
    }
    QDialog::closeEvent(event);
}

} // namespace retort::ui
