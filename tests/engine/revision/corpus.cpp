// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace retort::conformance {

namespace {

std::vector<std::string> strings(const QJsonValue &value)
{
    std::vector<std::string> result;
    for (const QJsonValue &item : value.toArray())
        result.push_back(item.toString().toStdString());
    return result;
}

QJsonObject readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s can't be read: %s", qPrintable(path), qPrintable(file.errorString()));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("%s is no JSON: %s", qPrintable(path), qPrintable(error.errorString()));
    const QJsonObject corpus = document.object();
    if (corpus.value(QLatin1String("format")).toInt() != 1)
        qFatal("%s has a format other than 1", qPrintable(path));
    return corpus;
}

} // namespace

const Result<revision::RevisionMap> &Graph::map()
{
    if (m_map)
        return *m_map;
    std::vector<revision::Revision> revisions;
    for (const QJsonValue &value : m_graph.value(QLatin1String("revisions")).toArray()) {
        const QJsonObject item = value.toObject();
        revision::Revision revision;
        revision.id = item.value(QLatin1String("id")).toString().toStdString();
        revision.downRevisions = strings(item.value(QLatin1String("down")));
        revision.dependsOn = strings(item.value(QLatin1String("depends_on")));
        revision.labels = strings(item.value(QLatin1String("labels")));
        revision.message = item.value(QLatin1String("doc")).toString(QString::fromStdString(revision.id)).toStdString();
        revisions.push_back(std::move(revision));
    }
    m_map = revision::RevisionMap::build(std::move(revisions));
    return *m_map;
}

std::vector<Case> readCorpus(const QString &folder)
{
    std::vector<Case> cases;
    const QDir directory(folder);
    for (const QString &fileName : directory.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        const QJsonObject corpus = readFile(directory.filePath(fileName));
        for (const QJsonValue &value : corpus.value(QLatin1String("graphs")).toArray()) {
            const QJsonObject graph = value.toObject();
            const auto shared = std::make_shared<Graph>(graph);
            for (const QJsonValue &item : graph.value(QLatin1String("cases")).toArray()) {
                const QJsonObject what = item.toObject();
                const QString name = fileName + u'/' + graph.value(QLatin1String("name")).toString() + u'/'
                    + QString::number(what.value(QLatin1String("n")).toInt()) + u'/'
                    + what.value(QLatin1String("kind")).toString();
                cases.push_back({name, what, shared});
            }
        }
    }
    return cases;
}

} // namespace retort::conformance
