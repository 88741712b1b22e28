// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/plandialog.h"

#include "ui/plan/controlreturn.h"
#include "ui/plan/dialogframe.h"
#include "ui/plan/nameconfirmation.h"
#include "ui/plan/planheader.h"
#include "ui/plan/planview.h"
#include "ui/plan/planwords.h"
#include "ui/plan/recoverycard.h"
#include "ui/plan/runend.h"
#include "ui/plan/runoptionsfold.h"
#include "ui/plan/runprogress.h"
#include "ui/plan/stepmodel.h"
#include "ui/theme/figures.h"
#include "ui/theme/noticebar.h"
#include "ui/theme/spacing.h"
#include "ui/theme/statepage.h"

#include <QClipboard>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace retort::ui {

using session::PlanPreview;

namespace {

constexpr QSize dialogSize(1060, 600);
constexpr qsizetype shownWarnings = 4;

ColourRole roleOf(words::Tone tone)
{
    switch (tone) {
    case words::Tone::Good: return ColourRole::Applied;
    case words::Tone::Warning: return ColourRole::Warning;
    case words::Tone::Bad: return ColourRole::Failed;
    }
    return ColourRole::Applied;
}

QStringList strings(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &text : texts)
        list << QString::fromStdString(text);
    return list;
}

/// The first step that can't be taken back in a dry run.
const session::StepPreview *stepOutsideTransaction(const PlanPreview &preview)
{
    const auto found = std::find_if(preview.steps.begin(), preview.steps.end(),
                                    [](const session::StepPreview &step) { return !step.transactional; });
    return found == preview.steps.end() ? nullptr : &*found;
}

} // namespace

struct PlanDialog::Private {
    explicit Private(PlanDialog *dialog);
    void buildFooter();
    void buildBackup();
    void layOut();
    void connectParts();

    void enter(Phase next);
    void showButtons();
    void enableRun();
    void showOptions();
    void showBackup();
    void run();
    void cancel();
    void showWarnings();
    void showRefusal(const Error &error);
    void copyScript();
    void copyEnd();
    void showDone(const words::RunEnd &end);
    void showRecovery(const words::RunEnd &end);
    void undo();
    bool isProduction() const { return state.tier == project::Tier::Prod; }
    bool canRun() const;
    QString runSubtitle(const run::RunReport &report) const;

    PlanDialog *q;
    session::DatabaseState state;
    PlanPreview preview;
    run::RunReport report;
    Error refusal;
    qint64 journalRun = 0;
    Phase phase = Phase::Loading;

    PlanHeader *header;
    NoticeBar *notice;
    RunProgressStrip *progress;
    QStackedWidget *body;
    PlanView *view;
    StatePage *page;
    RecoveryCard *recovery;
    RunOptionsFold *options;
    NameConfirmation *confirmation;
    Surface *footer;
    QToolButton *optionsButton;
    ElidedLabel *rows;
    Surface *backup;
    RoleLabel *backupText;
    QPushButton *open;
    QPushButton *copy;
    QPushButton *close;
    QPushButton *go;
};

PlanDialog::Private::Private(PlanDialog *dialog)
    : q(dialog)
    , header(new PlanHeader(q))
    , notice(new NoticeBar(q))
    , progress(new RunProgressStrip(q))
    , body(new QStackedWidget(q))
    , view(new PlanView(q))
    , page(new StatePage(q))
    , recovery(new RecoveryCard(q))
    , options(new RunOptionsFold(q))
    , confirmation(new NameConfirmation(q))
{
    body->addWidget(view);
    body->addWidget(page);
    body->addWidget(recovery);
    options->hide();
    buildFooter();
    buildBackup();
    layOut();
    connectParts();
}

