// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/editdialog.h"

#include "ui/plan/commandline.h"
#include "ui/plan/dialogframe.h"
#include "ui/plan/nameconfirmation.h"
#include "ui/plan/planheader.h"
#include "ui/plan/sqlview.h"
#include "ui/theme/icons.h"
#include "ui/theme/noticebar.h"
#include "ui/theme/spacing.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace retort::ui {

namespace {

constexpr QSize dialogSize(900, 640);

int countOf(const session::StoredComparison &comparison, text::DiffLine::Kind kind)
{
    return static_cast<int>(std::count_if(comparison.lines.begin(), comparison.lines.end(),
                                          [kind](const text::DiffLine &line) { return line.kind == kind; }));
}

} // namespace

struct EditDialog::Private {
    explicit Private(EditDialog *dialog);
    QWidget *buildScript();
    QWidget *buildReason();
    QWidget *buildFooter();
    void layOut();
    void connectParts();

    void beginAccepting();
    void showButtons();
    void accept();
    bool isEdited() const { return comparison && comparison->isEdited(); }
    bool canAccept() const;
    bool isProduction() const { return state.tier == project::Tier::Prod; }

    EditDialog *q;
    session::DatabaseState state;
    QString revision;
    std::optional<session::StoredComparison> comparison;
    bool isAccepting = false; ///< the reason is asked for
    bool isAsked = false;     ///< the answer is still due

    PlanHeader *header;
    NoticeBar *notice;
    ElidedLabel *origin = nullptr;
    SqlView *diff = nullptr;
    QWidget *reasonRow = nullptr;
    QLineEdit *reason = nullptr;
    NameConfirmation *confirmation;
    RoleLabel *counts = nullptr;
    QPushButton *copy = nullptr;
    QPushButton *open = nullptr;
    QPushButton *close = nullptr;
    QPushButton *go = nullptr;
};

EditDialog::Private::Private(EditDialog *dialog)
    : q(dialog)
    , header(new PlanHeader(q))
    , notice(new NoticeBar(q))
    , confirmation(new NameConfirmation(q))
{
    layOut();
    connectParts();
}

QWidget *EditDialog::Private::buildScript()
{
    auto *side = new Surface(ColourRole::Card, q);
    origin = new ElidedLabel(side);
    origin->setObjectName(QStringLiteral("editOrigin"));
    origin->setColourRole(ColourRole::Muted);
    diff = new SqlView("editDiff", tr("What was edited since the revision was applied"), side);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(spacing::panelMargin, spacing::small, 0, 0);
    layout->setSpacing(spacing::small);
    layout->addWidget(origin);
    layout->addWidget(diff, 1);
    return side;
}

QWidget *EditDialog::Private::buildReason()
{
    reasonRow = new Surface(ColourRole::Base, q);
    reason = new QLineEdit(reasonRow);
    name(reason, "editReason", tr("Reason"));
    reason->setPlaceholderText(tr("Why the edit is meant, for the history"));
    auto *about = new RoleLabel(tr("The file as it is now counts as what was applied from then on. Nothing runs."),
                                ColourRole::Muted, reasonRow);
    auto *layout = new QVBoxLayout(reasonRow);
    layout->setContentsMargins(spacing::panelMargin, spacing::medium, spacing::panelMargin, 0);
    layout->setSpacing(spacing::small);
    layout->addWidget(about);
    layout->addWidget(reason);
    return reasonRow;
}

QWidget *EditDialog::Private::buildFooter()
{
    auto *footer = new Surface(ColourRole::Base, q);
    counts = new RoleLabel(ColourRole::Muted, footer);
    counts->setObjectName(QStringLiteral("editCounts"));
    const auto button = [&](const char *objectName, const QString &text) {
        auto *made = new QPushButton(text, footer);
        made->setAutoDefault(false);
        name(made, objectName, text);
        return made;
    };
    copy = button("editCopy", tr("Copy diff"));
    copy->setIcon(icon(Icon::Copy));
    open = button("editOpenFile", tr("Open the file"));
    close = button("editClose", tr("Close"));
    go = button("editAccept", tr("Accept the edit…"));
    QHBoxLayout *layout = buttonRow(footer);
    layout->addWidget(counts, 1);
    for (QPushButton *made : {copy, open, close, go})
        layout->addWidget(made);
    return footer;
}

void EditDialog::Private::layOut()
{
    QVBoxLayout *layout = columnBelow(header, q);
    layout->addWidget(notice);
    layout->addWidget(buildScript(), 1);
    layout->addWidget(new Hairline(Qt::Horizontal, q));
    layout->addWidget(buildReason());
    layout->addWidget(confirmation);
    layout->addWidget(buildFooter());
}

