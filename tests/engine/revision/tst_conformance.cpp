// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus.h"

#include <QTest>

#include <cstdio>

using namespace retort;

/// Every recorded answer of Alembic, each as one row. RETORT_CONFORMANCE_DIR names another corpus of the same format.
class TestConformance : public QObject
{
    Q_OBJECT

public:
    explicit TestConformance(std::vector<conformance::Case> cases) : m_cases(std::move(cases)) {}

    int passed() const { return m_passed; }
    int failed() const { return m_failed; }

private slots:
    void answersAsAlembic_data();
    void answersAsAlembic();

private:
    std::vector<conformance::Case> m_cases;
    int m_passed = 0;
    int m_failed = 0;
};

void TestConformance::answersAsAlembic_data()
{
    QTest::addColumn<std::size_t>("number");
    for (std::size_t i = 0; i < m_cases.size(); ++i)
        QTest::newRow(qPrintable(m_cases[i].name)) << i;
}

void TestConformance::answersAsAlembic()
{
    QFETCH(std::size_t, number);
    const QString difference = conformance::run(m_cases[number]);
    ++(difference.isEmpty() ? m_passed : m_failed);
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

int main(int argc, char *argv[])
{
    QString folder = qEnvironmentVariable("RETORT_CONFORMANCE_DIR");
    if (folder.isEmpty())
        folder = QStringLiteral(RETORT_SOURCE_DIR "/tests/data/conformance");
    std::vector<conformance::Case> cases = conformance::readCorpus(folder);
    if (cases.empty()) {
        std::fprintf(stderr, "no cases in %s\n", qPrintable(folder));
        std::puts("0 passed, 1 failed");
        return 1;
    }
    TestConformance test(std::move(cases));
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    if (argc == 1)
        arguments.append(QStringLiteral("-silent")); // thousands of rows: only what fails
    const int status = QTest::qExec(&test, arguments);
    std::printf("%d passed, %d failed\n", test.passed(), test.failed());
    return status == 0 && test.failed() == 0 ? 0 : 1;
}

#include "tst_conformance.moc"
