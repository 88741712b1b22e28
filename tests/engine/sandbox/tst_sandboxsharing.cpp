// SPDX-License-Identifier: GPL-3.0-or-later
// Several processes and one sandbox: they find one server, and the last one to end stops it.
#include "engine/sandbox/sandbox.h"
#include "tests/engine/sandbox/sandboxscene.h"
#include "tests/support/printers.h"

#include <QTest>

#include <sys/stat.h>

#include <memory>
#include <optional>

using namespace retort;
using namespace retort::test;
using sandbox::State;

namespace
{

constexpr int crowd = 4;

std::vector<std::unique_ptr<Holder>> makeHolders(const sandbox::Options &options,
                                                 const std::vector<std::string> &arguments = {})
{
    std::vector<std::unique_ptr<Holder>> holders;
    for (int i = 0; i < crowd; ++i)
        holders.push_back(std::make_unique<Holder>(options, arguments));
    return holders;
}

} // namespace

class SandboxSharingTest : public QObject
{
    Q_OBJECT

private slots:
    void sharesOneServer();
    void makesItOnceForMany();
    void addsTheDatabasesOfEach();
    void opensAndClosesAtAnyTime_data();
    void opensAndClosesAtAnyTime();
    void needsNoOpenUmask();
};

void SandboxSharingTest::sharesOneServer()
{
    const SandboxPlace place;
    Holder first(place.throwAway());
    QVERIFY2(first.serverPid() > 0, first.answer().c_str());
    Holder second(place.throwAway());
    QCOMPARE(second.answer(), first.answer());
    QCOMPARE(sandbox::status(place.folder())->holders, 2);

    QVERIFY(first.finish());
    QVERIFY(isRunning(second.serverPid()));
    QCOMPARE(sandbox::status(place.folder())->holders, 1);
    QVERIFY(second.finish());
    QVERIFY(place.isDeserted());
    QVERIFY(place.state() == State::Absent);
}

void SandboxSharingTest::makesItOnceForMany()
{
    const SandboxPlace place;
    const auto holders = makeHolders(place.throwAway());
    QVERIFY2(holders.front()->serverPid() > 0, holders.front()->answer().c_str());
    for (const auto &holder : holders)
        QCOMPARE(holder->answer(), holders.front()->answer());
    QCOMPARE(sandbox::status(place.folder())->holders, crowd);
    for (const auto &holder : holders)
        QVERIFY(holder->finish());
    QVERIFY(place.isDeserted());
    QVERIFY(!std::filesystem::exists(place.folder()));
}

void SandboxSharingTest::addsTheDatabasesOfEach()
{
    const SandboxPlace place;
    Holder first(place.throwAway({"app"}));
    QVERIFY2(first.serverPid() > 0, first.answer().c_str());
    Holder second(place.throwAway({"app", "metrics"}));
    QCOMPARE(second.answer(), first.answer());
    const auto third = sandbox::Sandbox::open(place.throwAway({"metrics"}));
    VERIFY_OK(third);
    VERIFY_OK(third->settingsFor("metrics"));
    VERIFY_OK(third->settingsFor("app"));
}

void SandboxSharingTest::opensAndClosesAtAnyTime_data()
{
    QTest::addColumn<bool>("isThrowAway");
    QTest::addColumn<QString>("rounds");
    QTest::newRow("its data stays") << false << "5";
    QTest::newRow("its folder comes and goes") << true << "2";
}

void SandboxSharingTest::opensAndClosesAtAnyTime()
{
    QFETCH(bool, isThrowAway);
    QFETCH(QString, rounds);
    const SandboxPlace place;
    const auto options = isThrowAway ? place.throwAway() : place.options();
    const auto holders = makeHolders(options, {"--rounds", rounds.toStdString()});
    for (const auto &holder : holders)
        QCOMPARE(holder->answer(), std::string("done"));
    for (const auto &holder : holders)
        QVERIFY(holder->finish());
    QVERIFY(place.isDeserted());
    QVERIFY(place.state() == (isThrowAway ? State::Absent : State::Stopped));
}

void SandboxSharingTest::needsNoOpenUmask()
{
    const SandboxPlace place;
    auto options = place.throwAway();
    options.folder = place.folder() / "retort" / "sandbox" / "shop";
    const mode_t before = ::umask(077);
    {
        const auto opened = sandbox::Sandbox::open(options);
        ::umask(before);
        VERIFY_OK(opened);
    }
    QVERIFY(!std::filesystem::exists(options.folder));
}

QTEST_GUILESS_MAIN(SandboxSharingTest)
#include "tst_sandboxsharing.moc"
