// SPDX-License-Identifier: GPL-3.0-or-later
// What the redactor takes out. The input's first line is a secret, the rest the text that it may stand in.
#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "tests/fuzz/property.h"
#include "tests/fuzz/targets.h"

#include <algorithm>
#include <string>

namespace retort::fuzz
{

void redaction(std::string_view input)
{
    const std::string_view secret = input.substr(0, input.find('\n'));
    const std::string_view text = input.substr(std::min(secret.size() + 1, input.size()));
    Redactor redactor;
    redactor.addSecret(secret);
    const std::string masked = redactor.masked(text);
    constexpr std::size_t longEnough = 8; // shorter ones are masked as words alone
    if (secret.size() >= longEnough && secret.find('*') == std::string_view::npos)
        holds(masked.find(secret) == std::string::npos, "no secret is left: " + masked);

    if (text::invalidUtf8Offset(text))
        return;
    const auto characters = static_cast<int>(text::characterCount(text));
    for (const int asked : {1, characters / 2, characters, characters + 1}) {
        int position = asked;
        holds(redactor.masked(text, position) == masked, "a position changes no text");
        holds(asked == 0 ? position == 0
                         : position > 0 && position <= static_cast<int>(text::characterCount(masked)) + 1,
              "a position stays in the text");
    }
}

} // namespace retort::fuzz
