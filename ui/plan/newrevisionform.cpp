// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/newrevisionform.h"

#include "engine/script/scriptdirectory.h"
#include "ui/plan/commandline.h"
#include "ui/plan/revisionchoices.h"
#include "ui/theme/spacing.h"

#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>
#include <filesystem>

namespace retort::ui {

namespace {

QStringList pieces(const QString &text)
{
    QStringList list;
    for (const QString &piece : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (!piece.trimmed().isEmpty())
            list << piece.trimmed();
    }
    return list;
}

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

} // namespace

NewRevisionForm::NewRevisionForm(QWidget *parent)
    : Surface(ColourRole::Base, parent)
    , m_choices(new RevisionChoices(this))
    , m_database(new QComboBox(this))
    , m_parent(new QLineEdit(this))
    , m_parentRemark(new RoleLabel(ColourRole::Muted, this))
    , m_message(new QLineEdit(this))
    , m_advice(new RoleLabel(ColourRole::Muted, this))
    , m_dependsOn(new QLineEdit(this))
    , m_dependsRemark(new RoleLabel(ColourRole::Failed, this))
    , m_folder(new QComboBox(this))
{
    buildFields();
    layOut();
}

void NewRevisionForm::buildFields()
{
    name(m_database, "revisionDatabase", tr("Database, whose branch is continued"));
    name(m_parent, "revisionParent", tr("Parent revision"));
    name(m_message, "revisionMessage", tr("Message"));
    name(m_dependsOn, "revisionDependsOn", tr("Depends on, revisions separated by commas"));
    name(m_folder, "revisionFolder", tr("Folder"));
    m_parentRemark->setObjectName(QStringLiteral("revisionParentRemark"));
    m_advice->setObjectName(QStringLiteral("revisionAdvice"));
    m_dependsRemark->setObjectName(QStringLiteral("revisionDependsRemark"));
    m_message->setPlaceholderText(tr("add device groups"));
    m_dependsOn->setPlaceholderText(tr("nothing: ids, separated by commas"));
    m_parent->setClearButtonEnabled(true);
    m_parent->setCompleter(new RevisionCompleter(m_choices, false, m_parent));
    m_dependsOn->setCompleter(new RevisionCompleter(m_choices, true, m_dependsOn));
    for (RoleLabel *label : {m_parentRemark, m_advice, m_dependsRemark}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    connect(m_database, &QComboBox::currentIndexChanged, this, &NewRevisionForm::refill);
    connect(m_folder, &QComboBox::currentIndexChanged, this, &NewRevisionForm::reassess);
    for (const QLineEdit *field : {m_parent, m_message, m_dependsOn})
        connect(field, &QLineEdit::textChanged, this, &NewRevisionForm::reassess);
}

void NewRevisionForm::layOut()
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(spacing::panelMargin, spacing::medium, spacing::panelMargin, spacing::medium);
    grid->setHorizontalSpacing(spacing::medium);
    grid->setVerticalSpacing(6);
    int row = 0;
    const auto add = [&](int column, const QString &title, QWidget *field, int span = 1) {
        auto *label = new QLabel(title, this);
        label->setBuddy(field);
        grid->addWidget(label, row, column);
        grid->addWidget(field, row, column + 1, 1, span);
    };
    add(0, tr("&Message"), m_message, 3);
    ++row;
    grid->addWidget(m_advice, row, 1, 1, 3);
    ++row;
    add(0, tr("&Database"), m_database);
    add(2, tr("&Parent"), m_parent);
    ++row;
    grid->addWidget(m_parentRemark, row, 3);
    ++row;
    add(0, tr("&Folder"), m_folder);
    add(2, tr("Depends &on"), m_dependsOn);
    ++row;
    grid->addWidget(m_dependsRemark, row, 3);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
}

void NewRevisionForm::setProject(const session::ProjectStatePtr &project)
{
    const QString chosen = m_database->currentText();
    m_project = project;
    const QSignalBlocker quiet(m_database);
    m_database->clear();
    for (const project::Database &database : project->project.databases)
        m_database->addItem(text(database.name));
    const int at = m_database->findText(chosen);
    m_database->setCurrentIndex(at < 0 ? 0 : at);
    const QSignalBlocker quietFolder(m_folder);
    const QString folder = m_folder->currentData().toString();
    m_folder->clear();
    m_folder->addItem(tr("the parent's folder"), QString());
    for (const std::filesystem::path &location : project->project.locations) {
        const auto relative = location.lexically_relative(project->project.folder);
        m_folder->addItem(text(relative.empty() ? location.string() : relative.string()), text(location.string()));
    }
    m_folder->setCurrentIndex(qMax(0, m_folder->findData(folder)));
    refill();
}

void NewRevisionForm::setDatabase(const QString &name)
{
    m_database->setCurrentIndex(m_database->findText(name));
}

void NewRevisionForm::setParentRevision(const QString &id)
{
    m_parent->setText(id);
}

int NewRevisionForm::databaseNumber() const
{
    return m_database->currentIndex();
}

bool NewRevisionForm::hasDesiredSchema() const
{
    const int at = m_database->currentIndex();
    return m_project && at >= 0 && !m_project->project.databases[static_cast<std::size_t>(at)].schema.empty();
}

void NewRevisionForm::focusMessage()
{
    m_message->setFocus();
}

std::string NewRevisionForm::branch() const
{
    const auto &databases = m_project->project.databases;
    const int at = m_database->currentIndex();
    return at < 0 || at >= static_cast<int>(databases.size()) ? std::string()
                                                              : databases[static_cast<std::size_t>(at)].branch;
}

void NewRevisionForm::refill()
{
    if (!m_project)
        return;
    const revision::BranchBinding binding(m_project->map, m_database->currentText().toStdString(), branch());
    m_choices->setRevisions(m_project->map, binding, {}, false);
    // Shown in the file's name, so it must stay until the file is written.
    if (m_newId.empty() || m_project->map.find(m_newId))
        m_newId = script::newRevisionId(m_project->map);
    reassess();
}

void NewRevisionForm::lookUpParent()
{
    m_parentChoice = {};
    const revision::RevisionMap &map = m_project->map;
    const QString typed = m_parent->text().trimmed();
    const revision::BranchBinding binding(map, m_database->currentText().toStdString(), branch());
    const std::vector<std::string> heads = binding.heads();
    QString placeholder = tr("none: the first revision of its branch");
    if (heads.size() == 1)
        placeholder = tr("head: %1 %2").arg(text(heads[0]), text(map.findRevision(heads[0])->message));
    else if (heads.size() > 1)
        placeholder = tr("one of %n heads", "", static_cast<int>(heads.size()));
    m_parent->setPlaceholderText(placeholder);
    if (typed.isEmpty()) {
        m_parentChoice.isAutomatic = true;
        m_parentChoice.ids = heads;
        if (heads.size() > 1) {
            QStringList names;
            for (const std::string &head : heads)
                names << text(head);
            m_parentChoice.isUsable = false;
            m_parentChoice.remark =
                tr("Several heads: %1. Choose one, or merge them first.").arg(names.join(QLatin1String(", ")));
            m_parentChoice.remarkRole = ColourRole::Warning;
        }
        return;
    }
    const auto resolved = map.resolve(typed.toStdString());
    if (!resolved || resolved->size() != 1) {
        m_parentChoice.isUsable = false;
        m_parentChoice.remark = resolved ? tr("That is not one revision.") : text(resolved.error().message);
        m_parentChoice.remarkRole = ColourRole::Failed;
        return;
    }
    m_parentChoice.ids = *resolved;
    const auto index = map.find(resolved->front());
    if (index && !map.isHead(*index)) {
        m_parentChoice.needsSplice = true;
        m_parentChoice.remark = tr("Not a head: this makes a second head, to be merged later.");
        m_parentChoice.remarkRole = ColourRole::Warning;
    } else if (index) {
        m_parentChoice.remark = text(map.at(*index).message);
    }
}

std::string NewRevisionForm::unknownDependency() const
{
    for (const QString &piece : pieces(m_dependsOn->text())) {
        const auto labels = m_project->map.labels();
        const bool isLabel = std::any_of(labels.begin(), labels.end(),
                                         [&](const auto &label) { return label.first == piece.toStdString(); });
        if (!isLabel && !m_project->map.resolve(piece.toStdString()))
            return piece.toStdString();
    }
    return {};
}

void NewRevisionForm::reassess()
{
    if (!m_project)
        return;
    lookUpParent();
    m_parentRemark->setText(m_parentChoice.remark);
    m_parentRemark->setColourRole(m_parentChoice.remarkRole);
    m_parentRemark->setVisible(!m_parentChoice.remark.isEmpty());

    QStringList advice;
    for (const std::string &sentence : session::messageAdvice(m_project->map, m_message->text().toStdString()))
        advice << text(sentence);
    const bool empty = m_message->text().trimmed().isEmpty();
    m_advice->setText(empty ? tr("Imperative, present, short: \"add device groups\", \"remove snmp_config\".")
                            : advice.join(QLatin1Char(' ')));
    m_advice->setColourRole(empty ? ColourRole::Muted : ColourRole::Warning);
    m_advice->setVisible(!m_advice->text().isEmpty());

    const std::string unknown = unknownDependency();
    m_dependsRemark->setText(unknown.empty() ? QString() : tr("No revision is called %1.").arg(text(unknown)));
    m_dependsRemark->setVisible(!unknown.empty());
    emit changed();
}

session::NewRevisionRequest NewRevisionForm::request() const
{
    session::NewRevisionRequest request;
    request.database = m_database->currentText().toStdString();
    request.message = m_message->text().trimmed().toStdString();
    if (!m_parentChoice.isAutomatic && !m_parentChoice.ids.empty())
        request.head = m_parentChoice.ids.front();
    request.splice = m_parentChoice.needsSplice;
    for (const QString &piece : pieces(m_dependsOn->text()))
        request.dependsOn.push_back(piece.toStdString());
    request.folder = m_folder->currentData().toString().toStdString();
    request.revisionId = m_newId;
    return request;
}

bool NewRevisionForm::isComplete() const
{
    return m_project && !m_message->text().trimmed().isEmpty() && m_parentChoice.isUsable
        && unknownDependency().empty();
}

QString NewRevisionForm::commandLine() const
{
    if (!m_project || m_message->text().trimmed().isEmpty())
        return {};
    QString line = QLatin1String("retort -x db=") + m_database->currentText() + QLatin1String(" revision -m ")
        + shellQuoted(m_message->text().trimmed());
    const session::NewRevisionRequest asked = request();
    if (!asked.head.empty())
        line += QLatin1String(" --head ") + text(asked.head);
    if (asked.splice)
        line += QLatin1String(" --splice");
    for (const std::string &id : asked.dependsOn)
        line += QLatin1String(" --depends-on ") + text(id);
    if (!asked.folder.empty())
        line += QLatin1String(" --version-path ") + m_folder->currentText();
    return line;
}

QString NewRevisionForm::folderPreview() const
{
    const auto relative = [this](const std::filesystem::path &folder) {
        const auto path = folder.lexically_relative(m_project->project.folder);
        return text(path.empty() ? folder.string() : path.string());
    };
    if (const QString chosen = m_folder->currentData().toString(); !chosen.isEmpty())
        return relative(chosen.toStdString());
    if (!m_parentChoice.ids.empty()) {
        if (const revision::Revision *parent = m_project->map.findRevision(m_parentChoice.ids.front());
            parent && !parent->file.empty())
            return relative(std::filesystem::path(parent->file).parent_path());
    }
    return {};
}

QString NewRevisionForm::filePreview() const
{
    if (!m_project || m_message->text().trimmed().isEmpty())
        return {};
    revision::Revision node;
    node.id = m_newId;
    node.message = m_message->text().trimmed().toStdString();
    node.createDate = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")).toStdString();
    const QString file = text(script::fileNameFor(node, m_project->project.fileTemplate));
    const QString folder = folderPreview();
    return folder.isEmpty() ? file : QString(folder + QLatin1Char('/') + file);
}

} // namespace retort::ui
