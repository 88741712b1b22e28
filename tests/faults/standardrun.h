// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cli/program.h"
#include "tests/support/postgresfixture.h"
#include "tests/support/projectfixture.h"

#include <string>

namespace retort::test
{

/// Everything is tried, as `./dev faults` asks for, and not a sample only.
bool isWholeAskedFor();
/// Of `count` cases, whether this one is tried: each where all are asked for, else a few of them with the last.
/// RETORT_FAULTS_PART=2/4 leaves all but the second quarter to other processes.
bool isTried(int number, int count);

/// What the harness breaks: a database, four revisions of which one runs outside a transaction, and the program.
struct StandardRun {
    ProjectFixture project;
    Program program;
    std::string head = "d";

    explicit StandardRun(PostgresFixture &server = PostgresFixture::instance());

    ScratchDatabase &database() { return project.database("app"); }
    /// A fifth revision, e, on top of them. It makes the table t_e.
    void addLast(const std::string &up, bool isTransactional = true);
    /// Ends the executable with the server's message when it fails.
    void executeAsSuperuser(const std::string &sql);
    /// By a port of the loopback, without encryption.
    void goThrough(int port);
    void goStraight();

    /// What must be true whatever happened. Each is empty where it is, else says what is wrong.
    /// Nothing of ours is left within two seconds: sessions, advisory locks, open transactions, INVALID indexes.
    std::string remains();
    /// What is there is what the version rows say.
    std::string contradiction();
    /// remains(), contradiction(), and that status 0 was said only of what is done.
    std::string brokenPromise(const Ended &ended);
    /// The same command, with the cause gone, ends with the database of an undisturbed run.
    std::string rerunTrouble(const std::string &portrait);
    /// Schema and contents.
    std::string portrait();
    bool isDone();
};

} // namespace retort::test
