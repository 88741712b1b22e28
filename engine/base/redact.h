// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// Takes secrets out of texts before anybody sees them. Known secrets are masked as they are and percent-encoded;
/// in SQL, so are the literals after PASSWORD, the options of a user mapping, and passwords in connection
/// strings and URLs, whether they are known or not. Value; no I/O; const methods from any thread.
class Redactor
{
public:
    static constexpr std::string_view mask = "***";

    /// A word of fewer than eight letters is masked only where it stands alone, so that a development password
    /// such as "sotp" does not blot out "sotp_db".
    void addSecret(std::string_view secret);

    std::string masked(std::string_view text) const;
    /// The same; `position`, a character counted from 1 (0: none), is moved along with the text.
    std::string masked(std::string_view text, int &position) const;
    /// All texts of a diagnostic or an error, the statement's position kept right.
    void apply(SqlDiagnostic &diagnostic) const;
    void apply(Error &error) const;

private:
    std::vector<std::string> m_secrets; ///< longest first, percent-encoded forms included
};

} // namespace retort