void PlanDialog::Private::buildFooter()
{
    footer = new Surface(ColourRole::Base, q);
    optionsButton = new QToolButton(footer);
    optionsButton->setText(tr("Options"));
    optionsButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    optionsButton->setArrowType(Qt::RightArrow);
    optionsButton->setCheckable(true);
    optionsButton->setToolTip(tr("Lock timeout, retries, statement timeout, dry run"));
    makeQuiet(optionsButton);
    name(optionsButton, "planOptions", tr("Options"));
    rows = new ElidedLabel(footer);
    rows->setColourRole(ColourRole::Muted);
    rows->setObjectName(QStringLiteral("planRows"));
    const auto button = [&](const char *objectName, const QString &text) {
        auto *made = new QPushButton(text, footer);
        made->setAutoDefault(false); // Return in a field runs nothing
        name(made, objectName, QString(text).remove(QLatin1Char('&')));
        return made;
    };
    open = button("planOpenFile", tr("&Open the file"));
    copy = button("planCopy", tr("Copy S&QL"));
    close = button("planCancel", tr("Cancel"));
    go = button("planRun", tr("Run"));
    makePrimary(go);

    QHBoxLayout *layout = buttonRow(footer);
    layout->addWidget(optionsButton);
    layout->addWidget(rows, 1);
    for (QPushButton *made : {open, copy, close, go})
        layout->addWidget(made);
}

void PlanDialog::Private::buildBackup()
{
    backup = new Surface(ColourRole::Base, q);
    backupText = new RoleLabel(ColourRole::Text, backup);
    backupText->setObjectName(QStringLiteral("planBackup"));
    backupText->setTextFormat(Qt::PlainText);
    backupText->setWordWrap(true);
    auto *layout = new QVBoxLayout(backup);
    layout->setContentsMargins(spacing::panelMargin, spacing::small, spacing::panelMargin, 0);
    layout->addWidget(backupText);
}

void PlanDialog::Private::layOut()
{
    QVBoxLayout *layout = columnBelow(header, q);
    layout->addWidget(notice);
    layout->addWidget(progress);
    layout->addWidget(body, 1);
    layout->addWidget(new Hairline(Qt::Horizontal, q));
    layout->addWidget(options);
    layout->addWidget(confirmation);
    layout->addWidget(backup);
    layout->addWidget(footer);
}

void PlanDialog::Private::connectParts()
{
    connect(go, &QPushButton::clicked, q, [this] { run(); });
    connect(copy, &QPushButton::clicked, q, [this] { phase == Phase::Done ? copyEnd() : copyScript(); });
    connect(close, &QPushButton::clicked, q, &PlanDialog::reject);
    connect(open, &QPushButton::clicked, q, [this] {
        emit q->openFileRequested(QString::fromStdString(refusal.place.file), refusal.place.line, refusal.place.column);
    });
    connect(optionsButton, &QToolButton::toggled, q, [this](bool on) {
        optionsButton->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
        options->setVisible(on);
    });
    connect(options, &RunOptionsFold::optionsChanged, q, [this] { showOptions(); });
    connect(confirmation, &NameConfirmation::confirmedChanged, q, [this] { enableRun(); });
    connect(view, &PlanView::openFileRequested, q,
            [this](const QString &file) { emit q->openFileRequested(file, 0, 0); });
    connect(recovery, &RecoveryCard::runAgainRequested, q, [this] { run(); });
    connect(recovery, &RecoveryCard::undoRequested, q, [this] { undo(); });
    connect(recovery, &RecoveryCard::stampRequested, q, &PlanDialog::stampRequested);
    connect(recovery, &RecoveryCard::restoreRequested, q, &PlanDialog::restoreRequested);
    connect(recovery, &RecoveryCard::openFileRequested, q, &PlanDialog::openFileRequested);
    connect(recovery, &RecoveryCard::copyRequested, q, [this] { copyEnd(); });
    connect(recovery, &RecoveryCard::closeRequested, q, &PlanDialog::reject);
    onControlReturn(q, [this] { run(); });
}

void PlanDialog::Private::enter(Phase next)
{
    phase = next;
    const bool runs = phase == Phase::Running || phase == Phase::Cancelling;
    progress->setVisible(runs);
    header->setTone({});
    header->setCode({});
    header->setSubtitle({});
    if (phase != Phase::Preview && phase != Phase::Refused)
        notice->dismiss();
    footer->setVisible(phase != Phase::Recovery);
    showButtons();
}

