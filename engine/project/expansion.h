// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/project/environment.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace retort::project {

/// A text with variables, taken apart: `${NAME}`, `${NAME:-default}` (the default may hold variables again),
/// `$$` for one dollar; any other dollar stands for itself.
class Template
{
public:
    struct Part {
        std::string literal; ///< where `name` is empty
        std::string name;
        std::shared_ptr<const Template> fallback; ///< what stands after ":-"; null where nothing does
    };

    /// Errors: variable-syntax (status Usage), also where variables stand too deep in one another's defaults; its place
    /// holds only the column, in characters of `text`.
    static Result<Template> parse(std::string_view text);

    const std::vector<Part> &parts() const { return m_parts; }
    /// Every variable that the text names, those in defaults too.
    std::vector<std::string> names() const;

private:
    friend class TemplateParser;
    std::vector<Part> m_parts;
};

/// A text with its variables put in.
struct Expansion {
    std::string text;
    std::vector<std::string> sources; ///< of the variables that gave text, see Environment::Value
    std::vector<std::string> missing; ///< variables without value and default; the text is then unusable
};

/// `encode`, where given, is applied to the value of each variable; it is told the part's index.
using Encoder = std::function<std::string(std::size_t part, const std::string &value)>;
Expansion expand(const Template &text, const Environment &environment, const Encoder &encode = {});

} // namespace retort::project
