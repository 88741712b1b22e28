// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the graph for a designer's eye, written to <build>/pictures/graph.
#include "tests/ui/graph/graphsamples.h"
#include "ui/graph/graphpanel.h"
#include "ui/graph/revisionmodel.h"
#include "ui/graph/revisionview.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QTest>

using namespace retort;
using namespace retort::testing;
using namespace retort::ui;

namespace
{

std::unique_ptr<GraphPanel> panelOf(const GraphSample &sample, int number = 0)
{
    auto panel = std::make_unique<GraphPanel>(QString::fromStdString(sample.state.name), number);
    panel->setProject(sample.project);
    panel->setState(sample.state);
    return panel;
}

session::PlanPreview previewOf(const GraphSample &sample, revision::Direction direction, const std::string &target)
{
    session::PlanPreview preview;
    preview.database = sample.state.name;
    const auto plan = direction == revision::Direction::Upgrade
        ? sample.project->map.planUpgrade(sample.state.rows, target)
        : sample.project->map.planDowngrade(sample.state.rows, target);
    if (!plan)
        qFatal("the sample's plan: %s", plan.error().message.c_str());
    preview.plan = *plan;
    return preview;
}

struct Shot {
    QString name;
    QSize size;
    std::function<std::unique_ptr<GraphPanel>()> make;
};

QImage grab(GraphPanel &panel, QSize size)
{
    panel.resize(size);
    panel.show();
    QCoreApplication::processEvents();
    return panel.grab().toImage();
}

/// Side by side on shelves, a gap between them, a new sheet when one is full.
std::vector<QImage> sheetsOf(const std::vector<QImage> &images)
{
    constexpr QSize sheetSize(1560, 1290);
    constexpr int gap = 8;
    std::vector<QImage> sheets;
    QPoint at(0, sheetSize.height());
    int shelfHeight = 0;
    for (const QImage &image : images) {
        if (at.x() + image.width() > sheetSize.width()) {
            at = {0, at.y() + shelfHeight + gap};
            shelfHeight = 0;
        }
        if (at.y() + image.height() > sheetSize.height()) {
            sheets.emplace_back(sheetSize, QImage::Format_RGB32);
            sheets.back().fill(Qt::gray);
            at = {0, 0};
            shelfHeight = 0;
        }
        QPainter(&sheets.back()).drawImage(at, image);
        at.rx() += image.width() + gap;
        shelfHeight = qMax(shelfHeight, image.height());
    }
    return sheets;
}

} // namespace

class TestGraphPictures : public QObject
{
    Q_OBJECT

private slots:
    void draw_data();
    void draw();
};

void TestGraphPictures::draw_data()
{
    QTest::addColumn<ThemeChoice>("theme");
    QTest::newRow("light") << ThemeChoice::Light;
    QTest::newRow("dark") << ThemeChoice::Dark;
}