void PlanDialog::Private::showButtons()
{
    const bool previews = phase == Phase::Preview && !preview.plan.isEmpty();
    const bool runs = phase == Phase::Running || phase == Phase::Cancelling;
    optionsButton->setVisible(previews);
    options->setVisible(previews && optionsButton->isChecked());
    confirmation->setVisible(previews && isProduction());
    go->setVisible(previews);
    copy->setVisible(previews || phase == Phase::Done || (phase == Phase::Refused && !preview.steps.empty()));
    copy->setText(phase == Phase::Done ? tr("&Copy report") : tr("Copy S&QL"));
    copy->setAccessibleName(copy->text().remove(QLatin1Char('&')));
    open->setVisible(phase == Phase::Refused && refusal.place.isKnown());
    close->setEnabled(phase != Phase::Cancelling);
    if (phase == Phase::Cancelling)
        close->setText(tr("Cancelling …"));
    else
        close->setText(previews || runs ? tr("Cancel") : tr("Close"));
    close->setToolTip(runs ? tr("Stops the statement on the server and rolls it back (Esc)") : QString());
    close->setAccessibleName(close->text());
    showBackup();
    enableRun();
}

bool PlanDialog::Private::canRun() const
{
    return phase == Phase::Preview && !preview.plan.isEmpty() && !preview.refusal && !state.isRunning
        && (!isProduction() || confirmation->isConfirmed());
}

void PlanDialog::Private::enableRun()
{
    go->setEnabled(canRun());
    if (state.isRunning)
        go->setToolTip(tr("Another run is under way on this database"));
    else
        go->setToolTip(tr("Ctrl+Return"));
}

void PlanDialog::Private::showOptions()
{
    const run::RunOptions chosen = options->options();
    go->setText(words::runButton(preview, chosen.dryRun));
    go->setAccessibleName(go->text());
    header->setCommand(words::commandLine(preview, chosen));
    const bool loses = std::any_of(preview.steps.begin(), preview.steps.end(),
                                   [](const session::StepPreview &step) { return !step.losses.empty(); });
    loses && !chosen.dryRun ? makeDangerous(go) : makePrimary(go);
    go->updateGeometry();
    go->update();
    showBackup();
}

void PlanDialog::Private::showBackup()
{
    const bool previews = phase == Phase::Preview && !preview.plan.isEmpty();
    const bool isMade = previews && !preview.backupReason.empty() && !options->options().dryRun;
    backup->setVisible(isMade);
    backupText->setText(isMade ? tr("A backup is made first, since %1.").arg(QString::fromStdString(preview.backupReason))
                               : QString());
}

void PlanDialog::Private::run()
{
    if (phase == Phase::Recovery) {
        const revision::Plan plan = report.plan.isEmpty() ? preview.plan : report.plan;
        emit q->planRequested(plan.direction, QString::fromStdString(plan.target));
        return;
    }
    if (!canRun())
        return;
    const PlanPreview chosen = preview;
    q->startRun(0, chosen); // at once: a second Ctrl+Return must not run it twice, and Esc now means cancel
    emit q->runRequested(chosen, options->options());
}

void PlanDialog::Private::undo()
{
    using revision::Direction;
    const bool wasUpgrade = report.plan.direction == Direction::Upgrade;
    emit q->planRequested(wasUpgrade ? Direction::Downgrade : Direction::Upgrade,
                          wasUpgrade ? QStringLiteral("-1") : QStringLiteral("+1"));
}

void PlanDialog::Private::cancel()
{
    enter(Phase::Cancelling);
    progress->setCancelling();
    emit q->cancelRequested();
}

void PlanDialog::Private::showWarnings()
{
    const QStringList all = strings(preview.warnings);
    const auto others = static_cast<int>(all.size() - shownWarnings);
    const QString more = others > 0 ? tr("… and %n more: Copy SQL has all of them.", "", others) : QString();
    notice->setToolTip(all.join(QLatin1Char('\n')));
    if (all.isEmpty())
        notice->dismiss();
    else
        notice->present(ColourRole::Warning, QStringList(all.mid(0, shownWarnings)).join(QLatin1Char('\n')), more);
}

