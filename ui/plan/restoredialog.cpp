// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/restoredialog.h"

#include "engine/base/text.h"
#include "engine/session/backup.h"
#include "ui/plan/commandline.h"
#include "ui/plan/controlreturn.h"
#include "ui/plan/dialogframe.h"
#include "ui/plan/nameconfirmation.h"
#include "ui/plan/planheader.h"
#include "ui/theme/fonts.h"
#include "ui/theme/labels.h"
#include "ui/theme/noticebar.h"
#include "ui/theme/spacing.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <optional>

namespace retort::ui {

namespace {

constexpr QSize dialogSize(760, 400);
constexpr int barHeight = 4;
constexpr int labelColumnWidth = 120;

QString rowsText(const std::vector<std::string> &rows)
{
    return rows.empty() ? RestoreDialog::tr("no revision applied") : QString::fromStdString(text::join(rows, ", "));
}

/// "d, c": those that come first, and how many more.
QString revisionsText(const std::vector<std::string> &revisions)
{
    constexpr std::size_t most = 6;
    if (revisions.size() <= most)
        return QString::fromStdString(text::join(revisions, ", "));
    const auto more = static_cast<int>(revisions.size() - most);
    return RestoreDialog::tr("%1 and %n more", "", more)
        .arg(QString::fromStdString(text::join({revisions.begin(), revisions.begin() + most}, ", ")));
}

} // namespace

struct RestoreDialog::Private {
    explicit Private(RestoreDialog *dialog);
    QWidget *buildFile();
    QWidget *buildFacts();
    QWidget *buildFooter();
    void layOut();

    void choose();
    void ask();
    void showFacts();
    void showRow(QWidget *value, bool isShown);
    void setFact(QLabel *fact, const QString &text);
    /// What was true only before the restore.
    void hideForecast();
    QString lossText() const;
    void enable();
    bool canRestore() const;
    void restore();

    RestoreDialog *q;
    session::DatabaseState state;
    std::optional<session::RestorePlan> plan;
    bool isRunning = false;
    bool isDone = false;
    QString kept; ///< what was said of the database as it was

    PlanHeader *header;
    NoticeBar *notice;
    QLineEdit *file = nullptr;
    QPushButton *browse = nullptr;
    QGridLayout *facts = nullptr;
    RoleLabel *taken = nullptr;
    RoleLabel *from = nullptr;
    RoleLabel *to = nullptr;
    RoleLabel *lost = nullptr;
    RoleLabel *regained = nullptr;
    RoleLabel *data = nullptr;
    CommandLine *command = nullptr;
    QCheckBox *dropOld = nullptr;
    NameConfirmation *confirmation;
    QLabel *progress = nullptr;
    QProgressBar *bar = nullptr;
    QPushButton *cancel = nullptr;
    QPushButton *go = nullptr;
};

RestoreDialog::Private::Private(RestoreDialog *dialog)
    : q(dialog)
    , header(new PlanHeader(q))
    , notice(new NoticeBar(q))
    , confirmation(new NameConfirmation(q))
{
    confirmation->hide();
    layOut();
    connect(confirmation, &NameConfirmation::confirmedChanged, q, [this] { enable(); });
    onControlReturn(q, [this] { restore(); });
}

QWidget *RestoreDialog::Private::buildFile()
{
    auto *row = new QWidget(q);
    file = new QLineEdit(row);
    name(file, "restoreFile", tr("Backup file"));
    file->setPlaceholderText(tr("A file that a run or pg_dump -Fc wrote"));
    connect(file, &QLineEdit::editingFinished, q, [this] {
        if (file->isModified())
            ask();
    });
    browse = new QPushButton(tr("Ch&oose…"), row);
    name(browse, "restoreBrowse", tr("Choose a backup"));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, q, [this] { choose(); });
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(spacing::small);
    layout->addWidget(file, 1);
    layout->addWidget(browse);
    return row;
}

