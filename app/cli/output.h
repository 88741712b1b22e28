// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/terminal.h"
#include "engine/base/jsonwriter.h"
#include "engine/base/result.h"

#include <string_view>

namespace retort::cli
{

/// What the program says: results on standard output, all else on standard error. With `--json` standard output
/// holds one document and nothing more. note() and warning() from any thread, whole lines at a time.
class Output
{
public:
    Output();

    /// From then on errors are documents too.
    void setJson(bool isJson) { m_isJson = isJson; }
    bool isJson() const { return m_isJson; }
    const Style &style() const { return m_resultStyle; }
    const Style &noteStyle() const { return m_noteStyle; }

    /// Text for standard output, as it is.
    void print(std::string_view text);
    void print(JsonWriter &document);
    /// SQL as the result: the text itself, or a document that holds it.
    void printScript(std::string_view database, std::string_view sql);
    /// A line for standard error.
    void note(std::string_view line);
    void warning(std::string_view line);
    /// "error: …" and "hint: …" on standard error; with `--json` the one document on standard output.
    void report(const Error &error);
    /// Writes out what is held back. Errors: output-failed, where standard output takes no more (a full disk).
    Result<void> finish();
    /// The text form, whatever the format: for errors that a document holds already.
    void explain(const Error &error);

private:
    Style m_resultStyle;
    Style m_noteStyle;
    bool m_isJson = false;
};

/// The facts of an error as a JSON object: code, message, hint, and where known place and what the server said.
void writeError(JsonWriter &json, const Error &error);

} // namespace retort::cli