void PlanDialog::Private::showRefusal(const Error &error)
{
    QString sentence = QString::fromStdString(error.message);
    if (error.place.isKnown())
        sentence.prepend(QString::fromStdString(error.place.toString()) + QLatin1String(": "));
    notice->setToolTip({});
    notice->present(ColourRole::Failed, sentence, QString::fromStdString(error.hint));
}

void PlanDialog::Private::copyScript()
{
    QGuiApplication::clipboard()->setText(words::planScript(preview));
}

void PlanDialog::Private::copyEnd()
{
    QGuiApplication::clipboard()->setText(words::runEndText(preview, report, QString::fromStdString(state.address)));
}

QString PlanDialog::Private::runSubtitle(const run::RunReport &ended) const
{
    QStringList parts{QString::fromStdString(state.name)};
    if (journalRun > 0)
        parts << tr("run %1").arg(journalRun);
    parts << tr("after %1").arg(words::duration(ended.duration));
    return parts.join(QStringLiteral(" · "));
}

void PlanDialog::Private::showDone(const words::RunEnd &end)
{
    enter(Phase::Done);
    header->setTone(roleOf(end.tone));
    header->setTitle(end.title.toHtmlEscaped());
    header->setSubtitle(runSubtitle(report));
    rows->setText(tr("version rows now: %1").arg(words::revisions(report.versionRows)));
    body->setCurrentWidget(view);
    view->model()->setReport(report);
    close->setFocus();
}

void PlanDialog::Private::showRecovery(const words::RunEnd &end)
{
    enter(Phase::Recovery);
    header->setTone(roleOf(end.tone));
    header->setTitle(QLatin1String("<b>") + end.title.toHtmlEscaped() + QLatin1String("</b>"));
    header->setSubtitle(runSubtitle(report));
    header->setCommand({});
    header->setCode(end.sqlstate);
    recovery->showEnd(end);
    body->setCurrentWidget(recovery);
    recovery->setFocus();
}

PlanDialog::PlanDialog(QWidget *parent)
    : QDialog(parent)
    , d(std::make_unique<Private>(this))
{
    setObjectName(QStringLiteral("planDialog"));
    setAccessibleName(tr("Plan"));
    setWindowTitle(tr("Plan"));
    resize(dialogSize);
    showLoading();
}

PlanDialog::~PlanDialog() = default;

void PlanDialog::setDatabase(const session::DatabaseState &state, int number)
{
    d->state = state;
    d->header->setDatabase(state, number);
    if (d->phase == Phase::Done || d->phase == Phase::Recovery)
        d->header->setSubtitle(d->runSubtitle(d->report));
    d->showButtons();
}

PlanDialog::Phase PlanDialog::phase() const
{
    return d->phase;
}

QString PlanDialog::database() const
{
    return QString::fromStdString(d->state.name);
}

void PlanDialog::showLoading()
{
    d->preview = {};
    d->refusal = {};
    d->enter(Phase::Loading);
    d->header->setTitle(tr("Plan for <b>%1</b>").arg(database().toHtmlEscaped()));
    d->header->setCommand({});
    d->rows->setText({});
    d->notice->dismiss();
    d->page->showLoading(tr("Working out the plan …"));
    d->body->setCurrentWidget(d->page);
}

