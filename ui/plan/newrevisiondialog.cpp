// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/newrevisiondialog.h"

#include "engine/advice/sensitive.h"
#include "ui/plan/controlreturn.h"
#include "ui/plan/dialogframe.h"
#include "ui/plan/generationrow.h"
#include "ui/plan/newrevisionform.h"
#include "ui/plan/planheader.h"
#include "ui/plan/sqlview.h"
#include "ui/theme/fonts.h"
#include "ui/theme/noticebar.h"
#include "ui/theme/spacing.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <optional>
#include <utility>

namespace retort::ui {

namespace {

constexpr QSize dialogSize(940, 680);

} // namespace

struct NewRevisionDialog::Private {
    explicit Private(NewRevisionDialog *dialog);
    QWidget *buildSql(const QString &title, const char *objectName, SqlView *&view, QCheckBox *&transactional);
    QWidget *buildFooter();
    void layOut();
    void connectParts();

    void showConsequences();
    void create();
    QString command() const;
    void generate();
    void fillSql(const session::GeneratedRevisions &result);
    void setSqlEditable(bool isEditable);
    void takeEdit();
    void adviseOnSql();
    void askAboutRenames(const std::vector<diff::RenameCandidate> &candidates);

    NewRevisionDialog *q;
    bool isCreating = false;
    bool isFilling = false; ///< the editors change by our own doing
    std::optional<session::GeneratedRevisions> generated; ///< what stands in the editors, untouched
    std::vector<std::string> renames;     ///< that the person said yes to
    std::vector<std::string> looksRenamed; ///< what they are asked about
    bool isAskedAboutRenames = false;
    QString waitsForUpgrade; ///< the database that a generation waits for

