// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>

namespace retort::project {

/// Tells whether a name can be resolved from here. Blocks.
using HostLookup = std::function<bool(const std::string &host)>;

/// True inside a container, the only place where a container network's names may resolve.
bool runsInContainer();
bool hostResolves(const std::string &host);

/// Replaces each host that `addresses` names by its "host:port" (the port may be left out), unless `keeps`
/// says that the name can be used as it is. Several hosts, as libpq has them, are separated by commas.
void useAddressesFromHere(std::map<std::string, std::string> &keywords,
                          const std::map<std::string, std::string> &addresses, const HostLookup &keeps);

} // namespace retort::project
