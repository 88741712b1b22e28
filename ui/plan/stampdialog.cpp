// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/stampdialog.h"

#include "engine/base/text.h"
#include "ui/plan/commandline.h"
#include "ui/plan/controlreturn.h"
#include "ui/plan/dialogframe.h"
#include "ui/plan/nameconfirmation.h"
#include "ui/plan/planheader.h"
#include "ui/plan/revisionchoicedelegate.h"
#include "ui/plan/revisionchoices.h"
#include "ui/theme/databasebadge.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/noticebar.h"
#include "ui/theme/spacing.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

#include <algorithm>

namespace retort::ui {

namespace {

constexpr QSize dialogSize(880, 560);
constexpr int sideWidth = 320;

/// Rows before beside rows after, as HTML: what goes, what comes, what stays.
QString rowsAsHtml(const std::vector<std::string> &from, const std::vector<std::string> &to)
{
    const Theme &theme = Theme::current();
    const auto line = [](const QColor &colour, QChar sign, const std::string &row) {
        return QStringLiteral("<div style=\"color:%1; line-height:140%\">%2 %3</div>")
            .arg(colour.name(), QString(sign), QString::fromStdString(row).toHtmlEscaped());
    };
    const auto holds = [](const std::vector<std::string> &rows, const std::string &row) {
        return std::find(rows.begin(), rows.end(), row) != rows.end();
    };
    QString html;
    for (const std::string &row : from)
        html += holds(to, row) ? line(theme[ColourRole::Text], QChar(0x00a0), row)
                               : line(theme[ColourRole::Removed], QChar(0x2212), row);
    for (const std::string &row : to) {
        if (!holds(from, row))
            html += line(theme[ColourRole::Added], QLatin1Char('+'), row);
    }
    return html;
}

} // namespace

struct StampDialog::Private {
    explicit Private(StampDialog *dialog);
    QWidget *buildList();
    QWidget *buildSide();
    QWidget *buildFooter();
    void layOut();
    void connectParts();

    void fillChoices();
    void askForPreview();
    void showOrphans();
    void showCommand();
    void showEffect();
    void enableStamp();
    void stamp();
    bool changesNothing() const { return preview && preview->plan.from == preview->plan.to; }
    bool canStamp() const;
    QString command() const;

    StampDialog *q;
    session::DatabaseState state;
    session::ProjectStatePtr project;
    std::optional<session::PlanPreview> preview;
    bool isStamping = false;

    PlanHeader *header;
    NoticeBar *notice;
    RevisionChoices *choices;
    QSortFilterProxyModel *shown;
    QLineEdit *filter = nullptr;
    QListView *list = nullptr;
    QLabel *effect = nullptr;
    RoleLabel *effectNote = nullptr;
    QCheckBox *purge = nullptr;
    QLineEdit *reason = nullptr;
    NameConfirmation *confirmation;
    QPushButton *cancel = nullptr;
    QPushButton *go = nullptr;
};

StampDialog::Private::Private(StampDialog *dialog)
    : q(dialog)
    , header(new PlanHeader(q))
    , notice(new NoticeBar(q))
    , choices(new RevisionChoices(q))
    , shown(new QSortFilterProxyModel(q))
    , confirmation(new NameConfirmation(q))
{
    choices->setCheckable(true);
    shown->setSourceModel(choices);
    shown->setFilterRole(RevisionChoices::SearchRole);
    shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    confirmation->hide();
    layOut();
    connectParts();
}

QWidget *StampDialog::Private::buildList()
{
    auto *side = new Surface(ColourRole::Base, q);
    filter = new QLineEdit(side);
    name(filter, "stampFilter", tr("Filter revisions"));
    filter->setPlaceholderText(tr("Filter by id or message"));
    filter->setClearButtonEnabled(true);
    filter->addAction(icon(Icon::Search, ColourRole::Muted), QLineEdit::LeadingPosition);
    list = new QListView(side);
    name(list, "stampTargets", tr("Revisions to stamp"));
    list->setModel(shown);
    list->setItemDelegate(new RevisionChoiceDelegate(list));
    list->setUniformItemSizes(true);
    list->setFrameShape(QFrame::NoFrame);
    list->setMouseTracking(true);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);

    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins({});
    layout->setSpacing(spacing::small);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(spacing::panelMargin, spacing::medium, spacing::panelMargin, 0);
    top->addWidget(filter);
    layout->addLayout(top);
    layout->addWidget(list, 1);
    return side;
}