    PlanHeader *header;
    NoticeBar *notice;
    NewRevisionForm *form;
    GenerationRow *generation;
    RoleLabel *sensitive;
    SqlView *up = nullptr;
    SqlView *down = nullptr;
    QCheckBox *upTransactional = nullptr;
    QCheckBox *downTransactional = nullptr;
    ElidedLabel *file = nullptr;
    QPushButton *cancel = nullptr;
    QPushButton *go = nullptr;
};

NewRevisionDialog::Private::Private(NewRevisionDialog *dialog)
    : q(dialog)
    , header(new PlanHeader(q))
    , notice(new NoticeBar(q))
    , form(new NewRevisionForm(q))
    , generation(new GenerationRow(q))
    , sensitive(new RoleLabel(ColourRole::Warning, q))
{
    layOut();
    connectParts();
}

QWidget *NewRevisionDialog::Private::buildSql(const QString &title, const char *objectName, SqlView *&view,
                                              QCheckBox *&transactional)
{
    auto *side = new Surface(ColourRole::Card, q);
    view = new SqlView(objectName, title, side);
    view->setEditable(true);
    transactional = new QCheckBox(tr("in one transaction"), side);
    const QByteArray boxName = QByteArray(objectName) + "Transactional";
    name(transactional, boxName.constData(), tr("%1 runs in one transaction").arg(title));
    transactional->setChecked(true);
    transactional->setToolTip(tr("Off for CREATE INDEX CONCURRENTLY and its like: statement by statement then"));
    auto *heading = new SectionLabel(title, side);

    auto *top = new QHBoxLayout;
    top->addWidget(heading, 1);
    top->addWidget(transactional);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(spacing::panelMargin, spacing::small, spacing::panelMargin, 0);
    layout->setSpacing(spacing::small);
    layout->addLayout(top);
    layout->addWidget(view, 1);
    return side;
}

QWidget *NewRevisionDialog::Private::buildFooter()
{
    auto *footer = new Surface(ColourRole::Base, q);
    file = new ElidedLabel(footer);
    file->setObjectName(QStringLiteral("revisionFile"));
    file->setFont(fonts::monospace(q->font()));
    file->setColourRole(ColourRole::Muted);
    file->setElideMode(Qt::ElideLeft);
    cancel = new QPushButton(tr("Cancel"), footer);
    name(cancel, "revisionCancel", tr("Cancel"));
    go = new QPushButton(tr("Create revision"), footer);
    name(go, "revisionCreate", tr("Create revision"));
    go->setToolTip(tr("Writes the file (Ctrl+Return)"));
    makePrimary(go);
    for (QPushButton *button : {cancel, go})
        button->setAutoDefault(false);
    QHBoxLayout *layout = buttonRow(footer);
    layout->addWidget(file, 1);
    layout->addWidget(cancel);
    layout->addWidget(go);
    return footer;
}

void NewRevisionDialog::Private::layOut()
{
    auto *sql = new QSplitter(Qt::Horizontal, q);
    sql->setChildrenCollapsible(false);
    sql->addWidget(buildSql(tr("Upgrade"), "revisionUp", up, upTransactional));
    sql->addWidget(buildSql(tr("Downgrade"), "revisionDown", down, downTransactional));
    QVBoxLayout *layout = columnBelow(header, q);
    layout->addWidget(notice);
    layout->addWidget(form);
    layout->addWidget(generation);
    sensitive->setObjectName(QStringLiteral("revisionSensitive"));
    sensitive->setWordWrap(true);
    sensitive->setTextFormat(Qt::PlainText);
    sensitive->setContentsMargins(spacing::panelMargin, 0, spacing::panelMargin, spacing::medium);
    sensitive->hide();
    layout->addWidget(sensitive);
    layout->addWidget(new Hairline(Qt::Horizontal, q));
    layout->addWidget(sql, 1);
    layout->addWidget(new Hairline(Qt::Horizontal, q));
    layout->addWidget(buildFooter());
}

void NewRevisionDialog::Private::connectParts()
{
    connect(form, &NewRevisionForm::changed, q, [this] {
        notice->dismiss();
        showConsequences();
    });
    connect(cancel, &QPushButton::clicked, q, &QDialog::reject);
    connect(go, &QPushButton::clicked, q, [this] { create(); });
    onControlReturn(q, [this] { create(); });
    connect(generation, &GenerationRow::generateRequested, q, [this] { generate(); });
    connect(generation, &GenerationRow::cancelRequested, q, &NewRevisionDialog::generationCancelled);
    connect(notice, &NoticeBar::actionTriggered, q, [this] {
        if (isAskedAboutRenames) {
            isAskedAboutRenames = false;
            renames.insert(renames.end(), looksRenamed.begin(), looksRenamed.end());
            generate();
            return;
        }
        waitsForUpgrade = QString::fromStdString(form->request().database);
        emit q->upgradeRequested(waitsForUpgrade);
    });
    for (SqlView *view : {up, down})
        connect(view, &SqlView::textChanged, q, [this] { takeEdit(); });
}

void NewRevisionDialog::Private::showConsequences()
{
    if (const int number = form->databaseNumber(); number >= 0)
        header->setDatabaseNumber(number);
    header->setCommand(command());
    file->setText(form->filePreview());
    generation->setDatabase(QString::fromStdString(form->request().database), form->hasDesiredSchema());
    go->setEnabled(form->isComplete() && !isCreating && !generation->isBusy());
}

QString NewRevisionDialog::Private::command() const
{
    const QString line = form->commandLine();
    if (line.isEmpty() || !generated)
        return line;
    const bool isLive = generation->against() == session::GenerateRequest::Against::Live;
    return line + QLatin1String(" --autogenerate") + QLatin1String(isLive ? " --against live" : "");
}

void NewRevisionDialog::Private::generate()
{
    if (!form->isComplete()) {
        notice->present(ColourRole::Warning, tr("A revision needs a message and one parent before its SQL is written."),
                        {});
        return;
    }
    notice->dismiss();
    generation->showBusy();
    showConsequences();
    session::GenerateRequest request;
    request.revision = form->request();
    request.against = generation->against();
    request.renames = renames;
    // Asked once: whoever goes on without taking it means what it says.
    request.takesNoRenames = std::exchange(isAskedAboutRenames, false);
    emit q->generateRequested(request);
}

void NewRevisionDialog::Private::setSqlEditable(bool isEditable)
{
    for (SqlView *view : {up, down})
        view->setEditable(isEditable);
    for (QCheckBox *box : {upTransactional, downTransactional})
        box->setEnabled(isEditable);
}

/// One revision can be edited before it is written; of several the whole of each way is shown.
void NewRevisionDialog::Private::fillSql(const session::GeneratedRevisions &result)
{
    isFilling = true;
    QString upSql;
    QString downSql;
    const bool isOne = result.revisions.size() == 1;
    for (const session::PreparedRevision &part : result.revisions) {
        const QString title =
            isOne ? QString() : QStringLiteral("-- %1\n").arg(QString::fromStdString(part.revision.revision.message));
        upSql += title + QString::fromStdString(part.revision.up) + (isOne ? QString() : QStringLiteral("\n"));
        const QString ways = title + QString::fromStdString(part.revision.down.value_or(std::string()));
        downSql = isOne ? ways : ways + QLatin1Char('\n') + downSql;
    }
    up->setSql(upSql);
    down->setSql(downSql);
    const script::NewRevision &first = result.revisions.front().revision;
    upTransactional->setChecked(first.upTransactional);
    downTransactional->setChecked(first.downTransactional);
    setSqlEditable(isOne);
    isFilling = false;
    adviseOnSql();
}

/// Asked about, never guessed (S-50).
void NewRevisionDialog::Private::askAboutRenames(const std::vector<diff::RenameCandidate> &candidates)
{
    isAskedAboutRenames = true;
    looksRenamed.clear();
    QStringList sentences;
    for (const diff::RenameCandidate &candidate : candidates) {
        looksRenamed.push_back(candidate.rename.toString());
        sentences << tr("%1 looks renamed to %2 (%3)")
                         .arg(QString::fromStdString(candidate.rename.from.toString()),
                              QString::fromStdString(candidate.rename.to.toString()),
                              QString::fromStdString(candidate.evidence));
    }
    notice->present(ColourRole::Warning, sentences.join(QLatin1String("; ")) + QLatin1Char('.'),
                    tr("Write the SQL once more to drop what is gone, with its data, and add what is new."));
    notice->setAction(tr("It was renamed"), "generationRenamed");
}

/// Literals that should not stand in a file that everybody reads; advice, which blocks nothing.
void NewRevisionDialog::Private::adviseOnSql()
{
    QStringList found;
    for (const SqlView *view : {up, down}) {
        for (const advice::SensitiveLiteral &literal : advice::findSensitive(view->sql().toStdString()))
            found << QString::fromStdString(advice::toString(literal));
    }
    sensitive->setText(found.join(QLatin1Char(' ')));
    sensitive->setVisible(!found.isEmpty());
}

void NewRevisionDialog::Private::takeEdit()
{
    adviseOnSql();
    if (isFilling || !generated)
        return;
    generated.reset();
    generation->showEdited();
    showConsequences();
}

void NewRevisionDialog::Private::create()
{
    if (!go->isEnabled())
        return;
    isCreating = true;
    showConsequences();
    if (generated && generated->revisions.size() > 1)
        emit q->createGeneratedRequested(*generated);
    else
        emit q->createRequested(q->request());
}

NewRevisionDialog::NewRevisionDialog(QWidget *parent)
    : QDialog(parent)
    , d(std::make_unique<Private>(this))
{
    setObjectName(QStringLiteral("newRevisionDialog"));
    setAccessibleName(tr("New revision"));
    setWindowTitle(tr("New revision"));
    resize(dialogSize);
    d->header->setTitle(tr("New revision"));
    d->showConsequences();
    d->form->focusMessage();
}

NewRevisionDialog::~NewRevisionDialog() = default;

void NewRevisionDialog::setProject(const session::ProjectStatePtr &project)
{
    d->form->setProject(project);
}

void NewRevisionDialog::setDatabase(const QString &name)
{
    d->form->setDatabase(name);
}

void NewRevisionDialog::setParentRevision(const QString &id)
{
    d->form->setParentRevision(id);
}

session::NewRevisionRequest NewRevisionDialog::request() const
{
    session::NewRevisionRequest request = d->form->request();
    request.up = d->up->sql().toStdString();
    request.down = d->down->sql().toStdString();
    request.upTransactional = d->upTransactional->isChecked();
    request.downTransactional = d->downTransactional->isChecked();
    return request;
}

void NewRevisionDialog::showFailure(const Error &error)
{
    d->isCreating = false;
    d->showConsequences();
    QString sentence = QString::fromStdString(error.message);
    if (error.place.isKnown())
        sentence.prepend(QString::fromStdString(error.place.toString()) + QLatin1String(": "));
    d->notice->present(ColourRole::Failed, sentence, QString::fromStdString(error.hint));
}

void NewRevisionDialog::showGenerated(const session::GeneratedRevisions &result)
{
    d->generated.reset();
    d->setSqlEditable(true);
    if (!result.undecided.empty()) {
        d->generation->showIdle();
        d->askAboutRenames(result.undecided);
        d->showConsequences();
        return;
    }
    d->generation->showResult(result);
    if (!result.revisions.empty()) {
        d->fillSql(result);
        d->generated = result;
    }
    d->showConsequences();
}

void NewRevisionDialog::showGenerationFailure(const Error &error)
{
    d->generation->showIdle();
    showFailure(error);
    if (error.code == "not-up-to-date")
        d->notice->setAction(tr("Apply, then generate"), "generationApplyFirst");
    else
        d->notice->setAction({}, "generationApplyFirst");
}

void NewRevisionDialog::goOnAfterUpgrade(const QString &database)
{
    if (database.isEmpty() || database != std::exchange(d->waitsForUpgrade, QString()))
        return;
    d->generate();
}

void NewRevisionDialog::showCreated(const QString &, const QString &)
{
    d->isCreating = false;
    accept();
}

} // namespace retort::ui
