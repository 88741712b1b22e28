// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/diff/pairjudge.h"
#include "tests/support/postgresfixture.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <map>
#include <thread>
#include <vector>

using namespace retort::test;

/// The comparison against a corpus of schema pairs, tests/data/pairs or the folder that RETORT_PAIRS_DIR names, judged
/// by pg_dump and by the rows. RETORT_PAIRS_ONLY: only those whose name holds this text, and all that was said of them.
class TestPairs : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void pair_data();
    void pair();
    void cleanupTestCase();

private:
    void judgeAll();

    std::vector<SchemaPair> m_pairs;
    std::vector<Verdict> m_verdicts;
    std::map<std::string, std::string> m_open; ///< known not to converge, and why
    bool m_isVerbose = false;
};

void TestPairs::initTestCase()
{
    const char *folder = std::getenv("RETORT_PAIRS_DIR");
    const std::filesystem::path pairs = folder ? folder : RETORT_SOURCE_DIR "/tests/data/pairs";
    m_pairs = readPairs(pairs);
    QVERIFY(!m_pairs.empty());
    m_open = readOpenPairs(pairs / "open.txt");
    const char *only = std::getenv("RETORT_PAIRS_ONLY");
    m_isVerbose = only != nullptr;
    const bool hasTimescale = PostgresFixture::instance().hasTimescale();
    if (only)
        std::erase_if(m_pairs, [only](const SchemaPair &pair) { return pair.name.find(only) == std::string::npos; });
    if (!hasTimescale) {
        const auto left = std::erase_if(m_pairs, [](const SchemaPair &pair) { return pair.needsTimescale; });
        qWarning("TimescaleDB isn't installed: %zu pairs of its objects were SKIPPED", static_cast<std::size_t>(left));
    }
    makePairRoles();
    judgeAll();
}

/// Most of a pair's time passes in other programs, so a thread a core.
void TestPairs::judgeAll()
{
    m_verdicts.resize(m_pairs.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        PairJudge judge(diffByRetort);
        for (std::size_t at = next++; at < m_pairs.size(); at = next++)
            m_verdicts[at] = judge.judge(m_pairs[at]);
    };
    std::vector<std::jthread> threads;
    for (unsigned count = std::max(2U, std::thread::hardware_concurrency()); count > 0; --count)
        threads.emplace_back(work);
}

void TestPairs::pair_data()
{
    QTest::addColumn<std::size_t>("number");
    for (std::size_t at = 0; at < m_pairs.size(); ++at)
        QTest::newRow(m_pairs[at].name.c_str()) << at;
}

void TestPairs::pair()
{
    QFETCH(std::size_t, number);
    const SchemaPair &pair = m_pairs[number];
    const Verdict &verdict = m_verdicts[number];
    if (m_isVerbose)
        qInfo("%s\n%s", pair.name.c_str(), verdict.details.c_str());
    if (m_open.contains(pair.name))
        QVERIFY2(!verdict.isPerfect(), "It converges: take it out of open.txt.");
    else
        QVERIFY2(verdict.isPerfect(), (verdict.toString() + '\n' + pair.title + '\n' + verdict.details).c_str());
}

void TestPairs::cleanupTestCase()
{
    struct Totals {
        int pairs = 0, up = 0, both = 0, lost = 0, errors = 0, perfect = 0;
    };
    std::map<std::string, Totals> totals;
    std::string report;
    for (std::size_t at = 0; at < m_pairs.size(); ++at) {
        const Verdict &verdict = m_verdicts[at];
        const std::string &name = m_pairs[at].name;
        for (const std::string &group : {name.substr(0, name.find('/')), std::string("~ all")}) {
            Totals &sum = totals[group];
            ++sum.pairs;
            sum.up += verdict.isUp;
            sum.both += verdict.isUp && verdict.isDown;
            sum.lost += verdict.hasLostData;
            sum.errors += verdict.hasToolError;
            sum.perfect += verdict.isPerfect();
        }
        report += name + ": " + verdict.toString() + '\n';
    }
    report += "\n                   pairs    up  both  lost data  tool error  perfect\n";
    for (const auto &[group, sum] : totals) {
        report += QString::asprintf("%-18s %5d %5d %5d %10d %11d %8d\n", group.c_str(), sum.pairs, sum.up, sum.both,
                                    sum.lost, sum.errors, sum.perfect)
                      .toStdString();
    }
    std::fputs(report.c_str(), stdout);
}

QTEST_GUILESS_MAIN(TestPairs)
#include "tst_pairs.moc"