QWidget *RestoreDialog::Private::buildFacts()
{
    auto *body = new Surface(ColourRole::Base, q);
    facts = new QGridLayout;
    facts->setColumnMinimumWidth(0, labelColumnWidth);
    facts->setColumnStretch(1, 1);
    facts->setHorizontalSpacing(spacing::medium);
    facts->setVerticalSpacing(spacing::small);
    int line = 0;
    const auto add = [&](const QString &label, QWidget *value, Qt::Alignment alignment = Qt::AlignTop) {
        facts->addWidget(new RoleLabel(label, ColourRole::Muted, body), line, 0, alignment);
        facts->addWidget(value, line++, 1);
    };
    const auto fact = [&](const char *objectName, const QString &label) {
        auto *value = new RoleLabel(ColourRole::Text, body);
        name(value, objectName, label);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        add(label, value);
        return value;
    };
    add(tr("Backup"), buildFile(), Qt::AlignVCenter);
    taken = fact("restoreTaken", tr("Taken"));
    from = fact("restoreFrom", tr("Is at"));
    to = fact("restoreTo", tr("Goes to"));
    for (QLabel *ids : {from, to})
        ids->setFont(fonts::monospace(ids->font()));
    lost = fact("restoreLost", tr("Undone"));
    regained = fact("restoreRegained", tr("Back"));
    data = fact("restoreData", tr("Lost"));
    command = new CommandLine(body);
    command->setObjectName(QStringLiteral("restoreCommand"));
    command->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    add(tr("Command"), command, Qt::AlignVCenter);
    dropOld = new QCheckBox(tr("&Don't keep the database as it is now"), body);
    name(dropOld, "restoreDropOld", tr("Don't keep the database as it is now"));
    dropOld->setToolTip(tr("Else it stays on the server under another name, closed to connections"));
    connect(dropOld, &QCheckBox::toggled, q, [this] {
        if (plan)
            ask();
    });
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(spacing::panelMargin, spacing::medium, spacing::panelMargin, spacing::medium);
    layout->setSpacing(spacing::medium);
    facts->addWidget(dropOld, line, 1);
    layout->addLayout(facts);
    layout->addStretch();
    return body;
}

