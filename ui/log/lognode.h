// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/logmodel.h"

#include <QHash>

#include <map>

namespace retort::ui {

/// One row of the log with all below it. Room-private.
struct LogModel::Node {
    Kind kind = Kind::Sentence;
    Level level = Level::Info;
    State state = State::None;
    Node *parent = nullptr; ///< null also while it is queued
    int row = 0;
    std::vector<NodePtr> children;

    run::Clock::time_point time{};
    std::chrono::milliseconds duration{-1};
    std::int64_t affected = -1;
    int statement = 0;
    Place place;
    QString head;
    QString body;     ///< one line
    QString fullText; ///< empty where it equals the body
    std::size_t dropped = 0;
    Node *openStatement = nullptr; ///< the child that was begun and has not ended

    // Of a run only.
    QString database;
    QString backup;
    qint64 number = 0;
    QString runId;  ///< of one that only the database's history tells of
    QString origin; ///< who made it, and where: the same
    QString from;
    QString to;
    bool isLive = false;
    bool isFetched = true;
    bool isAwaited = false; ///< its events were asked for
    std::map<QString, QString> messages;
    Node *currentStep = nullptr;
    std::unique_ptr<run::RunReport> report; ///< of an earlier run

    /// Keeps at most `most` characters.
    void setText(const std::string &utf8, qsizetype most)
    {
        QString text = QString::fromStdString(utf8).trimmed();
        if (text.size() > most)
            text = text.left(most) + QStringLiteral(" …");
        body = text.simplified();
        fullText = body == text ? QString() : text;
    }
    void append(NodePtr child, const QString &childHead)
    {
        child->parent = this;
        child->row = static_cast<int>(children.size());
        child->head = childHead;
        children.push_back(std::move(child));
    }
    void renumber()
    {
        for (std::size_t i = 0; i < children.size(); ++i)
            children[i]->row = static_cast<int>(i);
    }
    bool hasDroppedRow() const { return !children.empty() && children.front()->kind == Kind::Dropped; }
    /// Rows, itself included.
    std::size_t size() const
    {
        std::size_t rows = 1;
        for (const NodePtr &child : children)
            rows += child->size();
        return rows;
    }
    const Node *run() const
    {
        const Node *node = this;
        while (node->kind != Kind::Run && node->parent)
            node = node->parent;
        return node;
    }
    const Node *step() const
    {
        const Node *node = this;
        while (node && node->kind != Kind::Step)
            node = node->parent;
        return node;
    }
};

} // namespace retort::ui
