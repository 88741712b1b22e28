// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/lostsession.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace retort::run {

namespace {

constexpr Milliseconds connectPatience{3'000};
constexpr Milliseconds backendPatience{5'000};
constexpr Milliseconds retryPause{100};

/// Refused, or not yet ready: a server that starts again says both.
bool mayPass(const Error &error)
{
    return error.code == "connection-refused" || error.code == "server-starting" || error.code == "connection-failed";
}

Result<postgres::Connection> connectAgain(const postgres::ConnectionSettings &settings)
{
    const auto deadline = std::chrono::steady_clock::now() + connectPatience;
    postgres::ConnectionSettings hasty = settings;
    hasty.connectTimeout = std::min(settings.connectTimeout, connectPatience);
    hasty.keywords.erase("connect_timeout");
    while (true) {
        auto connection = postgres::Connection::connect(hasty, {}, "retort recovery");
        if (connection || !mayPass(connection.error()) || std::chrono::steady_clock::now() >= deadline)
            return connection;
        std::this_thread::sleep_for(retryPause);
    }
}

} // namespace

Result<postgres::Connection> connectAfterLoss(const postgres::ConnectionSettings &settings, const MigrationLock &lock)
{
    auto connection = connectAgain(settings);
    if (!connection)
        return connection;
    if (auto ended = lock.waitForWorker(*connection, backendPatience); !ended)
        return std::move(ended).error();
    return connection;
}

Result<std::vector<std::string>> rowsAfterLoss(const postgres::ConnectionSettings &settings, const VersionTable &table,
                                               const MigrationLock &lock)
{
    auto connection = connectAfterLoss(settings, lock);
    if (!connection)
        return std::move(connection).error();
    auto rows = table.read(*connection);
    if (rows)
        std::sort(rows->begin(), rows->end());
    return rows;
}

} // namespace retort::run
