// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/headsdialog.h"

#include "engine/base/text.h"
#include "engine/session/preview.h"
#include "ui/plan/commandline.h"
#include "ui/plan/controlreturn.h"
#include "ui/plan/dialogframe.h"
#include "ui/plan/planheader.h"
#include "ui/theme/databasebadge.h"
#include "ui/theme/noticebar.h"
#include "ui/theme/spacing.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace retort::ui {

namespace {

constexpr QSize dialogSize(680, 400);
constexpr int indent = 26; ///< of what belongs to a radio button: below its text

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

} // namespace

struct HeadsDialog::Private {
    explicit Private(HeadsDialog *dialog);
    void layOut();
    QWidget *buildBody();
    QWidget *buildFooter();
    void connectParts();

    bool isMerge() const { return merge->isChecked(); }
    QString description(const std::string &id) const;
    QString mergeMessage() const;
    QString commandLine() const;
    void showOrphans(const session::DatabaseState &state);
    void showConsequences();
    void go();

    HeadsDialog *q;
    session::ProjectStatePtr project;
    session::HeadsAdvice advice;
    std::string database;
    std::string branch;
    bool isWriting = false;
    bool showsOrphans = false;
    bool hasChosen = false; ///< the person has: new advice leaves the choice alone

    PlanHeader *header;
    NoticeBar *notice;
    RoleLabel *sentence = nullptr;
    RoleLabel *heads = nullptr;
    QRadioButton *merge = nullptr;
    QLineEdit *message = nullptr;
    QRadioButton *reparent = nullptr;
    QComboBox *offers = nullptr;
    RoleLabel *offerRemark = nullptr;
    QPushButton *cancel = nullptr;
    QPushButton *run = nullptr;
};

HeadsDialog::Private::Private(HeadsDialog *dialog)
    : q(dialog)
    , header(new PlanHeader(q))
    , notice(new NoticeBar(q))
{
    layOut();
    connectParts();
}

QWidget *HeadsDialog::Private::buildBody()
{
    auto *body = new Surface(ColourRole::Base, q);
    sentence = new RoleLabel(ColourRole::Text, body);
    sentence->setObjectName(QStringLiteral("headsAdvice"));
    sentence->setWordWrap(true);
    heads = new RoleLabel(ColourRole::Muted, body);
    heads->setObjectName(QStringLiteral("headsList"));
    heads->setWordWrap(true);

    merge = new QRadioButton(tr("Merge: a new revision that revises them all"), body);
    name(merge, "headsMerge", tr("Merge the heads"));
    message = new QLineEdit(body);
    name(message, "headsMessage", tr("Message of the merge"));
    message->setPlaceholderText(tr("What the merge joins"));
    reparent = new QRadioButton(tr("Re-parent: one line continues the other"), body);
    name(reparent, "headsReparent", tr("Re-parent a line"));
    offers = new QComboBox(body);
    name(offers, "headsOffers", tr("Which line moves"));
    offerRemark = new RoleLabel(ColourRole::Muted, body);
    offerRemark->setObjectName(QStringLiteral("headsOfferRemark"));
    offerRemark->setWordWrap(true);

    const auto indented = [](QWidget *widget) {
        auto *row = new QHBoxLayout;
        row->setContentsMargins(indent, 0, 0, 0);
        row->addWidget(widget);
        return row;
    };
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(spacing::panelMargin, spacing::large, spacing::panelMargin, spacing::large);
    layout->setSpacing(spacing::small);
    layout->addWidget(sentence);
    layout->addWidget(heads);
    layout->addSpacing(spacing::medium);
    layout->addWidget(merge);
    layout->addLayout(indented(message));
    layout->addSpacing(spacing::small);
    layout->addWidget(reparent);
    layout->addLayout(indented(offers));
    layout->addLayout(indented(offerRemark));
    layout->addStretch(1);
    return body;
}

QWidget *HeadsDialog::Private::buildFooter()
{
    auto *footer = new Surface(ColourRole::Base, q);
    cancel = new QPushButton(tr("Cancel"), footer);
    name(cancel, "headsCancel", tr("Cancel"));
    run = new QPushButton(footer);
    name(run, "headsRun", tr("Join the heads"));
    run->setToolTip(tr("Writes the file (Ctrl+Return)"));
    makePrimary(run);
    for (QPushButton *button : {cancel, run})
        button->setAutoDefault(false);
    QHBoxLayout *layout = buttonRow(footer);
    layout->addStretch(1);
    layout->addWidget(cancel);
    layout->addWidget(run);
    return footer;
}

void HeadsDialog::Private::layOut()
{
    QVBoxLayout *layout = columnBelow(header, q);
    layout->addWidget(notice);
    layout->addWidget(buildBody(), 1);
    layout->addWidget(new Hairline(Qt::Horizontal, q));
    layout->addWidget(buildFooter());
}

void HeadsDialog::Private::connectParts()
{
    for (QRadioButton *button : {merge, reparent}) {
        connect(button, &QRadioButton::clicked, q, [this] { hasChosen = true; });
        connect(button, &QRadioButton::toggled, q, [this] { showConsequences(); });
    }
    connect(message, &QLineEdit::textChanged, q, [this] { showConsequences(); });
    connect(message, &QLineEdit::textEdited, q, [this] { merge->click(); });
    connect(offers, &QComboBox::currentIndexChanged, q, [this] { showConsequences(); });
    connect(cancel, &QPushButton::clicked, q, &QDialog::reject);
    connect(run, &QPushButton::clicked, q, [this] { go(); });
    onControlReturn(q, [this] { go(); });
}

/// "9d35c01f7ea8 add notification channels"
QString HeadsDialog::Private::description(const std::string &id) const
{
    const revision::Revision *revision = project ? project->map.findRevision(id) : nullptr;
    return revision && !revision->message.empty() ? text(id) + QLatin1Char(' ') + text(revision->message) : text(id);
}

