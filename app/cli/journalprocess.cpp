// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/journalprocess.h"

#include "app/cli/journalservice.h"
#include "app/cli/recordmessage.h"
#include "engine/base/selfspawn.h"
#include "engine/session/command.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace retort::cli
{

namespace
{

Error unavailable(const std::string &reason)
{
    return makeError("journal-unavailable", "The process that writes the journal " + reason + '.',
                     "Runs go on without it; see \"retort log\".");
}

bool endsStep(const run::RunEvent &event)
{
    return event.kind == run::RunEvent::Kind::StepFinished || event.kind == run::RunEvent::Kind::StepFailed;
}

} // namespace

class JournalProcess::Record : public RunRecord
{
public:
    Record(JournalProcess &process, int number)
        : m_process(process)
        , m_number(number)
    {
    }

    void record(const run::RunEvent &event) override { m_process.tell(eventMessage(m_number, event), endsStep(event)); }
    void keep(const run::RevisionPlace &place) override { m_process.tell(placeMessage(m_number, place), false); }
    void keepChanges(const run::RunChanges &changes) override
    {
        m_process.tell(changesMessage(m_number, changes), false);
    }
    void finish(const run::RunReport &report) override { m_trouble = m_process.ask(finishMessage(m_number, report)); }
    const std::optional<Error> &trouble() const override { return m_trouble; }

private:
    JournalProcess &m_process;
    int m_number;
    std::optional<Error> m_trouble;
};

Result<std::unique_ptr<JournalProcess>> JournalProcess::start()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return unavailable(std::string("can't be reached: ") + std::strerror(errno));
    script::Descriptor ours(ends[0]);
    const script::Descriptor theirs(ends[1]);
    pid_t process = 0;
    // The passwords that a project takes from the environment are none of its business, and others of the same user
    // can read the environment of a process.
    const SelfSpawn service{journalServiceOrder, theirs.number(), true, session::harmlessEnvironment()};
    if (const int problem = spawnSelf(service, process); problem != 0)
        return unavailable(std::string("can't be started: ") + std::strerror(problem));
    return std::unique_ptr<JournalProcess>(new JournalProcess(std::move(ours), process));
}

JournalProcess::JournalProcess(script::Descriptor socket, pid_t process)
    : m_socket(std::move(socket))
    , m_process(process)
{
}

JournalProcess::~JournalProcess()
{
    static_cast<void>(m_socket.flush());
    m_socket = {}; // which it takes as the end
    while (::waitpid(m_process, nullptr, 0) < 0 && errno == EINTR) { }
}

std::unique_ptr<RunRecord> JournalProcess::begin(const std::string &project, const std::string &database,
                                                 const std::string &command, const std::string &runId)
{
    const int number = [this] {
        const std::lock_guard lock(m_mutex);
        return ++m_recordCount;
    }();
    tell(beginMessage(number, project, database, command, runId), true);
    return std::make_unique<Record>(*this, number);
}

void JournalProcess::tell(std::string_view message, bool atOnce)
{
    const std::lock_guard lock(m_mutex);
    m_socket.add(message);
    if (atOnce)
        static_cast<void>(m_socket.flush()); // one that is gone is found out by ask()
}

std::optional<Error> JournalProcess::ask(std::string_view message)
{
    const std::lock_guard lock(m_mutex);
    m_socket.add(message);
    const auto bytes = m_socket.flush() ? m_socket.receive() : std::nullopt;
    auto answer = bytes ? answerIn(*bytes) : std::nullopt;
    return answer ? std::move(answer->trouble) : unavailable("has ended before the run did");
}

} // namespace retort::cli
