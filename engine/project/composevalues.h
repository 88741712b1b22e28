// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/project/compose.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What stands in the values of a Compose file. For this room only.
namespace retort::project
{

using VariableLookup = std::function<std::optional<std::string>(const std::string &name)>;

/// `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:?message}`, `${NAME:+value}` and their like; `$$`
/// is one dollar (Compose manual, "Interpolation"). Nothing where a variable without default is not set, or variables
/// stand deeper in one another's defaults than VariableBraces::deepest.
std::optional<std::string> interpolated(std::string_view text, const VariableLookup &lookup);

/// The short syntax of `ports`: "5433:5432", "127.0.0.1:5433:5432/tcp", "[::1]:5433:5432", "8000-8001:9000-9001".
/// A port without a host port is published at one that nobody knows before, and so gives none.
std::vector<PublishedPort> publishedPorts(std::string_view shortSyntax);
/// The long syntax: each of `target` and `published` a port or a range.
std::vector<PublishedPort> publishedPorts(std::string_view hostAddress, std::string_view published,
                                          std::string_view target);

} // namespace retort::project
