// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <string>

namespace retort::postgres {

/// How to reach one database: libpq's keywords (manual, "Parameter Key Words") and where the password comes from.
/// Holds the password in memory only; toDisplayString() never shows it.
struct ConnectionSettings {
    std::map<std::string, std::string> keywords; ///< host, port, user, password, dbname, sslmode, service …
    std::string passwordSource;                  ///< "POSTGRES_PASSWORD in .env", "PGPASSFILE", "sandbox" …
    std::chrono::milliseconds connectTimeout{10'000};

    std::string value(const std::string &keyword) const;
    std::string host() const { return value("host"); }
    std::string port() const { return value("port"); }
    std::string user() const { return value("user"); }
    std::string databaseName() const { return value("dbname"); }
    bool hasPassword() const;
    /// "localhost:5433"; several hosts one after the other.
    std::string toAddress() const;
    /// "sotp_db on localhost:5433 as sotp_user".
    std::string toDisplayString() const;

    bool operator==(const ConnectionSettings &) const = default;
};

} // namespace retort::postgres
