// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connectionsettings.h"
#include "engine/run/versiontable.h"
#include "engine/script/descriptor.h"

#include <sys/types.h>

namespace retort::run
{

struct IndexRemains;

/// A second process that stands by while the server builds an index outside a transaction. PostgreSQL leaves the index
/// INVALID when the build is cut off; where that is because this program was killed, only another process can drop it
/// (design of safe runs, section 1). It is told over a socket how to connect and what to look for, does nothing as
/// long as this program lives, and ends with the object.
class BuildGuardian
{
public:
    /// Starts it where enableBuildGuardians() was called and the statement may leave something. Where it can't be
    /// started the run goes on without: the next run drops the index.
    BuildGuardian(const postgres::ConnectionSettings &settings, const VersionTable &table, const IndexRemains &remains);
    BuildGuardian(const BuildGuardian &) = delete;
    BuildGuardian &operator=(const BuildGuardian &) = delete;
    /// Dismisses it.
    ~BuildGuardian();

private:
    script::Descriptor m_socket;
    pid_t m_process = 0;
};

/// Says that main() of this program asks isBuildGuardian() before anything else, so that it can be started anew as one.
void enableBuildGuardians();
/// True in such a process.
bool isBuildGuardian(int count, const char *const *arguments);
/// What it does. Returns the exit status.
int serveBuildGuardian();

} // namespace retort::run
