// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/revisionmap.h"

#include <QJsonObject>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

/// A corpus of recorded answers of Alembic; tests/data/conformance/ tells where it comes from.
namespace retort::conformance {

/// The revisions of one graph, built when a case first asks for it.
class Graph
{
public:
    explicit Graph(const QJsonObject &graph) : m_graph(graph) {}

    const Result<revision::RevisionMap> &map();

private:
    QJsonObject m_graph;
    std::optional<Result<revision::RevisionMap>> m_map;
};

struct Case {
    QString name; ///< file/graph/n/kind
    QJsonObject what;
    std::shared_ptr<Graph> graph;
};

/// All cases of all *.json in the folder. Exits with a message where one can't be read.
std::vector<Case> readCorpus(const QString &folder);

/// Runs one case. Returns what differs, or nothing.
QString run(const Case &test);

} // namespace retort::conformance
