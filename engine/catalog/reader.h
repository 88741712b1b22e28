// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/catalog/area.h"
#include "engine/catalog/objectareas.h"
#include "engine/postgres/connection.h"

#include <string>
#include <vector>

namespace retort::catalog {

/// One consistent look at a database: a REPEATABLE READ READ ONLY transaction, ended with this object.
/// Nothing waits longer than a few seconds for a lock, so that a running migration can't hold the reader up.
/// In a transaction of the caller it looks through that one, and leaves it open.
class Reader
{
public:
    /// Errors: those of the connection.
    static Result<Reader> begin(postgres::Connection &connection);
    Reader(Reader &&other) noexcept;
    Reader &operator=(Reader &&) = delete;
    ~Reader();

    const Server &server() const { return m_server; }
    Result<postgres::QueryResult> query(const std::string &sql);
    /// Sends the areas' queries in one round trip and puts the rows away in those relations whose oids they name, as
    /// they come: after an error some relations have what was asked for, and others don't.
    Result<void> read(const std::vector<Area> &areas, std::vector<Relation> &relations);
    /// The same for facts that may stay unknown: what can't be had in a short time, behind a lock or because there
    /// are ten thousand chunks to measure, is no error.
    /// False: some of it could not be had.
    Result<bool> readInTime(const std::vector<Area> &areas, std::vector<Relation> &relations);
    /// The same with all the time that it takes, but for waiting behind a lock.
    Result<bool> readUnlessLocked(const std::vector<Area> &areas, std::vector<Relation> &relations);
    /// What is not a relation, put away in the snapshot.
    Result<void> read(const std::vector<ObjectArea> &areas, Snapshot &snapshot);

private:
    template <typename AreaType, typename Take>
    Result<void> readEach(const std::vector<AreaType> &areas, const Take &take);
    Reader(postgres::Connection &connection, bool isOwner)
        : m_connection(&connection)
        , m_isOwner(isOwner)
    {
    }
    Result<void> findServer();
    Result<bool> readWithin(const std::string &limits, const std::vector<Area> &areas,
                            std::vector<Relation> &relations);

    postgres::Connection *m_connection;
    bool m_isOwner;
    Server m_server;
};

} // namespace retort::catalog
