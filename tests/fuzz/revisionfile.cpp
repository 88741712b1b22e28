// SPDX-License-Identifier: GPL-3.0-or-later
// A whole revision file: header, sections, their SQL; and the same revision written and read again.
#include "engine/script/revisionfile.h"
#include "engine/script/checksum.h"
#include "engine/script/scriptdirectory.h"
#include "tests/fuzz/property.h"
#include "tests/fuzz/splitcheck.h"
#include "tests/fuzz/targets.h"

#include <algorithm>
#include <string>

namespace retort::fuzz
{

namespace
{

using script::RevisionFile;
using script::Section;

std::string_view textOf(std::string_view file, const Section &section)
{
    return file.substr(section.offset, section.length);
}

void checkSection(std::string_view file, const Section &section)
{
    holds(section.offset <= file.size() && section.length <= file.size() - section.offset,
          "a section lies in its file");
    const std::string_view before = file.substr(0, section.offset);
    const auto lines = static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    const bool beginsLine = before.ends_with('\n');
    holds(beginsLine || section.length == 0, "a section begins below its marker");
    holds(section.firstLine == lines + (beginsLine ? 1 : 2), "a section begins on the line that it says");
}

void checkSections(std::string_view file, const RevisionFile &read)
{
    for (const auto *section : {&read.up, &read.down}) {
        if (*section) {
            checkSection(file, **section);
            checkSplitting(file, **section);
        }
    }
    if (read.up && read.down) {
        const auto &[first, second] =
            std::minmax(*read.up, *read.down, [](const Section &a, const Section &b) { return a.offset < b.offset; });
        holds(first.offset + first.length <= second.offset, "sections don't overlap");
    }
}

/// Reads from a disk, in pieces; the same as from memory.
void checkReadingTheFile(std::string_view text, const Result<RevisionFile> &parsed)
{
    const MemoryFile memory(text);
    auto read = script::readRevisionFile(memory.path());
    holds(read.isOk() == parsed.isOk(), "a file reads as its text does");
    if (!read) {
        holds(read.error().code == parsed.error().code && read.error().place.line == parsed.error().place.line
                  && read.error().place.column == parsed.error().place.column,
              "a file gives the error of its text");
        return;
    }
    read->path = parsed->path;
    read->revision.file = parsed->revision.file;
    holds(*read == *parsed, "a file says what its text says");
    const auto checksum = script::fileChecksum(memory.path());
    holds(checksum && *checksum == script::textChecksum(text), "a file has its text's checksum");
}

/// What a section's text is once it is written; an empty line stands before the next section.
std::string writtenBody(std::string_view body)
{
    return std::string(body) + (body.empty() || body.ends_with('\n') ? "" : "\n");
}

void checkWriting(std::string_view file, const RevisionFile &read)
{
    script::NewRevision revision;
    revision.revision = read.revision;
    revision.up = read.up ? textOf(file, *read.up) : std::string_view();
    revision.upTransactional = read.revision.upgradeTransactional;
    revision.down.reset();
    if (read.down)
        revision.down = textOf(file, *read.down);
    revision.downTransactional = read.revision.downgradeTransactional;
    const auto text = script::revisionText(revision, read.path);
    holds(text.isOk(), "what was read can be written: " + (text ? std::string() : text.error().toString()));

    const auto again = script::parseRevisionFile(*text, read.path);
    holds(again.isOk(), "what was written can be read");
    holds(again->revision == read.revision, "what was written reads as the same revision");
    const std::string up = writtenBody(revision.up) + (revision.down ? "\n" : "");
    holds(textOf(*text, *again->up) == up, "the upgrade is the same");
    holds(again->down.has_value() == revision.down.has_value(), "a downgrade is there as before");
    if (revision.down)
        holds(textOf(*text, *again->down) == writtenBody(*revision.down), "the downgrade is the same");
}

} // namespace

void revisionFile(std::string_view input)
{
    const auto parsed = script::parseRevisionFile(input, "revision.sql");
    checkReadingTheFile(input, parsed);
    if (!parsed) {
        checkPlacedError(parsed.error(), input);
        return;
    }
    checkSections(input, *parsed);
    checkWriting(input, *parsed);
}

} // namespace retort::fuzz
