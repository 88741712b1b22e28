// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/diff/pairjudge.h"
#include "tests/diff/randompair.h"

#include <QTest>

#include <algorithm>
#include <cstdlib>

using namespace retort::test;

/// The comparison against pairs made by chance. RETORT_RANDOM_PAIRS: how many; RETORT_RANDOM_SEED: the first seed. A
/// failure is shrunk before it is shown.
class TestRandomPairs : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { makePairRoles(); }
    void pair_data();
    void pair();

private:
    static unsigned fromEnvironment(const char *name, unsigned otherwise)
    {
        const char *value = std::getenv(name);
        return value ? static_cast<unsigned>(std::atoi(value)) : otherwise;
    }

    PairJudge m_judge{diffByRetort};
};

void TestRandomPairs::pair_data()
{
    QTest::addColumn<unsigned>("seed");
    const unsigned first = fromEnvironment("RETORT_RANDOM_SEED", 1);
    const unsigned count = std::max(1U, fromEnvironment("RETORT_RANDOM_PAIRS", 8));
    for (unsigned seed = first; seed < first + count; ++seed)
        QTest::newRow(qPrintable(QString::number(seed))) << seed;
}

void TestRandomPairs::pair()
{
    QFETCH(unsigned, seed);
    RandomPair random(seed);
    if (m_judge.judge(random.pair()).isPerfect())
        return;
    constexpr int tries = 80;
    random.shrink([this](const SchemaPair &pair) { return !m_judge.judge(pair).isPerfect(); }, tries);
    const SchemaPair pair = random.pair();
    const Verdict verdict = m_judge.judge(pair);
    QFAIL((verdict.toString() + "\n-- from:\n" + pair.from + "-- to:\n" + pair.to + verdict.details).c_str());
}

QTEST_GUILESS_MAIN(TestRandomPairs)
#include "tst_randompairs.moc"