QWidget *StampDialog::Private::buildSide()
{
    auto *side = new Surface(ColourRole::Card, q);
    side->setFixedWidth(sideWidth);
    auto *about = new RoleLabel(tr("Sets the version rows and runs nothing: the schema stays as it is. For a database "
                                   "that is where the rows should say it is."),
                                ColourRole::Muted, side);
    about->setWordWrap(true);
    effect = new QLabel(side);
    effect->setObjectName(QStringLiteral("stampEffect"));
    effect->setFont(fonts::monospace(q->font()));
    effect->setTextFormat(Qt::RichText);
    effect->setWordWrap(true);
    effectNote = new RoleLabel(ColourRole::Muted, side);
    effectNote->setObjectName(QStringLiteral("stampNote"));
    effectNote->setWordWrap(true);
    purge = new QCheckBox(tr("&Purge: empty the version table first"), side);
    name(purge, "stampPurge", tr("Purge the version table first"));
    purge->setToolTip(tr("Also takes away rows that no revision of the project has"));
    reason = new QLineEdit(side);
    name(reason, "stampReason", tr("Reason"));
    reason->setPlaceholderText(tr("Reason, for the journal"));

    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(spacing::panelMargin, spacing::medium, spacing::panelMargin, spacing::medium);
    layout->setSpacing(spacing::small);
    layout->addWidget(about);
    layout->addSpacing(spacing::small);
    layout->addWidget(new SectionLabel(tr("Version rows"), side));
    layout->addWidget(effect);
    layout->addWidget(effectNote);
    layout->addStretch();
    layout->addWidget(purge);
    layout->addWidget(reason);
    return side;
}

QWidget *StampDialog::Private::buildFooter()
{
    auto *footer = new Surface(ColourRole::Base, q);
    cancel = new QPushButton(tr("Cancel"), footer);
    name(cancel, "stampCancel", tr("Cancel"));
    go = new QPushButton(footer);
    name(go, "stampRun", tr("Stamp"));
    makePrimary(go);
    for (QPushButton *button : {cancel, go})
        button->setAutoDefault(false);
    QHBoxLayout *layout = buttonRow(footer);
    layout->addStretch();
    layout->addWidget(cancel);
    layout->addWidget(go);
    return footer;
}

void StampDialog::Private::layOut()
{
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(buildList(), 1);
    middle->addWidget(new Hairline(Qt::Vertical, q));
    middle->addWidget(buildSide());
    QVBoxLayout *layout = columnBelow(header, q);
    layout->addWidget(notice);
    layout->addLayout(middle, 1);
    layout->addWidget(new Hairline(Qt::Horizontal, q));
    layout->addWidget(confirmation);
    layout->addWidget(buildFooter());
}

void StampDialog::Private::connectParts()
{
    connect(filter, &QLineEdit::textChanged, shown, &QSortFilterProxyModel::setFilterFixedString);
    connect(choices, &RevisionChoices::checkedChanged, q, [this] { askForPreview(); });
    connect(purge, &QCheckBox::toggled, q, [this] { askForPreview(); });
    connect(reason, &QLineEdit::textChanged, q, [this] {
        showCommand();
        showEffect();
    });
    connect(confirmation, &NameConfirmation::confirmedChanged, q, [this] { enableStamp(); });
    connect(cancel, &QPushButton::clicked, q, &QDialog::reject);
    connect(go, &QPushButton::clicked, q, [this] { stamp(); });
    onControlReturn(q, [this] { stamp(); });
    connect(new QShortcut(QKeySequence::Find, q), &QShortcut::activated, filter, [this] { filter->setFocus(); });
}

void StampDialog::Private::fillChoices()
{
    if (!project)
        return;
    const revision::BranchBinding binding(project->map, state.name, state.branch);
    choices->setRevisions(project->map, binding, state.rows, true);
}

QString StampDialog::Private::command() const
{
    QString line = QLatin1String("retort -x db=") + QString::fromStdString(state.name) + QLatin1String(" stamp ")
        + choices->checked().join(QLatin1Char(' '));
    if (purge->isChecked())
        line += QLatin1String(" --purge");
    if (const QString why = reason->text().trimmed(); !why.isEmpty())
        line += QLatin1String(" --reason ") + shellQuoted(why);
    return line;
}

void StampDialog::Private::showCommand()
{
    header->setCommand(choices->checked().isEmpty() ? QString() : command());
}

/// Rows that no revision has are what a stamp mends: it says where their files were, and how it takes them away.
void StampDialog::Private::showOrphans()
{
    if (state.unknownRows.empty()) {
        notice->dismiss();
        return;
    }
    notice->present(ColourRole::Warning,
                    tr("The version table names %1, which no file of this project has.")
                        .arg(QString::fromStdString(text::join(state.unknownRows, ", "))),
                    words::orphanRemedies(state, tr("Restore the file; or tick where the schema is, and purge.")));
}

void StampDialog::Private::askForPreview()
{
    preview.reset();
    showOrphans();
    const QStringList targets = choices->checked();
    showCommand();
    showEffect();
    if (!targets.isEmpty())
        emit q->previewRequested(targets, purge->isChecked());
}

