// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/messagesocket.h"
#include "app/cli/recordmessage.h"

#include <QTest>

#include <array>

#include <sys/socket.h>

using namespace retort;
using namespace retort::cli;

namespace
{

run::RunEvent someEvent()
{
    run::RunEvent event;
    event.kind = run::RunEvent::Kind::StepFailed;
    event.time = run::Clock::time_point(std::chrono::milliseconds(1'764'000'000'123));
    event.step = 3;
    event.stepCount = 7;
    event.statement = 2;
    event.statementCount = 4;
    event.revision = "b";
    event.text = std::string("größer\0 than", 13);
    event.place = {"versions/b.sql", 12, 5};
    event.rows = -1;
    event.duration = run::Milliseconds(1'234);
    event.notice.message = "a notice";
    event.notice.position = 9;
    event.error = makeError("sql-error", "It fails.", "Mend it.", ExitStatus::Partial);
    event.error.sql = SqlDiagnostic{};
    event.error.sql->sqlstate = "22012";
    return event;
}

run::RunReport someReport()
{
    run::RunReport report;
    report.outcome = run::Outcome::PartlyApplied;
    report.plan.target = "heads";
    report.plan.from = {"a"};
    report.plan.to = {"c", "d"};
    report.plan.warnings = {"careful"};
    for (const char *revision : {"b", "c"}) {
        report.plan.steps.emplace_back().revision = revision;
        report.steps.push_back({revision, revision::Direction::Upgrade, *revision == 'b', 5, run::Milliseconds(60)});
    }
    report.versionRows = {"b"};
    report.started = run::Clock::time_point(std::chrono::milliseconds(5));
    report.error = makeError("sql-error", "It fails.");
    report.failingRevision = "c";
    report.failingStatement = "SELECT 1/0";
    return report;
}

/// The command line's end and the journal's.
std::array<MessageSocket, 2> socketPair()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0)
        qFatal("no sockets");
    return {MessageSocket(script::Descriptor(ends[0])), MessageSocket(script::Descriptor(ends[1]))};
}

} // namespace

/// What the command line tells the process that writes the journal arrives as it was.
class TestCliRecord : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheBeginning();
    void tellsEvents();
    void tellsPlaces();
    void tellsTheReport();
    void answers();
    void refusesOtherBytes();
    void cutsMessages();
    void tellsTheEnd();
};

void TestCliRecord::tellsTheBeginning()
{
    const auto message = messageIn(beginMessage(2, "/p/retort.toml", "app", "upgrade", "00ff"));
    QVERIFY(message.has_value());
    QVERIFY(message->kind == RecordMessage::Kind::Begin);
    QCOMPARE(message->record, 2);
    QCOMPARE(message->project, std::string("/p/retort.toml"));
    QCOMPARE(message->database, std::string("app"));
    QCOMPARE(message->command, std::string("upgrade"));
}

void TestCliRecord::tellsEvents()
{
    const run::RunEvent sent = someEvent();
    const auto message = messageIn(eventMessage(1, sent));
    QVERIFY(message.has_value());
    QVERIFY(message->kind == RecordMessage::Kind::Event);
    const run::RunEvent &event = message->event;
    QVERIFY(event.kind == sent.kind);
    QVERIFY(event.time == sent.time);
    QCOMPARE(event.step, 3);
    QCOMPARE(event.stepCount, 7);
    QCOMPARE(event.statement, 2);
    QCOMPARE(event.statementCount, 4);
    QCOMPARE(event.revision, sent.revision);
    QVERIFY(event.text == sent.text);
    QVERIFY(event.place == sent.place);
    QCOMPARE(event.rows, -1);
    QVERIFY(event.duration == sent.duration);
    QVERIFY(event.notice == sent.notice);
    QVERIFY(event.error == sent.error);
}

void TestCliRecord::tellsPlaces()
{
    run::RevisionPlace sent;
    sent.revision = "b";
    sent.file = "/p/versions/b.sql";
    sent.message = "größer";
    sent.isStamped = true;
    const auto message = messageIn(placeMessage(2, sent));
    QVERIFY(message.has_value());
    QVERIFY(message->kind == RecordMessage::Kind::Place);
    QCOMPARE(message->record, 2);
    QVERIFY(message->place == sent);
}

void TestCliRecord::tellsTheReport()
{
    const run::RunReport sent = someReport();
    const auto message = messageIn(finishMessage(1, sent));
    QVERIFY(message.has_value());
    QVERIFY(message->kind == RecordMessage::Kind::Finish);
    const run::RunReport &report = message->report;
    QVERIFY(report.outcome == sent.outcome);
    QVERIFY(report.plan == sent.plan);
    QVERIFY(report.steps == sent.steps);
    QVERIFY(report.versionRows == sent.versionRows);
    QVERIFY(report.started == sent.started);
    QVERIFY(report.error == sent.error);
    QCOMPARE(report.failingRevision, sent.failingRevision);
    QCOMPARE(report.failingStatement, sent.failingStatement);
}

void TestCliRecord::answers()
{
    QVERIFY(!answerIn(answerMessage({}))->trouble);
    const Error trouble = makeError("journal-unavailable", "The disk is full.");
    QVERIFY(answerIn(answerMessage(trouble))->trouble == trouble);
}

void TestCliRecord::refusesOtherBytes()
{
    const std::string whole = finishMessage(1, someReport());
    for (std::size_t size = 0; size < whole.size(); ++size)
        QVERIFY2(!messageIn(whole.substr(0, size)), std::to_string(size).c_str());
    QVERIFY(!messageIn(whole + 'x'));
    QVERIFY(!messageIn(std::string(16, '\x7f')));
    QVERIFY(!answerIn("trouble"));
}

void TestCliRecord::cutsMessages()
{
    auto [near, far] = socketPair();
    for (const std::string &text : {std::string("one"), std::string(), std::string(20'000, 'x'), std::string("two")})
        near.add(text);
    QVERIFY(near.flush());
    QCOMPARE(far.receive(), std::optional<std::string>("one"));
    QCOMPARE(far.receive(), std::optional<std::string>(""));
    QCOMPARE(far.receive()->size(), std::size_t{20'000});
    QCOMPARE(far.receive(), std::optional<std::string>("two"));
}

void TestCliRecord::tellsTheEnd()
{
    auto [near, far] = socketPair();
    near.add("one");
    QVERIFY(near.flush());
    near = MessageSocket();
    QCOMPARE(far.receive(), std::optional<std::string>("one"));
    QVERIFY(!far.receive());
    far.add("nobody hears this");
    QVERIFY(!far.flush());
}

QTEST_APPLESS_MAIN(TestCliRecord)
#include "tst_clirecord.moc"
