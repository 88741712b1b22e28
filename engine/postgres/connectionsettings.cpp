// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/postgres/connectionsettings.h"

#include "engine/base/text.h"

namespace retort::postgres {

std::string ConnectionSettings::value(const std::string &keyword) const
{
    const auto found = keywords.find(keyword);
    return found == keywords.end() ? std::string() : found->second;
}

bool ConnectionSettings::hasPassword() const
{
    return !value("password").empty();
}

std::string ConnectionSettings::toAddress() const
{
    const std::string hosts = host().empty() ? value("hostaddr") : host();
    if (hosts.empty()) {
        if (const std::string service = value("service"); !service.empty())
            return "service " + service;
        return port().empty() ? "the default server" : "port " + port() + " of the default server";
    }
    // libpq: one port for all hosts, or one for each; an empty one means the default.
    const std::vector<std::string_view> names = text::split(hosts, ',');
    const std::string portList = port();
    const std::vector<std::string_view> ports = text::split(portList, ',');
    std::vector<std::string> addresses;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string_view given = ports.size() == 1 ? ports.front() : i < ports.size() ? ports[i] : "";
        const bool isIpv6 = names[i].find(':') != std::string_view::npos;
        std::string address = isIpv6 ? '[' + std::string(names[i]) + ']' : std::string(names[i]);
        address += ':';
        address += given.empty() ? "5432" : given;
        addresses.push_back(std::move(address));
    }
    return text::join(addresses, ", ");
}

std::string ConnectionSettings::toDisplayString() const
{
    std::string shown = databaseName().empty() ? "the default database" : databaseName();
    shown += " on " + toAddress();
    if (!user().empty())
        shown += " as " + user();
    return shown;
}

} // namespace retort::postgres