void StampDialog::Private::showEffect()
{
    if (preview) {
        effect->setText(rowsAsHtml(preview->plan.from, preview->plan.to));
        effectNote->setText(changesNothing()                         ? tr("These are the rows already.")
                                : reason->text().trimmed().isEmpty() ? tr("Say why: it is kept with the run.")
                                                                     : QString());
    } else {
        effect->setText(rowsAsHtml(state.rows, state.rows));
        effectNote->setText(choices->checked().isEmpty() ? tr("Tick the revision that the database is at.")
                                                         : QString());
    }
    effect->setVisible(!effect->text().isEmpty());
    if (effect->text().isEmpty() && effectNote->text().isEmpty())
        effectNote->setText(tr("none"));
    effectNote->setVisible(!effectNote->text().isEmpty());
    enableStamp();
}

bool StampDialog::Private::canStamp() const
{
    return preview && !preview->refusal && !changesNothing() && !reason->text().trimmed().isEmpty() && !isStamping
        && !state.isRunning
        && (state.tier != project::Tier::Prod || confirmation->isConfirmed());
}

void StampDialog::Private::enableStamp()
{
    go->setEnabled(canStamp());
}

void StampDialog::Private::stamp()
{
    if (!canStamp())
        return;
    isStamping = true;
    enableStamp();
    const session::PlanPreview chosen = *preview;
    emit q->stampRequested(chosen, reason->text().trimmed());
}

StampDialog::StampDialog(QWidget *parent)
    : QDialog(parent)
    , d(std::make_unique<Private>(this))
{
    setObjectName(QStringLiteral("stampDialog"));
    setAccessibleName(tr("Stamp"));
    setWindowTitle(tr("Stamp"));
    resize(dialogSize);
    d->filter->setFocus();
    d->showEffect();
}

StampDialog::~StampDialog() = default;

void StampDialog::setDatabase(const session::DatabaseState &state, int number)
{
    const bool isOther = d->state.name != state.name;
    const bool moved = d->state.rows != state.rows;
    d->state = state;
    d->header->setDatabase(state, number);
    d->header->setTitle(tr("Stamp <b>%1</b>").arg(QString::fromStdString(state.name).toHtmlEscaped()));
    d->go->setText(tr("Stamp %1").arg(QString::fromStdString(state.name)));
    d->go->setAccessibleName(d->go->text());
    if (isOther)
        d->confirmation->ask(QString::fromStdString(state.name));
    d->confirmation->setVisible(state.tier == project::Tier::Prod);
    if (isOther || moved) {
        // Without it the unknown rows stay, and refuse the stamp.
        if (!state.unknownRows.empty()) {
            const QSignalBlocker quiet(d->purge);
            d->purge->setChecked(true);
        }
        d->fillChoices();
        d->askForPreview();
    } else {
        d->enableStamp();
    }
}

void StampDialog::setProject(const session::ProjectStatePtr &project)
{
    d->project = project;
    d->fillChoices();
    d->askForPreview();
}

void StampDialog::setTargets(const QStringList &targets)
{
    d->choices->setChecked(targets);
    const QModelIndexList found = targets.isEmpty()
        ? QModelIndexList()
        : d->shown->match(d->shown->index(0, 0), RevisionChoices::IdRole, targets.first(), 1, Qt::MatchExactly);
    if (!found.isEmpty())
        d->list->setCurrentIndex(found.first());
}

QStringList StampDialog::targets() const
{
    return d->choices->checked();
}

void StampDialog::showPreview(const session::PlanPreview &preview)
{
    d->preview = preview;
    if (preview.refusal)
        d->notice->present(ColourRole::Failed, QString::fromStdString(preview.refusal->message),
                           QString::fromStdString(preview.refusal->hint));
    else if (!preview.warnings.empty())
        d->notice->present(ColourRole::Warning, QString::fromStdString(preview.warnings.front()), {});
    d->showEffect();
}

void StampDialog::showFailure(const Error &error)
{
    d->preview.reset();
    d->notice->present(ColourRole::Failed, QString::fromStdString(error.message), QString::fromStdString(error.hint));
    d->showEffect();
}

void StampDialog::finishStamp(const run::RunReport &report)
{
    d->isStamping = false;
    if (report.outcome == run::Outcome::Done || report.outcome == run::Outcome::NothingToDo) {
        accept();
        return;
    }
    d->askForPreview();
    const Error error = report.error.value_or(makeError("cancelled", tr("The stamp was cancelled.").toStdString()));
    d->notice->present(ColourRole::Failed, QString::fromStdString(error.message), QString::fromStdString(error.hint));
}

} // namespace retort::ui
