// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/sqlview.h"

#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"
#include "ui/theme/spacing.h"
#include "ui/theme/theme.h"

#include <Qsci/qscicommandset.h>
#include <Qsci/qscilexersql.h>
#include <Qsci/qsciscintilla.h>
#include <Qsci/qscistyle.h>

#include <QEvent>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace retort::ui {

namespace {

constexpr int barMargin = 0;
constexpr int gapMargin = 1;
constexpr int barWidth = 3;
constexpr int tabWidth = 4;
constexpr int extraLeading = 1; ///< pixels above and below each line
constexpr int transactionMarker = 0;
constexpr int outsideMarker = 1;
constexpr int removedMarker = 2;
constexpr int addedMarker = 3;
constexpr int signMargin = 2;
/// Above the lexer's own styles (0 to 31) and Scintilla's (32 to 39).
constexpr int markStyle = 60;
constexpr int removedStyle = 61;
constexpr int addedStyle = 62;

/// Words of PostgreSQL's that QScintilla's standard SQL list lacks.
class Lexer : public QsciLexerSQL
{
public:
    using QsciLexerSQL::QsciLexerSQL;

    const char *keywords(int set) const override
    {
        if (set != 1)
            return QsciLexerSQL::keywords(set);
        static const QByteArray words = QByteArray(QsciLexerSQL::keywords(1))
            + " analyze bigint bigserial boolean bytea cluster comment concurrently conflict copy database do enum"
              " excluded extension function generated identity if ilike include index inet inherits jsonb json key"
              " language lateral materialized nothing notify over owner partition policy procedure raise rename"
              " replace returning returns row security sequence serial server stored text tablespace timestamptz"
              " trigger truncate type unlogged using uuid vacuum validate volatile window without";
        return words.constData();
    }
};

void colourLexer(QsciLexerSQL &lexer, const Theme &theme, const QColor &paper, const QFont &font)
{
    const QColor text = theme[ColourRole::Text];
    const auto readable = [&](const QColor &colour) { return readableOn(colour, {paper}); };
    lexer.setDefaultFont(font);
    lexer.setDefaultColor(text);
    lexer.setDefaultPaper(paper);
    lexer.setFont(font, -1);
    lexer.setColor(text, -1);
    lexer.setPaper(paper, -1);
    for (const int style : {QsciLexerSQL::Comment, QsciLexerSQL::CommentLine, QsciLexerSQL::CommentDoc,
                            QsciLexerSQL::CommentLineHash, QsciLexerSQL::CommentDocKeyword,
                            QsciLexerSQL::CommentDocKeywordError, QsciLexerSQL::PlusComment, QsciLexerSQL::PlusPrompt})
        lexer.setColor(readable(theme[ColourRole::Muted]), style);
    for (const int style : {QsciLexerSQL::Keyword, QsciLexerSQL::PlusKeyword})
        lexer.setColor(readable(theme[ColourRole::Accent]), style);
    lexer.setColor(readable(theme[ColourRole::Applied]), QsciLexerSQL::SingleQuotedString);
    lexer.setColor(readable(theme[ColourRole::Changed]), QsciLexerSQL::Number);
}

/// Columns that `text` takes on the screen, tabs included.
int displayColumn(QStringView text)
{
    int column = 0;
    for (const QChar character : text) {
        if (character.isLowSurrogate())
            continue;
        column = character == QLatin1Char('\t') ? (column / tabWidth + 1) * tabWidth : column + 1;
    }
    return column;
}

/// Index in UTF-16 units of a character counted from 0: the server counts characters.
qsizetype unitOfCharacter(QStringView text, int character)
{
    qsizetype unit = 0;
    for (int i = 0; i < character && unit < text.size(); ++i)
        unit += text[unit].isHighSurrogate() && unit + 1 < text.size() ? 2 : 1;
    return unit;
}

int linesIn(QStringView text)
{
    return static_cast<int>(text.count(QLatin1Char('\n'))) + 1;
}

} // namespace

SqlView::SqlView(const char *objectName, const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_editorName(QLatin1String(objectName))
    , m_editorAccessibleName(accessibleName)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
}

SqlView::~SqlView()
{
    if (m_editor)
        m_editor->removeEventFilter(this);
}

void SqlView::setSql(const QString &sql)
{
    forget();
    m_text = sql;
    fill();
}

void SqlView::forget()
{
    m_text.clear();
    m_bars.clear();
    m_diff.clear();
    m_mark.reset();
}

void SqlView::setDiff(const std::vector<text::DiffLine> &lines)
{
    forget();
    for (const text::DiffLine &line : lines) {
        m_text += QString::fromStdString(line.text) + QLatin1Char('\n');
        m_diff.push_back(line.kind);
    }
    fill();
}

