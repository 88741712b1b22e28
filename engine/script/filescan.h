// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/revision/revision.h"
#include "engine/script/revisionfile.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace retort::script {

/// What a scan finds: the header and the places of the sections. `revision.file` is the scanner's file.
struct ScannedFile {
    revision::Revision revision;
    std::optional<Section> up;
    std::optional<Section> down;
};

/// Tells whether a section holds a statement, or says in a comment line that it needs none.
/// Statements here are anything but blanks, comments and semicolons (PostgreSQL manual, "Comments").
class ContentScanner
{
public:
    void take(std::string_view bytes);
    void finish();
    bool hasStatements() const { return m_state == State::Found; }
    bool saysNothingToUndo() const { return m_saysNothing; }

private:
    enum class State { Blank, LineComment, BlockComment, Found };
    void step(char c);
    void endLineComment();

    State m_state = State::Blank;
    int m_depth = 0;     ///< of nested block comments
    char m_before = 0;   ///< the character before, where it may begin a two-character mark; else 0
    std::string m_comment;
    bool m_saysNothing = false;
};

/// Reads a revision file that comes in pieces: header first, then the markers at the line starts.
/// Every byte is checked (NUL, UTF-8) and none is kept. For one file, on one thread.
class FileScanner
{
public:
    /// `file` is the name in the errors' places.
    explicit FileScanner(std::string file);
    const std::string &file() const { return m_scanned.revision.file; }

    /// Takes as many whole lines of `data` as there are (all of it when `last`) and returns their bytes.
    /// The rest must come again, in front of what follows; 0 asks for more data.
    Result<std::size_t> feed(std::string_view data, bool last);
    /// After the last piece.
    Result<ScannedFile> finish();

private:
    enum class Part { Header, Up, Down };

    Error errorAt(std::string code, std::string message, std::string hint, int line, int column = 0) const;
    Result<void> checkBytes(std::string_view bytes) const;
    Result<void> takeLine(std::string_view line, std::uint64_t nextOffset);
    Result<void> takeHeaderLine(std::string_view line);
    Result<void> takeHeaderKey(std::size_t key, std::string_view value, int column);
    Result<void> takeList(std::vector<std::string> &list, std::string_view value, int column) const;
    Result<bool> takeMarker(std::string_view line, std::uint64_t nextOffset);
    /// The options after a marker's name; `column` is that of `options`' first character.
    Result<void> takeOptions(Section &section, std::string_view options, int column) const;
    void takeBody(std::string_view bytes);
    void closeSection();
    std::size_t findMarkerLine(std::string_view data, std::size_t from) const;

    ScannedFile m_scanned;
    Part m_part = Part::Header;
    ContentScanner m_upContent;
    ContentScanner m_downContent;
    std::uint64_t m_offset = 0;  ///< of the next byte
    int m_line = 1;              ///< of the next byte
    std::size_t m_column = 0;    ///< characters before the next byte on a line that came in pieces
    unsigned m_seenKeys = 0;     ///< one bit a header key
};

/// Scans a file from an open descriptor. `buffer` is scratch space, reused from file to file.
/// Small files take one read. Errors: those of readRevisionFile.
Result<ScannedFile> scanDescriptor(int descriptor, std::string file, std::string &buffer);
/// The same from text in memory.
Result<ScannedFile> scanText(std::string_view text, std::string file);

/// "revision-file-unreadable" with the system's reason.
Error unreadable(const std::string &file, int systemError);
/// The same for a file that is shorter now than when it was scanned.
Error changedMeanwhile(const std::string &file);

} // namespace retort::script
