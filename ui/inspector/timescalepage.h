// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"

#include <QScrollArea>

namespace retort::ui {

class ChunkPlot;
class FactView;
class SectionLabel;

/// What TimescaleDB adds to a relation: a hypertable's dimensions, chunks along time, compression and policies; a
/// continuous aggregate's source, watermark and refresh.
class TimescalePage : public QScrollArea
{
    Q_OBJECT

public:
    explicit TimescalePage(QWidget *parent = nullptr);

    /// A relation that is neither empties the page.
    void setRelation(const catalog::Relation &relation);

signals:
    void relationActivated(const retort::catalog::RelationName &name);
    /// A chunk was double clicked; its number in the order of their ranges.
    void chunkActivated(int number);

private:
    FactView *addTable(const char *objectName, const QString &title, bool withHeadings, SectionLabel **heading);

    QWidget *m_body;
    FactView *m_facts;
    SectionLabel *m_chunksHeading;
    ChunkPlot *m_chunks;
    SectionLabel *m_dimensionsHeading;
    FactView *m_dimensions;
    SectionLabel *m_policiesHeading;
    FactView *m_policies;
};

} // namespace retort::ui
