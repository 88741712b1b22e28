// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/headsadvice.h"
#include "tests/engine/revision/scenemap.h"

using namespace retort;
using namespace retort::session;
using namespace retort::test;
using namespace std::string_literals;

/// Which way out of several heads is right: a merge always, a re-parent only for what nobody has applied.
class TestHeadsAdvice : public QObject
{
    Q_OBJECT

private slots:
    void advises_data();
    void advises();
    void saysNothingOfDifferentBranches();
    void asksAllDatabases();
};

namespace
{

/// "c onto b (1); b onto c (1)": the offers, the best first.
std::string offersText(const HeadsAdvice &advice)
{
    std::vector<std::string> offers;
    for (const ReparentOffer &offer : advice.reparents)
        offers.push_back(offer.revision + " onto " + offer.onto + " (" + std::to_string(offer.lineLength) + ")");
    return text::join(offers, "; ");
}

} // namespace

void TestHeadsAdvice::advises_data()
{
    QTest::addColumn<std::string>("scene");
    QTest::addColumn<std::string>("rows");
    QTest::addColumn<std::string>("offers");
    QTest::addColumn<bool>("prefersMerge");

    const std::string fork = "a [app] -> b, a -> c";
    QTest::newRow("one head") << "a [app] -> b"s
                              << "a"s
                              << ""s << true;
    QTest::newRow("nobody has either") << fork << "a"s
                                       << "b onto c (1); c onto b (1)"s << false;
    QTest::newRow("one is applied") << fork << "b"s
                                    << "c onto b (1)"s << false;
    QTest::newRow("both are applied") << fork << "b c"s
                                      << ""s << true;
    QTest::newRow("a line of three") << "a [app] -> b, a -> c -> d -> e"s
                                     << "b"s
                                     << "c onto b (3)"s << false;
    QTest::newRow("part of the line is applied") << "a [app] -> b, a -> c -> d"s
                                                 << "b c"s
                                                 << ""s << true;
    QTest::newRow("a merge may not move") << "a [app] -> b, a -> c, a -> d, c + d -> m"s
                                          << "b"s
                                          << ""s << true;
    QTest::newRow("a line with a fork inside moves by its lowest") << "a [app] -> b, a -> c -> d, c -> e, d + e -> m"s
                                                                   << "b"s
                                                                   << "c onto b (4)"s << false;
}

void TestHeadsAdvice::advises()
{
    QFETCH(const std::string, scene);
    QFETCH(const std::string, rows);
    QFETCH(const std::string, offers);
    QFETCH(const bool, prefersMerge);
    const revision::RevisionMap map = mapOf(scene);
    const revision::BranchBinding binding(map, "app", "app");
    const HeadsAdvice advice = adviseOnHeads(map, binding, {{"app", true, words(rows)}});
    QCOMPARE(offersText(advice), offers);
    QCOMPARE(advice.prefersMerge, prefersMerge);
    QCOMPARE(advice.heads.empty(), advice.sentence.empty());
}

void TestHeadsAdvice::saysNothingOfDifferentBranches()
{
    const revision::RevisionMap map = mapOf("p1 [postgres] -> p2, t1 [timescale] -> t2");
    const HeadsAdvice advice =
        adviseOnHeads(map, revision::BranchBinding(map, "app", "postgres"), {{"app", true, {"p2"}}});
    QVERIFY(advice.heads.empty());
    QVERIFY(adviseOnHeads(map, revision::BranchBinding(map, "all", ""), {}).heads.empty());
}

void TestHeadsAdvice::asksAllDatabases()
{
    const revision::RevisionMap map = mapOf("a [app] -> b, a -> c");
    const revision::BranchBinding binding(map, "app", "app");
    const HeadsAdvice elsewhere = adviseOnHeads(map, binding, {{"app", true, {"b"}}, {"staging", true, {"c"}}});
    QVERIFY(elsewhere.reparents.empty());
    QVERIFY(elsewhere.prefersMerge);

    const HeadsAdvice unknown = adviseOnHeads(map, binding, {{"app", true, {"b"}}, {"staging", false, {}}});
    QVERIFY(unknown.reparents.empty());
    QVERIFY(unknown.prefersMerge);
    QVERIFY2(unknown.sentence.find("staging") != std::string::npos, unknown.sentence.c_str());
}

QTEST_GUILESS_MAIN(TestHeadsAdvice)
#include "tst_headsadvice.moc"
