// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace retort::project {

/// libpq's connection keywords (manual, "Parameter Key Words") that a project or a URL may set.
const std::vector<std::string> &connectionKeywords();

/// The keywords that a connection URL says (manual, "Connection URIs"; SQLAlchemy's `+driver` is dropped).
/// Percent codes are decoded; a percent sign that begins none stands for itself. A password with `@ : / ? #` in it
/// is understood wherever a host can follow the last `@`.
/// Errors: bad-url (status Usage). Its text holds nothing of the URL, which may be all password.
Result<std::map<std::string, std::string>> parseConnectionUrl(std::string_view url);

/// The keywords of "host=localhost dbname=app password='a b'" (manual, "Keyword/Value Connection Strings").
/// Errors: bad-url (status Usage), with nothing of the text.
Result<std::map<std::string, std::string>> parseConnectionKeywords(std::string_view text);

/// Writes every byte but letters, digits and `-._~` as a percent code (RFC 3986, 2.1).
std::string percentEncoded(std::string_view text);

} // namespace retort::project
