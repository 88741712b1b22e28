// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/comparedialog.h"

#include "ui/plan/dialogframe.h"
#include "ui/plan/planheader.h"
#include "ui/plan/revisionchoices.h"
#include "ui/plan/sqlview.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/noticebar.h"
#include "ui/theme/spacing.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace retort::ui
{

namespace
{

constexpr QSize dialogSize(860, 620);
constexpr int typingPause = 250; ///< ms: no script for half an id

} // namespace

struct CompareDialog::Private {
    explicit Private(CompareDialog *dialog);
    QLineEdit *buildEnd(const char *objectName, const QString &label);
    QWidget *buildEnds();
    QWidget *buildFooter();
    void layOut();
    void connectParts();
    void ask();
    void refill();
    void showSteps(const QString &sentence);

    CompareDialog *q;
    session::ProjectStatePtr project;
    session::DatabaseState state;
    QTimer settle;

    PlanHeader *header;
    NoticeBar *notice;
    RevisionChoices *choices;
    QLineEdit *from = nullptr;
    QLineEdit *to = nullptr;
    QToolButton *swap = nullptr;
    SqlView *sql;
    RoleLabel *steps = nullptr;
    QPushButton *copy = nullptr;
    QPushButton *close = nullptr;
};

CompareDialog::Private::Private(CompareDialog *dialog)
    : q(dialog)
    , header(new PlanHeader(q))
    , notice(new NoticeBar(q))
    , choices(new RevisionChoices(q))
    , sql(new SqlView("compareSql", tr("Script from one revision to the other"), q))
{
    settle.setSingleShot(true);
    settle.setInterval(typingPause);
    layOut();
    connectParts();
}

QLineEdit *CompareDialog::Private::buildEnd(const char *objectName, const QString &label)
{
    auto *edit = new QLineEdit(q);
    name(edit, objectName, label);
    edit->setPlaceholderText(tr("id, head or base"));
    edit->setFont(fonts::monospace(q->font()));
    edit->setClearButtonEnabled(true);
    edit->setCompleter(new RevisionCompleter(choices, false, edit));
    return edit;
}

QWidget *CompareDialog::Private::buildEnds()
{
    auto *ends = new Surface(ColourRole::Base, q);
    from = buildEnd("compareFrom", tr("From revision"));
    to = buildEnd("compareTo", tr("To revision"));
    swap = new QToolButton(ends);
    swap->setIcon(icon(Icon::Arrows, ColourRole::Muted));
    swap->setToolTip(tr("Swap the ends: the way back"));
    makeQuiet(swap);
    name(swap, "compareSwap", tr("Swap the ends"));

    auto *layout = new QHBoxLayout(ends);
    layout->setContentsMargins(spacing::panelMargin, spacing::medium, spacing::panelMargin, spacing::medium);
    layout->setSpacing(spacing::small);
    layout->addWidget(new SectionLabel(tr("From"), ends));
    layout->addWidget(from, 1);
    layout->addWidget(swap);
    layout->addWidget(new SectionLabel(tr("To"), ends));
    layout->addWidget(to, 1);
    return ends;
}

QWidget *CompareDialog::Private::buildFooter()
{
    auto *footer = new Surface(ColourRole::Base, q);
    steps = new RoleLabel(ColourRole::Muted, footer);
    steps->setObjectName(QStringLiteral("compareSteps"));
    copy = new QPushButton(icon(Icon::Copy), tr("Copy SQL"), footer);
    name(copy, "compareCopy", tr("Copy the script"));
    close = new QPushButton(tr("Close"), footer);
    name(close, "compareClose", tr("Close"));
    for (QPushButton *button : {copy, close})
        button->setAutoDefault(false);
    QHBoxLayout *layout = buttonRow(footer);
    layout->addWidget(steps, 1);
    layout->addWidget(copy);
    layout->addWidget(close);
    return footer;
}

void CompareDialog::Private::layOut()
{
    auto *script = new Surface(ColourRole::Card, q);
    auto *inset = new QVBoxLayout(script);
    inset->setContentsMargins(spacing::panelMargin, spacing::small, 0, 0);
    inset->addWidget(sql);

    QVBoxLayout *layout = columnBelow(header, q);
    layout->addWidget(buildEnds());
    layout->addWidget(notice);
    layout->addWidget(new Hairline(Qt::Horizontal, q));
    layout->addWidget(script, 1);
    layout->addWidget(new Hairline(Qt::Horizontal, q));
    layout->addWidget(buildFooter());
}

void CompareDialog::Private::connectParts()
{
    connect(&settle, &QTimer::timeout, q, [this] { ask(); });
    for (QLineEdit *edit : {from, to})
        connect(edit, &QLineEdit::textChanged, &settle, qOverload<>(&QTimer::start));
    connect(swap, &QToolButton::clicked, q, [this] { q->setEnds(to->text(), from->text()); });
    connect(copy, &QPushButton::clicked, q, [this] { QGuiApplication::clipboard()->setText(sql->sql()); });
    connect(close, &QPushButton::clicked, q, &QDialog::reject);
}

void CompareDialog::Private::ask()
{
    settle.stop();
    if (q->from().isEmpty() || q->to().isEmpty()) {
        notice->dismiss();
        sql->setSql({});
        header->setCommand({});
        showSteps(tr("Choose both ends."));
        return;
    }
    showSteps(tr("Reading the files …"));
    emit q->comparisonRequested(q->from(), q->to());
}

void CompareDialog::Private::refill()
{
    if (!project)
        return;
    const revision::BranchBinding binding(project->map, state.name, state.branch);
    choices->setRevisions(project->map, binding, state.rows, true);
}

void CompareDialog::Private::showSteps(const QString &sentence)
{
    steps->setText(sentence);
    copy->setEnabled(!sql->sql().isEmpty());
}

CompareDialog::CompareDialog(QWidget *parent)
    : QDialog(parent)
    , d(std::make_unique<Private>(this))
{
    setObjectName(QStringLiteral("compareDialog"));
    setAccessibleName(tr("Compare revisions"));
    setWindowTitle(tr("Compare revisions"));
    resize(dialogSize);
    d->header->setTitle(tr("Compare revisions"));
    d->ask();
}

CompareDialog::~CompareDialog() = default;

void CompareDialog::setDatabase(const session::DatabaseState &state, int number)
{
    d->state = state;
    d->header->setDatabase(state, number);
    d->refill();
}

void CompareDialog::setProject(const session::ProjectStatePtr &project)
{
    d->project = project;
    d->refill();
}

void CompareDialog::setEnds(const QString &from, const QString &to)
{
    d->from->setText(from);
    d->to->setText(to);
    d->ask();
}

QString CompareDialog::from() const
{
    return d->from->text().trimmed();
}

QString CompareDialog::to() const
{
    return d->to->text().trimmed();
}

void CompareDialog::showComparison(const session::Comparison &comparison)
{
    d->notice->dismiss();
    d->sql->setSql(QString::fromStdString(comparison.sql));
    d->header->setCommand(QString::fromStdString(comparison.commandLine));
    const bool isUp = comparison.direction == revision::Direction::Upgrade;
    const int count = static_cast<int>(comparison.steps);
    if (count == 1)
        d->showSteps(isUp ? tr("one revision up") : tr("one revision down"));
    else
        d->showSteps(isUp ? tr("%n revisions up", nullptr, count) : tr("%n revisions down", nullptr, count));
}

void CompareDialog::showFailure(const Error &error)
{
    d->sql->setSql({});
    d->header->setCommand({});
    d->showSteps({});
    d->notice->present(ColourRole::Warning, QString::fromStdString(error.toString()),
                       QString::fromStdString(error.hint));
}

} // namespace retort::ui