void PlanDialog::showPlan(const PlanPreview &preview)
{
    d->preview = preview;
    d->refusal = preview.refusal.value_or(Error{});
    d->report = {};
    d->journalRun = 0;
    d->confirmation->ask(QString::fromStdString(preview.database));
    d->enter(preview.refusal ? Phase::Refused : Phase::Preview);
    d->header->setTitle(words::planTitle(preview));
    if (preview.refusal)
        d->showRefusal(*preview.refusal);
    else
        d->showWarnings();
    const session::StepPreview *outside = stepOutsideTransaction(preview);
    d->options->setDryRunRefused(
        outside ? tr("(%1 runs outside a transaction)").arg(QString::fromStdString(outside->step.revision))
                : QString());
    d->options->startFrom(preview.options);
    d->showOptions();
    d->rows->setText(tr("version rows: %1").arg(words::versionRows(preview.plan.from, preview.plan.to)));
    setWindowTitle(words::runButton(preview, false));
    d->view->setPreview(preview);
    if (preview.plan.isEmpty()) {
        d->page->showEmpty(Icon::Check, tr("Nothing to do"),
                           tr("%1 is at %2 already.").arg(database(), words::revisions(preview.plan.from)));
        d->rows->setText({});
        d->body->setCurrentWidget(d->page);
        d->close->setFocus();
        return;
    }
    d->body->setCurrentWidget(d->view);
    if (d->isProduction() && !preview.refusal)
        d->confirmation->field()->setFocus();
    else
        d->view->list()->setFocus();
}

void PlanDialog::showFailure(const Error &error)
{
    d->preview = {};
    d->refusal = error;
    d->enter(Phase::Refused);
    d->header->setTitle(tr("No plan for <b>%1</b>").arg(database().toHtmlEscaped()));
    d->header->setCommand({});
    d->header->setTone(ColourRole::Failed);
    d->rows->setText({});
    d->notice->dismiss();
    QString sentence = QString::fromStdString(error.hint);
    if (error.place.isKnown())
        sentence.prepend(QString::fromStdString(error.place.toString()) + QLatin1String("\n\n"));
    d->page->showFailure(QString::fromStdString(error.message), sentence);
    d->body->setCurrentWidget(d->page);
    d->close->setFocus();
}

void PlanDialog::startRun(qint64 journalRun, const PlanPreview &preview)
{
    if (d->preview.plan != preview.plan)
        showPlan(preview);
    d->journalRun = journalRun;
    d->enter(Phase::Running);
    d->rows->setText(tr("version rows at the start: %1").arg(words::revisions(preview.plan.from)));
    d->progress->start(static_cast<int>(preview.plan.steps.size()));
    d->body->setCurrentWidget(d->view);
    d->close->setFocus();
}

void PlanDialog::addEvents(const std::vector<run::RunEvent> &events)
{
    if (d->phase != Phase::Running && d->phase != Phase::Cancelling)
        return;
    using Kind = run::RunEvent::Kind;
    StepModel *model = d->view->model();
    int started = 0;
    for (const run::RunEvent &event : events) {
        switch (event.kind) {
        case Kind::StepStarted:
            model->setState(event.step - 1, StepModel::State::Running);
            started = event.step;
            break;
        case Kind::StepFinished: model->setState(event.step - 1, StepModel::State::Done, event.duration); break;
        case Kind::StepFailed: model->setState(event.step - 1, StepModel::State::Failed, event.duration); break;
        default: break;
        }
    }
    d->progress->add(events);
    if (started > 0)
        d->view->followStep(started - 1);
}

void PlanDialog::finishRun(const run::RunReport &report)
{
    d->report = report;
    d->progress->stop();
    const words::RunEnd end = words::runEnd(d->preview, report);
    switch (report.outcome) {
    case run::Outcome::Failed:
    case run::Outcome::PartlyApplied:
    case run::Outcome::Cancelled: d->showRecovery(end); return;
    case run::Outcome::Done:
    case run::Outcome::NothingToDo:
    case run::Outcome::DryRun: d->showDone(end); return;
    }
}

void PlanDialog::reject()
{
    if (d->phase == Phase::Running)
        d->cancel();
    else if (d->phase != Phase::Cancelling)
        QDialog::reject();
}

void PlanDialog::closeEvent(QCloseEvent *event)
{
    if (d->phase == Phase::Running || d->phase == Phase::Cancelling) {
        event->ignore();
        reject();
        return;
    }
    QDialog::closeEvent(event);
}

} // namespace retort::ui
