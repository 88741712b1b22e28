// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace retort::catalog {

/// A table with title and footers, printed as psql's aligned format with border 1 prints it.
struct TextTable {
    struct Header {
        std::string text;
        bool rightAligned = false;
    };
    std::string title;
    std::vector<Header> headers;
    std::vector<std::vector<std::string>> rows; ///< as many cells as headers; cells may hold line breaks
    std::vector<std::string> footers;           ///< printed as they are, a line break after each

    /// Ends in an empty line, as psql's output does.
    std::string toString() const;
};

} // namespace retort::catalog