QWidget *RestoreDialog::Private::buildFooter()
{
    auto *footer = new Surface(ColourRole::Base, q);
    progress = new QLabel(footer);
    name(progress, "restoreProgress", tr("Progress of the restore"));
    bar = new QProgressBar(footer);
    bar->setObjectName(QStringLiteral("restoreBar"));
    bar->setAccessibleName(tr("The restore is going on"));
    bar->setRange(0, 0); // nobody knows how long it takes
    bar->setTextVisible(false);
    bar->setFixedHeight(barHeight);
    bar->hide();
    cancel = new QPushButton(tr("Cancel"), footer);
    name(cancel, "restoreCancel", tr("Cancel"));
    connect(cancel, &QPushButton::clicked, q, &RestoreDialog::reject);
    go = new QPushButton(tr("Restore"), footer);
    name(go, "restoreRun", tr("Restore"));
    makeDangerous(go);
    connect(go, &QPushButton::clicked, q, [this] { restore(); });
    for (QPushButton *button : {cancel, go})
        button->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(spacing::small);
    buttons->addWidget(progress, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(go);
    auto *layout = new QVBoxLayout(footer);
    layout->setContentsMargins(spacing::panelMargin, spacing::medium, spacing::panelMargin, spacing::medium);
    layout->addWidget(bar);
    layout->addLayout(buttons);
    return footer;
}

void RestoreDialog::Private::layOut()
{
    QVBoxLayout *layout = columnBelow(header, q);
    layout->addWidget(notice);
    layout->addWidget(buildFacts(), 1);
    layout->addWidget(new Hairline(Qt::Horizontal, q));
    layout->addWidget(confirmation);
    layout->addWidget(buildFooter());
}

void RestoreDialog::Private::choose()
{
    const QString chosen = QFileDialog::getOpenFileName(q, tr("Choose a backup"), file->text(),
                                                        tr("Backups (*.dump);;All files (*)"));
    if (!chosen.isEmpty())
        q->setFile(chosen);
}

void RestoreDialog::Private::ask()
{
    plan.reset();
    notice->dismiss();
    progress->setText(tr("Reading the backup …"));
    showFacts();
    emit q->planRequested(file->text().trimmed(), dropOld->isChecked());
}

void RestoreDialog::Private::showRow(QWidget *value, bool isShown)
{
    int row = 0;
    int column = 0;
    int rows = 0;
    int columns = 0;
    facts->getItemPosition(facts->indexOf(value), &row, &column, &rows, &columns);
    facts->itemAtPosition(row, 0)->widget()->setVisible(isShown);
    value->setVisible(isShown);
}

void RestoreDialog::Private::setFact(QLabel *fact, const QString &text)
{
    fact->setText(text);
    showRow(fact, !text.isEmpty());
}

void RestoreDialog::Private::hideForecast()
{
    for (QWidget *value : {static_cast<QWidget *>(from), static_cast<QWidget *>(to), static_cast<QWidget *>(lost),
                           static_cast<QWidget *>(regained), static_cast<QWidget *>(data),
                           static_cast<QWidget *>(command)})
        showRow(value, false);
    dropOld->hide();
}

void RestoreDialog::Private::showFacts()
{
    if (!plan) {
        showRow(taken, false);
        hideForecast();
        enable();
        return;
    }
    const session::DumpFacts &dump = plan->dump;
    QString origin = tr("%1, from %2 on PostgreSQL %3; %4")
                         .arg(QString::fromStdString(dump.taken), QString::fromStdString(dump.databaseName),
                              QString::fromStdString(dump.serverVersion),
                              QString::fromStdString(session::sizeText(dump.bytes)));
    if (!dump.timescaleVersion.empty())
        origin += QLatin1String(", TimescaleDB ") + QString::fromStdString(dump.timescaleVersion);
    setFact(taken, origin);
    setFact(from, rowsText(plan->rowsNow));
    setFact(to, rowsText(dump.rows));
    const auto counted = [](const std::vector<std::string> &revisions) { return static_cast<int>(revisions.size()); };
    setFact(lost, plan->lost.empty() ? QString()
                                     : tr("%n revision(s) applied since: %1", "", counted(plan->lost))
                                           .arg(revisionsText(plan->lost)));
    setFact(regained, plan->regained.empty() ? QString()
                                             : tr("%n revision(s) undone since: %1", "", counted(plan->regained))
                                                   .arg(revisionsText(plan->regained)));
    setFact(data, lossText());
    data->setColourRole(plan->inPlace || plan->options.dropOld ? ColourRole::Failed : ColourRole::Warning);
    dropOld->setVisible(!plan->inPlace);
    command->setCommand(QString::fromStdString(plan->commandLine));
    showRow(command, true);
    enable();
}

QString RestoreDialog::Private::lossText() const
{
    if (plan->inPlace)
        return tr("All data written since the backup, for good: %1, so one transaction drops what is there.")
            .arg(QString::fromStdString(plan->whyInPlace));
    if (plan->options.dropOld)
        return tr("All data written since the backup, for good: the database as it is now is dropped.");
    return tr("All data written since the backup. The database as it is now is kept beside, under another name.");
}

bool RestoreDialog::Private::canRestore() const
{
    return plan && !isRunning && !isDone && !state.isRunning
        && (state.tier != project::Tier::Prod || confirmation->isConfirmed());
}

void RestoreDialog::Private::enable()
{
    go->setEnabled(canRestore());
    go->setVisible(!isDone);
    cancel->setText(isDone ? tr("Close") : tr("Cancel"));
    cancel->setAccessibleName(cancel->text());
    bar->setVisible(isRunning);
    for (QWidget *input : {static_cast<QWidget *>(file), static_cast<QWidget *>(browse),
                           static_cast<QWidget *>(dropOld), static_cast<QWidget *>(confirmation)})
        input->setEnabled(!isRunning && !isDone);
    confirmation->setVisible(state.tier == project::Tier::Prod && !isDone);
}

void RestoreDialog::Private::restore()
{
    if (!canRestore())
        return;
    q->startRestore();
    const session::RestorePlan chosen = *plan;
    emit q->restoreRequested(chosen);
}

RestoreDialog::RestoreDialog(QWidget *parent)
    : QDialog(parent)
    , d(std::make_unique<Private>(this))
{
    setObjectName(QStringLiteral("restoreDialog"));
    setAccessibleName(tr("Restore"));
    setWindowTitle(tr("Restore"));
    resize(dialogSize);
    d->showFacts();
}

RestoreDialog::~RestoreDialog() = default;

void RestoreDialog::setDatabase(const session::DatabaseState &state, int number)
{
    const bool isOther = d->state.name != state.name;
    const QString database = QString::fromStdString(state.name);
    d->state = state;
    d->header->setDatabase(state, number);
    d->header->setTitle(tr("Restore <b>%1</b> from a backup").arg(database.toHtmlEscaped()));
    d->go->setText(tr("Restore %1").arg(database));
    d->go->setAccessibleName(d->go->text());
    if (isOther)
        d->confirmation->ask(database);
    d->enable();
}

void RestoreDialog::setFile(const QString &file)
{
    d->isDone = false;
    d->file->setText(file);
    d->file->setModified(false);
    d->ask();
}

void RestoreDialog::showPlan(const session::RestorePlan &plan)
{
    if (d->isRunning)
        return;
    d->plan = plan;
    d->progress->clear();
    d->file->setText(QString::fromStdString(plan.dump.file.string()));
    d->file->setModified(false);
    if (!plan.warnings.empty())
        d->notice->present(ColourRole::Warning, QString::fromStdString(text::join(plan.warnings, " ")), {});
    d->showFacts();
}

void RestoreDialog::showFailure(const Error &error)
{
    d->plan.reset();
    d->progress->clear();
    d->notice->present(ColourRole::Failed, QString::fromStdString(error.message), QString::fromStdString(error.hint));
    d->showFacts();
}

void RestoreDialog::startRestore()
{
    d->isRunning = true;
    d->kept.clear();
    d->notice->dismiss();
    d->progress->setText(tr("Starting …"));
    d->enable();
}

void RestoreDialog::addEvents(const std::vector<run::RunEvent> &events)
{
    if (!d->isRunning)
        return;
    for (const run::RunEvent &event : events) {
        const QString sentence = QString::fromStdString(event.text);
        if (event.kind == run::RunEvent::Kind::Waiting)
            d->progress->setText(sentence);
        else if (event.kind == run::RunEvent::Kind::Notice)
            d->kept = sentence;
    }
}

void RestoreDialog::finishRestore(const run::RunReport &report)
{
    d->isRunning = false;
    d->progress->clear();
    if (report.outcome == run::Outcome::Done) {
        d->isDone = true;
        d->hideForecast();
        d->notice->present(ColourRole::Applied,
                           tr("%1 is as it was when the backup was made, at %2.")
                               .arg(QString::fromStdString(d->state.name), rowsText(report.versionRows)),
                           d->kept);
        d->enable();
        d->cancel->setFocus();
        return;
    }
    const Error error = report.error.value_or(makeError("cancelled", tr("The restore was cancelled.").toStdString()));
    const bool wasCancelled = report.outcome == run::Outcome::Cancelled;
    d->notice->present(wasCancelled ? ColourRole::Warning : ColourRole::Failed, QString::fromStdString(error.message),
                       QString::fromStdString(error.hint));
    d->enable();
}

void RestoreDialog::reject()
{
    if (d->isRunning) {
        d->progress->setText(tr("Cancelling …"));
        emit cancelRequested();
        return;
    }
    QDialog::reject();
}

} // namespace retort::ui