void SqlView::setBlocks(const std::vector<SqlBlock> &blocks)
{
    forget();
    int line = 0;
    for (const SqlBlock &block : blocks) {
        if (!m_text.isEmpty()) {
            m_text += QLatin1Char('\n');
            ++line;
        }
        QString text;
        if (!block.label.isEmpty())
            text = QLatin1String("-- ") + block.label + QLatin1Char('\n');
        text += block.sql.trimmed();
        text = text.trimmed() + QLatin1Char('\n');
        const int lines = linesIn(text) - 1;
        m_bars.push_back({line, line + lines - 1, block.boundary});
        line += lines;
        m_text += text;
    }
    fill();
}

QString SqlView::sql() const
{
    return m_editor ? m_editor->text() : m_text;
}

void SqlView::setEditable(bool editable)
{
    m_isEditable = editable;
    if (m_editor)
        m_editor->setReadOnly(!editable);
}

void SqlView::setOnBase(bool onBase)
{
    m_isOnBase = onBase;
    if (m_editor)
        recolour();
}

void SqlView::setMark(int character, const QString &message)
{
    m_mark = Mark{character, message};
    updateGeometry();
    drawMark();
}

void SqlView::clearMark()
{
    m_mark.reset();
    updateGeometry();
    drawMark();
}

void SqlView::setHeightInLines(int least, int most)
{
    m_leastLines = least;
    m_mostLines = most;
    updateGeometry();
}

int SqlView::lineCount() const
{
    return linesIn(QStringView(m_text).trimmed()) + (m_mark ? linesIn(m_mark->message) : 0);
}

QSize SqlView::sizeHint() const
{
    if (m_mostLines == 0)
        return {480, 240};
    const int line = QFontMetrics(fonts::monospace(font())).lineSpacing() + 2 * extraLeading;
    // Room for a horizontal scroll bar, which comes with the first long line.
    return {480, line * qBound(m_leastLines, lineCount(), m_mostLines) + spacing::medium};
}

QSize SqlView::minimumSizeHint() const
{
    return {160, m_mostLines == 0 ? 60 : sizeHint().height()};
}

void SqlView::showEvent(QShowEvent *event)
{
    if (!m_editor)
        build();
    QWidget::showEvent(event);
}

void SqlView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (m_editor && (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange))
        recolour();
}

void SqlView::build()
{
    m_editor = new QsciScintilla(this);
    m_editor->setObjectName(m_editorName);
    m_editor->setAccessibleName(m_editorAccessibleName);
    m_editor->setUtf8(true);
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setTabWidth(tabWidth);
    m_editor->setIndentationsUseTabs(false);
    m_editor->setAutoIndent(true);
    m_editor->setCaretLineVisible(false);
    m_editor->setExtraAscent(extraLeading);
    m_editor->setExtraDescent(extraLeading);
    m_editor->setMarginType(barMargin, QsciScintilla::SymbolMargin);
    m_editor->setMarginMarkerMask(barMargin, (1 << transactionMarker) | (1 << outsideMarker));
    m_editor->setMarginWidth(barMargin, barWidth);
    m_editor->setMarginType(gapMargin, QsciScintilla::SymbolMargin);
    m_editor->setMarginMarkerMask(gapMargin, 0);
    m_editor->markerDefine(QsciScintilla::FullRectangle, transactionMarker);
    m_editor->markerDefine(QsciScintilla::FullRectangle, outsideMarker);
    m_editor->markerDefine(QsciScintilla::Background, removedMarker);
    m_editor->markerDefine(QsciScintilla::Background, addedMarker);
    m_editor->setMarginType(signMargin, QsciScintilla::TextMargin);
    m_editor->setMarginMarkerMask(signMargin, 0);
    m_editor->setMarginWidth(signMargin, 0);
    m_editor->setAnnotationDisplay(QsciScintilla::AnnotationStandard);
    // As wide as the longest line that was shown, so that short text has no scroll bar.
    m_editor->SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTH, 1);
    m_editor->SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTHTRACKING, 1);
    if (auto *escape = m_editor->standardCommands()->boundTo(Qt::Key_Escape))
        escape->setKey(0);
    m_editor->setLexer(new Lexer(m_editor));
    m_editor->installEventFilter(this);
    recolour();
    fill();
    m_editor->setReadOnly(!m_isEditable);
    connect(m_editor, &QsciScintilla::textChanged, this, [this] {
        if (!m_isFilling)
            emit textChanged();
    });
    setFocusProxy(m_editor);
    layout()->addWidget(m_editor);
}

