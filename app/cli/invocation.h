// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI
{
class App;
}

namespace retort::cli
{

class Context;

/// The options that every verb takes, before its name or after it.
struct GlobalOptions {
    std::string projectFile;                              ///< -c; empty: the nearest one upward
    std::string database;                                 ///< --db, -x db=; empty: not named
    bool hasEmptyName = false;                            ///< `-x db=` of an unset variable: never a default (S-04)
    std::string url;                                      ///< --url
    std::optional<std::chrono::milliseconds> connectWait; ///< --connect-wait
    bool json = false;
    bool verbose = false;
};

/// A verb's work, from context to exit status. An Error is reported by the caller and gives its own status.
using Verb = std::function<Result<ExitStatus>(Context &)>;

/// What the person asked for.
struct Invocation {
    GlobalOptions options;
    std::string verbName;
    Verb verb;
    std::string text; ///< in place of a verb: --help or --version, for standard output
};

/// The verbs and their options, by CLI11 (which files that only use the parsed value need not see).
class CommandLine
{
public:
    CommandLine();
    ~CommandLine();
    CommandLine(const CommandLine &) = delete;
    CommandLine &operator=(const CommandLine &) = delete;

    /// Adds a verb; the caller gives it its options. `group` is the heading that --help lists it under.
    CLI::App &addVerb(const std::string &group, const std::string &name, const std::string &description, Verb verb);

    /// Errors: usage (status Usage), with the nearest verb or option where one is near.
    Result<Invocation> parse(int count, const char *const *arguments);

private:
    struct Body;
    Error usageError(const std::string &message) const;
    Error unexpected(const std::vector<std::string> &arguments) const;

    std::unique_ptr<Body> m_body;
};

} // namespace retort::cli