void EditDialog::Private::connectParts()
{
    connect(copy, &QPushButton::clicked, q,
            [this] { emit q->copyRequested(QString::fromStdString(comparison->unified())); });
    connect(open, &QPushButton::clicked, q, [this] {
        const auto edited = std::find_if(comparison->lines.begin(), comparison->lines.end(),
                                         [](const text::DiffLine &line) { return line.oldLine == 0; });
        emit q->openFileRequested(QString::fromStdString(comparison->file),
                                  edited == comparison->lines.end() ? 0 : edited->newLine, 0);
    });
    connect(close, &QPushButton::clicked, q, &QDialog::reject);
    connect(go, &QPushButton::clicked, q, [this] { isAccepting ? accept() : beginAccepting(); });
    connect(reason, &QLineEdit::textChanged, q, [this] { showButtons(); });
    connect(reason, &QLineEdit::returnPressed, q, [this] { accept(); });
    connect(confirmation, &NameConfirmation::confirmedChanged, q, [this] { showButtons(); });
}

void EditDialog::Private::beginAccepting()
{
    isAccepting = true;
    confirmation->ask(QString::fromStdString(state.name));
    showButtons();
    reason->setFocus();
}

bool EditDialog::Private::canAccept() const
{
    if (!isEdited() || isAsked || state.isRunning)
        return false;
    return !isAccepting
        || (!reason->text().trimmed().isEmpty() && (!isProduction() || confirmation->isConfirmed()));
}

void EditDialog::Private::showButtons()
{
    reasonRow->setVisible(isAccepting);
    confirmation->setVisible(isAccepting && isProduction());
    go->setVisible(isEdited());
    go->setEnabled(canAccept());
    go->setText(isAccepting ? tr("Accept the edit of %1").arg(revision) : tr("Accept the edit…"));
    go->setAccessibleName(go->text());
    isAccepting ? makePrimary(go) : makeSecondary(go);
    copy->setEnabled(isEdited());
    open->setEnabled(comparison.has_value());
    QString command = QStringLiteral("retort -x db=%1 show %2 --diff").arg(QString::fromStdString(state.name), revision);
    if (isAccepting) {
        QStringList rows;
        for (const std::string &row : state.rows)
            rows << QString::fromStdString(row);
        command = QStringLiteral("retort -x db=%1 upgrade %2 --accept-edit %3")
                      .arg(QString::fromStdString(state.name), rows.join(QLatin1Char(' ')), revision);
        if (const QString why = reason->text().trimmed(); !why.isEmpty())
            command += QLatin1String(" --reason ") + shellQuoted(why);
    }
    header->setCommand(command);
}

void EditDialog::Private::accept()
{
    if (!isAccepting || !canAccept())
        return;
    isAsked = true;
    showButtons();
    emit q->acceptRequested(revision, reason->text().trimmed());
}

EditDialog::EditDialog(QWidget *parent)
    : QDialog(parent)
    , d(std::make_unique<Private>(this))
{
    setObjectName(QStringLiteral("editDialog"));
    setAccessibleName(tr("Compare with what ran"));
    setWindowTitle(tr("Compare with what ran"));
    resize(dialogSize);
    d->showButtons();
}

EditDialog::~EditDialog() = default;

void EditDialog::setDatabase(const session::DatabaseState &state, int number)
{
    d->state = state;
    d->header->setDatabase(state, number);
    d->showButtons();
}

void EditDialog::showLoading(const QString &revision)
{
    d->revision = revision;
    d->comparison.reset();
    d->isAccepting = d->isAsked = false;
    d->reason->clear();
    d->header->setTitle(tr("<b>%1</b>: the file, and what ran").arg(revision.toHtmlEscaped()));
    d->notice->dismiss();
    d->diff->setSql({});
    d->origin->setText({});
    d->counts->setText(tr("Reading the texts …"));
    d->showButtons();
}

QString EditDialog::revision() const
{
    return d->revision;
}

void EditDialog::showComparison(const session::StoredComparison &comparison)
{
    d->comparison = comparison;
    d->isAsked = false;
    d->notice->dismiss();
    d->diff->setDiff(comparison.lines);
    d->origin->setText(QString::fromStdString(comparison.storedFile + ", " + comparison.origin));
    if (comparison.isEdited())
        d->counts->setText(tr("%n lines gone", nullptr, countOf(comparison, text::DiffLine::Kind::Removed))
                           + QStringLiteral(" · ")
                           + tr("%n lines new", nullptr, countOf(comparison, text::DiffLine::Kind::Added)));
    else
        d->counts->setText(tr("The file is what was applied."));
    d->showButtons();
}

void EditDialog::showFailure(const Error &error)
{
    d->isAsked = false;
    if (!d->comparison)
        d->counts->setText({});
    d->notice->present(ColourRole::Failed, QString::fromStdString(error.toString()),
                       QString::fromStdString(error.hint));
    d->showButtons();
}

} // namespace retort::ui