void SqlView::recolour()
{
    const Theme &theme = Theme::current();
    const QColor paper = theme[m_isOnBase ? ColourRole::Base : ColourRole::Card];
    colourLexer(*static_cast<QsciLexerSQL *>(m_editor->lexer()), theme, paper, fonts::monospace(font()));
    m_editor->setPaper(paper);
    m_editor->setColor(theme[ColourRole::Text]);
    m_editor->setCaretForegroundColor(theme[ColourRole::Text]);
    m_editor->setMarginsBackgroundColor(paper);
    m_editor->setSelectionBackgroundColor(theme[ColourRole::Selection]);
    m_editor->resetSelectionForegroundColor();
    m_editor->setMarkerBackgroundColor(theme[ColourRole::Accent], transactionMarker);
    m_editor->setMarkerBackgroundColor(theme[ColourRole::Warning], outsideMarker);
    m_editor->setMarkerBackgroundColor(theme[ColourRole::RemovedFill], removedMarker);
    m_editor->setMarkerBackgroundColor(theme[ColourRole::AddedFill], addedMarker);
    drawDiff();
    drawMark();
}

void SqlView::fill()
{
    updateGeometry();
    if (!m_editor)
        return;
    m_isFilling = true;
    m_editor->setReadOnly(false);
    m_editor->setText(m_text);
    m_editor->SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTH, 1);
    m_editor->SendScintilla(QsciScintilla::SCI_EMPTYUNDOBUFFER);
    m_editor->setReadOnly(!m_isEditable);
    m_editor->setCursorPosition(0, 0);
    drawBars();
    drawDiff();
    drawMark();
    m_isFilling = false;
}

void SqlView::drawBars()
{
    m_editor->markerDeleteAll();
    bool any = false;
    for (const Bar &bar : m_bars) {
        if (bar.boundary == SqlBlock::Boundary::None)
            continue;
        any = true;
        const int marker = bar.boundary == SqlBlock::Boundary::Transaction ? transactionMarker : outsideMarker;
        for (int line = bar.firstLine; line <= bar.lastLine; ++line)
            m_editor->markerAdd(line, marker);
    }
    m_editor->setMarginWidth(barMargin, any ? barWidth : 0);
    m_editor->setMarginWidth(gapMargin, any ? spacing::medium : 0);
}

void SqlView::drawDiff()
{
    using Kind = text::DiffLine::Kind;
    const Theme &theme = Theme::current();
    const QFont font = fonts::monospace(this->font());
    const auto styleOf = [&](int number, ColourRole ink, ColourRole fill) {
        return QsciStyle(number, QStringLiteral("diff"), readableOn(theme[ink], {theme[fill]}), theme[fill], font);
    };
    const QsciStyle removed = styleOf(removedStyle, ColourRole::Removed, ColourRole::RemovedFill);
    const QsciStyle added = styleOf(addedStyle, ColourRole::Added, ColourRole::AddedFill);
    m_editor->clearMarginText();
    m_editor->markerDeleteAll(removedMarker);
    m_editor->markerDeleteAll(addedMarker);
    for (std::size_t i = 0; i < m_diff.size(); ++i) {
        const int line = static_cast<int>(i);
        if (m_diff[i] == Kind::Same)
            continue;
        const bool isAdded = m_diff[i] == Kind::Added;
        m_editor->markerAdd(line, isAdded ? addedMarker : removedMarker);
        m_editor->setMarginText(line, isAdded ? QStringLiteral(" + ") : QStringLiteral(" − "),
                                isAdded ? added : removed);
    }
    m_editor->setMarginWidth(signMargin, m_diff.empty() ? 0 : QFontMetrics(font).horizontalAdvance(QStringLiteral(" + ")));
    if (const auto first = std::find_if(m_diff.begin(), m_diff.end(), [](Kind kind) { return kind != Kind::Same; });
        first != m_diff.end())
        m_editor->setFirstVisibleLine(qMax(0, static_cast<int>(first - m_diff.begin()) - 3));
}

void SqlView::drawMark()
{
    if (!m_editor)
        return;
    m_editor->clearAnnotations();
    if (!m_mark)
        return;
    const QStringView all(m_text);
    const qsizetype unit = unitOfCharacter(all, qMax(0, m_mark->character - 1));
    const QStringView before = all.left(unit);
    const int line = linesIn(before) - 1;
    const QStringView lineBefore = before.mid(before.lastIndexOf(QLatin1Char('\n')) + 1);
    const QString note = QString(displayColumn(lineBefore), QLatin1Char(' ')) + QLatin1String("^ ") + m_mark->message;

    const Theme &theme = Theme::current();
    const QColor paper = theme[m_isOnBase ? ColourRole::Base : ColourRole::Card];
    const QsciStyle style(markStyle, QStringLiteral("error"), readableOn(theme[ColourRole::Failed], {paper}), paper,
                          fonts::monospace(font()));
    m_editor->annotate(line, note, style);
    m_editor->setFirstVisibleLine(qMax(0, line - qMax(1, m_mostLines / 2)));
    m_editor->setCursorPosition(line, static_cast<int>(lineBefore.size()));
}

bool SqlView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_editor || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab) {
        focusNextPrevChild(key->key() == Qt::Key_Tab);
        return true;
    }
    if (key->key() == Qt::Key_Escape) {
        event->ignore(); // passes on to the dialog
        return true;
    }
    return false;
}

} // namespace retort::ui
