// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/newrevisiondialog.h"

#include "ui/plan/controlreturn.h"
#include "ui/plan/dialogframe.h"
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

    NewRevisionDialog *q;
    bool isCreating = false;

    PlanHeader *header;
    NoticeBar *notice;
    NewRevisionForm *form;
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
}

void NewRevisionDialog::Private::showConsequences()
{
    if (const int number = form->databaseNumber(); number >= 0)
        header->setDatabaseNumber(number);
    header->setCommand(form->commandLine());
    file->setText(form->filePreview());
    go->setEnabled(form->isComplete() && !isCreating);
}

void NewRevisionDialog::Private::create()
{
    if (!go->isEnabled())
        return;
    isCreating = true;
    showConsequences();
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

void NewRevisionDialog::showCreated(const QString &, const QString &)
{
    d->isCreating = false;
    accept();
}

} // namespace retort::ui
