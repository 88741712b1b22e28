// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/messagesocket.h"
#include "app/cli/runjournal.h"

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace retort::cli
{

/// Runs go into the journal by a second process of this program. Qt's start and memory are then not the run's, and
/// whatever ends this program, even kill -9, all that was told until then is written down.
class JournalProcess
{
public:
    /// Starts it; on the main thread, before others. Errors: journal-unavailable.
    static Result<std::unique_ptr<JournalProcess>> start();
    /// Waits until it has ended: then the journal's file is whole and closed.
    ~JournalProcess();
    JournalProcess(const JournalProcess &) = delete;
    JournalProcess &operator=(const JournalProcess &) = delete;

    /// Any thread. The process outlives the record.
    std::unique_ptr<RunRecord> begin(const std::string &project, const std::string &database,
                                     const std::string &command, const std::string &runId);

private:
    class Record;
    JournalProcess(script::Descriptor socket, pid_t process);
    void tell(std::string_view message, bool atOnce);
    /// What went wrong with the record.
    std::optional<Error> ask(std::string_view message);

    std::mutex m_mutex; ///< over the socket
    MessageSocket m_socket;
    int m_recordCount = 0;
    pid_t m_process;
};

} // namespace retort::cli