void TestGraphPictures::draw()
{
    QFETCH(ThemeChoice, theme);
    applyTheme(*qApp, theme);
    const std::vector<Shot> shots{
        {QStringLiteral("sotp"),
         {480, 420},
         [] {
             auto panel = panelOf(sotpSample());
             panel->selectRevision(QStringLiteral("e5d0b81f3c77"));
             return panel;
         }},
        {QStringLiteral("tangled"), {620, 820}, [] { return panelOf(tangledSample(), 1); }},
        {QStringLiteral("large"), {620, 820}, [] { return panelOf(largeSample(1000), 2); }},
        {QStringLiteral("crowded"), {620, 820}, [] { return panelOf(largeSample(1000, 30)); }},
        {QStringLiteral("wordy"), {560, 320}, [] { return panelOf(wordySample()); }},
        {QStringLiteral("wordy-narrow"), {300, 320}, [] { return panelOf(wordySample()); }},
        {QStringLiteral("narrow"), {240, 420}, [] { return panelOf(sotpSample()); }},
        {QStringLiteral("planned"),
         {480, 420},
         [] {
             const GraphSample sample = sotpSample();
             auto panel = panelOf(sample);
             panel->showPlan(previewOf(sample, revision::Direction::Upgrade, "9c41e07b2d5a"));
             return panel;
         }},
        {QStringLiteral("running"),
         {480, 420},
         [] {
             GraphSample sample = sotpSample();
             auto panel = panelOf(sample);
             const session::PlanPreview preview = previewOf(sample, revision::Direction::Upgrade, "9c41e07b2d5a");
             sample.state.isRunning = true;
             panel->setState(sample.state);
             panel->startRun(1, preview);
             run::RunEvent event;
             event.kind = run::RunEvent::Kind::StepFinished;
             event.revision = "71fa2c90d3be";
             run::RunEvent next;
             next.kind = run::RunEvent::Kind::StepStarted;
             next.revision = "e5d0b81f3c77";
             next.step = 2;
             next.stepCount = 3;
             panel->addEvents({event, next});
             return panel;
         }},
        {QStringLiteral("failed"),
         {480, 420},
         [] {
             const GraphSample sample = sotpSample();
             auto panel = panelOf(sample);
             run::RunReport report;
             report.outcome = run::Outcome::PartlyApplied;
             report.failingRevision = "71fa2c90d3be";
             run::StepReport step;
             step.revision = "71fa2c90d3be";
             step.statementsDone = 1;
             report.steps = {step};
             panel->finishRun(report);
             return panel;
         }},
        {QStringLiteral("orphan"),
         {480, 420},
         [] {
             GraphSample sample = sotpSample();
             sample.state.rows = {"b2870ce4519f", "deadbeef0001"};
             sample.state.unknownRows = {"deadbeef0001"};
             return panelOf(sample);
         }},
        {QStringLiteral("two-heads"),
         {480, 420},
         [] {
             return panelOf(graphSample(
                 GraphSpec{.scene = "a [app] -> b -> c -> d\nb -> x -> y", .rows = {"c"}, .branch = "app"}));
         }},
        {QStringLiteral("unreachable"),
         {480, 420},
         [] {
             GraphSample sample = sotpSample();
             sample.state = unreachable(sample.state);
             return panelOf(sample);
         }},
        {QStringLiteral("empty"),
         {480, 320},
         [] { return panelOf(graphSample(std::vector<revision::Revision>{}, {})); }},
        {QStringLiteral("large-text"),
         {620, 420},
         [] {
             auto panel = panelOf(sotpSample());
             panel->view()->setTextScale(1.6);
             return panel;
         }},
        {QStringLiteral("small-text"),
         {480, 420},
         [] {
             auto panel = panelOf(tangledSample());
             panel->view()->setTextScale(0.75);
             return panel;
         }},
        {QStringLiteral("overview"),
         {480, 420},
         [] {
             auto panel = panelOf(largeSample(1000));
             panel->view()->setTextScale(0.4);
             return panel;
         }},
        {QStringLiteral("way-down"),
         {480, 420},
         [] {
             auto panel = panelOf(sotpSample());
             panel->selectRevision(QStringLiteral("c3f19a60d7e2"));
             panel->show();
             panel->activateWindow();
             panel->focusGraph();
             [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(panel.get());
             return panel;
         }},
    };
    const QDir folder(QStringLiteral(RETORT_BINARY_DIR "/pictures/graph"));
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    std::vector<QImage> images;
    for (const Shot &shot : shots) {
        const auto panel = shot.make();
        images.push_back(grab(*panel, shot.size));
    }
    const std::vector<QImage> sheets = sheetsOf(images);
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const QString name = QStringLiteral("%1-%2.png").arg(themeChoiceName(theme)).arg(i + 1);
        QVERIFY2(sheets[i].save(folder.filePath(name)), qPrintable(name));
    }
}

QTEST_MAIN(TestGraphPictures)
#include "tst_graphpictures.moc"