QString HeadsDialog::Private::mergeMessage() const
{
    const QString typed = message->text().trimmed();
    return typed.isEmpty() ? message->placeholderText() : typed;
}

QString HeadsDialog::Private::commandLine() const
{
    if (isMerge()) {
        const QString arguments = text(text::join(advice.heads, " ")) + QLatin1String(" -m ") + shellQuoted(mergeMessage());
        return text(session::commandLineFor(database, "merge", arguments.toStdString()));
    }
    // There is no verb for it: it is an edit of one line, and edit refuses nothing.
    const int chosen = offers->currentIndex();
    return chosen < 0 ? QString() : QStringLiteral("retort edit %1").arg(text(advice.reparents[std::size_t(chosen)].revision));
}

/// A row without a revision may stand for any of these lines: nobody knows then what is applied.
void HeadsDialog::Private::showOrphans(const session::DatabaseState &state)
{
    if (state.unknownRows.empty()) {
        if (showsOrphans)
            notice->dismiss();
        showsOrphans = false;
        return;
    }
    showsOrphans = true;
    notice->present(ColourRole::Warning,
                    tr("The version table of %1 names %2, which no file of this project has.")
                        .arg(QString::fromStdString(state.name), QString::fromStdString(text::join(state.unknownRows, ", "))),
                    words::orphanRemedies(state, tr("Restore the file first, or stamp where the schema is.")));
}

void HeadsDialog::Private::showConsequences()
{
    const bool canReparent = offers->count() > 0;
    reparent->setEnabled(canReparent);
    offers->setEnabled(canReparent && !isMerge());
    message->setEnabled(isMerge());
    const int chosen = offers->currentIndex();
    if (!canReparent) {
        offerRemark->setText(tr("Not here: what a database has applied keeps its parent."));
    } else if (chosen >= 0) {
        const session::ReparentOffer &offer = advice.reparents[std::size_t(chosen)];
        const QString from = offer.parents.empty() ? tr("nothing") : text(text::join(offer.parents, ", "));
        offerRemark->setText(tr("Its file's line “Revises: %1” becomes “Revises: %2”; nothing else changes.")
                                 .arg(from, text(offer.onto)));
    }
    run->setText(isMerge() ? tr("Create merge") : tr("Re-parent"));
    run->setEnabled(!isWriting && advice.heads.size() > 1 && (isMerge() || chosen >= 0));
    header->setCommand(commandLine());
}

void HeadsDialog::Private::go()
{
    if (!run->isEnabled())
        return;
    isWriting = true;
    notice->dismiss();
    showConsequences();
    if (isMerge()) {
        session::MergeRequest request;
        request.database = database;
        request.revisions = advice.heads;
        request.message = mergeMessage().toStdString();
        emit q->mergeRequested(request);
        return;
    }
    const session::ReparentOffer &offer = advice.reparents[std::size_t(offers->currentIndex())];
    emit q->reparentRequested(text(offer.revision), {text(offer.onto)});
}

HeadsDialog::HeadsDialog(QWidget *parent)
    : QDialog(parent)
    , d(std::make_unique<Private>(this))
{
    setObjectName(QStringLiteral("headsDialog"));
    setAccessibleName(tr("Join heads"));
    setWindowTitle(tr("Join heads"));
    resize(dialogSize);
    d->merge->setChecked(true);
    d->showConsequences();
}

HeadsDialog::~HeadsDialog() = default;

void HeadsDialog::setDatabase(const session::DatabaseState &state, int number)
{
    d->database = state.name;
    d->branch = state.branch;
    d->header->setDatabase(state, number);
    d->showOrphans(state);
}

void HeadsDialog::setAdvice(const session::ProjectStatePtr &project, const session::HeadsAdvice &advice)
{
    d->project = project;
    const QString chosen = d->offers->currentText();
    d->advice = advice;
    d->header->setTitle(tr("Branch %1 has %n heads", nullptr, static_cast<int>(advice.heads.size())).arg(text(d->branch)));
    d->sentence->setText(advice.heads.empty() ? tr("The branch has one head now: there is nothing to join.")
                                              : text(advice.sentence));
    QStringList heads;
    for (const std::string &head : advice.heads)
        heads << d->description(head);
    d->heads->setText(heads.join(QLatin1Char('\n')));
    d->message->setPlaceholderText(tr("merge %1").arg(text(text::join(advice.heads, " and "))));
    {
        const QSignalBlocker blocker(d->offers);
        d->offers->clear();
        for (const session::ReparentOffer &offer : advice.reparents) {
            const QString line = offer.lineLength == 1
                ? d->description(offer.revision)
                : tr("%1 and %n above it", nullptr, static_cast<int>(offer.lineLength) - 1).arg(d->description(offer.revision));
            d->offers->addItem(tr("%1 → onto %2").arg(line, text(offer.onto)));
        }
        const int again = d->offers->findText(chosen);
        d->offers->setCurrentIndex(again >= 0 ? again : d->offers->count() > 0 ? 0 : -1);
    }
    const bool prefersMerge = d->hasChosen ? d->isMerge() : advice.prefersMerge;
    (prefersMerge || advice.reparents.empty() ? d->merge : d->reparent)->setChecked(true);
    d->showConsequences();
}

void HeadsDialog::showFailure(const Error &error)
{
    if (!d->isWriting)
        return;
    d->isWriting = false;
    d->showConsequences();
    d->notice->present(ColourRole::Failed, text(error.toString()), text(error.hint));
}

void HeadsDialog::showDone()
{
    if (!d->isWriting)
        return;
    d->isWriting = false;
    accept();
}

} // namespace retort::ui
