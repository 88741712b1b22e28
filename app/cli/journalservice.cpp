// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/journalservice.h"

#include "app/cli/messagesocket.h"
#include "app/cli/recordmessage.h"
#include "app/cli/runjournal.h"
#include "engine/base/selfspawn.h"

#include <csignal>
#include <map>

#include <sys/prctl.h>
#include <unistd.h>

namespace retort::cli
{

namespace
{

class JournalService
{
public:
    explicit JournalService(MessageSocket &socket)
        : m_socket(socket)
        , m_journal(loadRunJournal())
    {
    }

    void take(const RecordMessage &message)
    {
        if (message.kind == RecordMessage::Kind::Begin) {
            if (m_journal)
                m_records[message.record] = (*m_journal)->begin(message.project, message.database, message.command,
                                                                  message.runId);
            return;
        }
        const auto record = m_records.find(message.record);
        if (message.kind == RecordMessage::Kind::Event) {
            if (record != m_records.end())
                record->second->record(message.event);
            return;
        }
        if (message.kind == RecordMessage::Kind::Place) {
            if (record != m_records.end())
                record->second->keep(message.place);
            return;
        }
        if (message.kind == RecordMessage::Kind::Changes) {
            if (record != m_records.end())
                record->second->keepChanges(message.changes);
            return;
        }
        std::optional<Error> trouble;
        if (record != m_records.end()) {
            record->second->finish(message.report);
            trouble = record->second->trouble();
            m_records.erase(record);
        } else if (!m_journal) {
            trouble = m_journal.error();
        }
        m_socket.add(answerMessage(trouble));
        static_cast<void>(m_socket.flush()); // who doesn't wait for it doesn't need it
    }

private:
    MessageSocket &m_socket;
    Result<RunJournal *> m_journal;
    std::map<int, std::unique_ptr<RunRecord>> m_records;
};

} // namespace

bool isJournalService(int count, const char *const *arguments)
{
    return wasSpawnedFor(journalServiceOrder, count, arguments);
}

int serveJournal()
{
    ::prctl(PR_SET_NAME, "retort-journal"); // what ps shows; it would be the last part of /proc/self/exe
    // Who asks this program to end means the run, whose end is a part of the record.
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        std::signal(number, SIG_IGN);
    MessageSocket socket{script::Descriptor(STDIN_FILENO)};
    JournalService service(socket);
    while (const auto bytes = socket.receive()) {
        const auto message = messageIn(*bytes);
        if (!message)
            return 1;
        service.take(*message);
    }
    return 0;
}

} // namespace retort::cli
