// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/textdiff.h"

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

class QsciScintilla;

namespace retort::ui {

/// A piece of SQL with its place in or outside a transaction.
struct SqlBlock {
    enum class Boundary {
        None,
        Transaction, ///< all or nothing
        Outside,     ///< statement by statement, each by itself
    };
    QString label; ///< stands above as a comment: "one transaction"; may be empty
    QString sql;
    Boundary boundary = Boundary::None;

    bool operator==(const SqlBlock &) const = default;
};

/// SQL with PostgreSQL's colours, to read or to edit (QScintilla). Built when it is first shown: before that, it only
/// keeps its text. Tab moves the focus on and Esc belongs to the dialog, in reading as in editing. GUI thread.
class SqlView : public QWidget
{
    Q_OBJECT

public:
    /// The names are those of the editor, which takes the focus.
    SqlView(const char *objectName, const QString &accessibleName, QWidget *parent = nullptr);
    ~SqlView() override;

    void setSql(const QString &sql);
    /// Blocks one below the other, each with its boundary as a coloured bar on its left.
    void setBlocks(const std::vector<SqlBlock> &blocks);
    /// Two versions of a text laid over each other: what is gone and what is new on fills of their own, with a sign
    /// before the line.
    void setDiff(const std::vector<text::DiffLine> &lines);
    QString sql() const;
    bool isBuilt() const { return m_editor != nullptr; }
    /// Nothing before the first show.
    QsciScintilla *editor() const { return m_editor; }

    void setEditable(bool editable);
    /// On Base rather than Card.
    void setOnBase(bool onBase);
    /// Puts a caret below a character (from 1) with what is wrong there, and scrolls to it.
    void setMark(int character, const QString &message);
    void clearMark();
    /// As high as its text, between these numbers of lines.
    void setHeightInLines(int least, int most);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void textChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Mark {
        int character = 0;
        QString message;
    };
    /// Lines of the shown text, from 0.
    struct Bar {
        int firstLine = 0;
        int lastLine = 0;
        SqlBlock::Boundary boundary = SqlBlock::Boundary::None;
    };

    void build();
    void recolour();
    void fill();
    void drawMark();
    void drawBars();
    void drawDiff();
    void forget();
    int lineCount() const;

    QString m_text;
    std::vector<Bar> m_bars;
    std::vector<text::DiffLine::Kind> m_diff; ///< of each line; empty: no diff
    std::optional<Mark> m_mark;
    QsciScintilla *m_editor = nullptr;
    QString m_editorName;
    QString m_editorAccessibleName;
    bool m_isEditable = false;
    bool m_isOnBase = false;
    bool m_isFilling = false;
    int m_leastLines = 0;
    int m_mostLines = 0;
};

} // namespace retort::ui
