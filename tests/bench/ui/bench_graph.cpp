// SPDX-License-Identifier: GPL-3.0-or-later
// The graph of 100,000 revisions on 17 lines with forks, merges and dependencies: how long from files on disk to the
// first painted row, what a frame costs, what it takes of memory, how soon the filter answers. Goals: the project's
// speed notes. Runs without a display (offscreen). Ends with a non-zero status where a goal is missed.
//
//     bench_graph                  everything
//     bench_graph --empty          what the parent starts: an empty panel, to its first paint
//     bench_graph --open FOLDER    the same, to the first painted row of the folder's revisions
//     bench_graph --write FOLDER   the project's files
//     bench_graph --read FOLDER    the floor: the head of every file, read one after the other, and nothing else
#include "engine/script/scriptdirectory.h"
#include "engine/session/relationindex.h"
#include "tests/bench/measure.h"
#include "tests/support/scene.h"
#include "tests/ui/graph/graphsamples.h"
#include "ui/graph/graphpanel.h"
#include "ui/graph/revisionmodel.h"
#include "ui/graph/revisionview.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPointer>
#include <QScrollBar>
#include <QThreadPool>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <malloc.h>
#include <tuple>
#include <unistd.h>

using namespace retort;
using namespace retort::ui;
using bench::Goal;

namespace
{

constexpr std::size_t RevisionCount = 100'000;
constexpr int LineCount = 17;
constexpr QSize WindowSize(1600, 1000);

double cpuMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double residentMiB()
{
    std::ifstream statm("/proc/self/statm");
    long total = 0;
    long resident = 0;
    statm >> total >> resident;
    return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1048576;
}

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

template <typename Work>
double cpuOf(Work &&work)
{
    const double start = cpuMilliseconds();
    work();
    return cpuMilliseconds() - start;
}

[[noreturn]] void fail(const Error &error)
{
    std::fprintf(stderr, "benchmark: %s\n", error.toString().c_str());
    std::exit(1);
}

/// Ends the event loop after the first paint that shows a row, or after any paint of an empty panel.
class FirstPaint : public QObject
{
public:
    FirstPaint(GraphPanel &panel, bool wantsRows)
        : m_panel(panel)
        , m_wantsRows(wantsRows)
    {
        (wantsRows ? panel.view()->viewport() : static_cast<QWidget *>(&panel))->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && (!m_wantsRows || m_panel.model()->rowCount() > 0))
            QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
        return QObject::eventFilter(watched, event);
    }

private:
    GraphPanel &m_panel;
    bool m_wantsRows;
};

session::DatabaseState reachable()
{
    session::DatabaseState state;
    state.name = "postgres";
    state.databaseName = "sotp_db";
    state.reachability = session::Reachability::Reachable;
    return state;
}

/// What the parent takes the time of: from exec to paint, as a console opens a project, files read off the GUI thread.
int open(const char *folder)
{
    GraphPanel panel(QStringLiteral("postgres"), 0);
    panel.resize(WindowSize);
    panel.show();
    const FirstPaint paint(panel, folder != nullptr);
    if (folder) {
        QThreadPool::globalInstance()->start([self = QPointer<GraphPanel>(&panel), path = std::string(folder)] {
            auto scripts = script::ScriptDirectory::load({path});
            if (!scripts)
                fail(scripts.error());
            auto project = std::make_shared<session::ProjectState>();
            project->map = scripts->map();
            QMetaObject::invokeMethod(qApp, [self, project] {
                session::DatabaseState state = reachable();
                state.heads = project->map.heads();
                state.rows = {project->map.at(static_cast<revision::Index>(RevisionCount / 2)).id};
                self->setState(state);
                self->setProject(project);
            });
        });
    }
    const int status = QApplication::exec();
    QThreadPool::globalInstance()->waitForDone();
    return status;
}

/// The floor of opening: what any program has to do that shows all revisions.
int readFiles(const char *folder)
{
    std::array<char, 1024> head;
    std::size_t bytes = 0;
    for (const auto &entry : std::filesystem::directory_iterator(folder)) {
        const int file = ::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC);
        const ssize_t count = file < 0 ? -1 : ::read(file, head.data(), head.size());
        if (count < 0)
            return 1;
        bytes += static_cast<std::size_t>(count);
        ::close(file);
    }
    return bytes > 0 ? 0 : 1;
}

testing::GraphSample sampleProject()
{
    return testing::largeSample(RevisionCount, LineCount);
}

/// One file for each revision, then a note that all are there.
int writeFiles(const std::filesystem::path &folder)
{
    const testing::GraphSample sample = sampleProject();
    std::filesystem::create_directories(folder);
    for (std::size_t i = 0; i < RevisionCount; ++i) {
        const revision::Revision &revision = sample.project->map.at(static_cast<revision::Index>(i));
        test::RevisionText text;
        text.id = revision.id;
        text.revises = revision.downRevisions;
        text.dependsOn = revision.dependsOn;
        text.message = revision.message;
        std::ofstream(folder / (revision.id + ".sql")) << test::fileTextOf(text);
    }
    std::ofstream(folder.string() + ".done") << "complete\n";
    return 0;
}

/// Kept from one benchmark to the next. Written by a process of its own: what is started below would inherit the
/// peak of this one's memory.
std::filesystem::path revisionFiles(const std::string &self)
{
    const std::filesystem::path folder = std::filesystem::path(RETORT_BINARY_DIR) / "bench-data" / "graph-100000";
    if (!std::filesystem::exists(folder.string() + ".done")) {
        std::printf("Writing %zu revision files …\n", RevisionCount);
        std::fflush(stdout);
        bench::runProgram({self, "--write", folder});
    }
    return folder;
}

void measureOpening(std::vector<Goal> &goals)
{
    const std::string self = std::filesystem::read_symlink("/proc/self/exe");
    const std::filesystem::path folder = revisionFiles(self);
    const auto figures = bench::compete({{"floor: the heads of 100,000 files, read",
                                          [&] {
                                              return bench::runProgram({self, "--read", folder});
                                          }},
                                         {"an empty panel, exec to paint",
                                          [&] {
                                              return bench::runProgram({self, "--empty"});
                                          }},
                                         {"100,000 files, exec to the first row",
                                          [&] {
                                              return bench::runProgram({self, "--open", folder});
                                          }}},
                                        7);
    bench::printFigures("Opening", figures);
    // One second where the floor takes 255 ms; on a busier machine both take longer.
    const auto &[floor, empty, opened] = std::tie(figures[0], figures[1], figures[2]);
    goals.push_back(
        {"from files on disk to the first painted row", opened.milliseconds / floor.milliseconds, 3.9, "x floor"});
    goals.push_back({"the same, CPU", opened.cpuMilliseconds / floor.cpuMilliseconds, 3.9, "x floor"});
    goals.push_back({"most memory while opening, above an empty panel", opened.peakMiB - empty.peakMiB, 100, "MiB"});
}

/// What all 100,000 revisions touch, read as the project's thread does, in turns; then again with nothing changed.
void measureRelations(std::vector<Goal> &goals)
{
    auto scripts = script::ScriptDirectory::load({revisionFiles(std::filesystem::read_symlink("/proc/self/exe"))});
    if (!scripts)
        fail(scripts.error());
    const auto shared = std::make_shared<script::ScriptDirectory>(std::move(scripts).value());
    session::RelationReader reader;
    std::vector<double> turns;
    const auto readAll = [&] {
        reader.start(shared);
        for (bool isDone = false; !isDone;)
            turns.push_back(cpuOf([&] { isDone = reader.readFor(std::chrono::milliseconds(30)); }));
    };
    goals.push_back({"reading what 10,000 of 100,000 files touch", cpuOf(readAll) / 10, 1500, "CPU ms"});
    goals.push_back({"one turn of it, at most", *std::max_element(turns.begin(), turns.end()), 60, "CPU ms"});
    goals.push_back({"again, with nothing changed", cpuOf(readAll) / 10, 150, "CPU ms"});
    goals.push_back({"the index of 100,000 from it", cpuOf([&] { (void)reader.index(); }), 1000, "CPU ms"});
}

void measureLayout(const testing::GraphSample &sample, std::vector<Goal> &goals)
{
    std::vector<revision::Revision> revisions;
    for (std::size_t i = 0; i < RevisionCount; ++i)
        revisions.push_back(sample.project->map.at(static_cast<revision::Index>(i)));
    std::vector<double> times;
    for (int round = 0; round < 5; ++round) {
        std::vector<revision::Revision> copy = revisions;
        times.push_back(cpuOf([&] {
            auto map = revision::RevisionMap::build(std::move(copy));
            if (!map)
                fail(map.error());
            RevisionModel model;
            model.setGraph(std::make_shared<RevisionGraph>(*map, "postgres", "", sample.state.rows, true),
                           sample.state);
        }));
    }
    goals.push_back({"map, lanes and model in memory", bench::median(times), 200, "CPU ms"});
}

/// CPU of each frame: what moves the view, and the painting.
std::vector<double> frames(GraphPanel &panel, int count, const std::function<int(int)> &positionOf)
{
    QScrollBar *bar = panel.view()->verticalScrollBar();
    std::vector<double> times;
    for (int frame = 0; frame < count; ++frame) {
        const int position = positionOf(frame);
        times.push_back(cpuOf([&] {
            bar->setValue(position);
            QCoreApplication::processEvents();
        }));
    }
    return times;
}

void addFrames(const char *name, const std::vector<double> &times, double medianLimit, double lateLimit,
               std::vector<Goal> &goals)
{
    goals.push_back({std::string(name) + ", median frame", bench::median(times), medianLimit, "CPU ms"});
    goals.push_back({std::string(name) + ", 99 of 100 frames", percentile(times, 0.99), lateLimit, "CPU ms"});
}

void measureFrames(GraphPanel &panel, std::vector<Goal> &goals)
{
    RevisionView *view = panel.view();
    const int row = view->rowHeight();
    const int middle = static_cast<int>(RevisionCount) / 2 * row;
    view->clearFocus();
    addFrames("scrolling by three rows", frames(panel, 600, [&](int frame) { return middle + 3 * row * frame; }), 3, 8,
              goals);
    addFrames("jumping anywhere", frames(panel, 200, [&](int frame) { return (frame * 7919 % 1000) * 90 * row; }), 6,
              16, goals);
    view->setFocus();
    addFrames("scrolling past the selected row",
              frames(panel, 200,
                     [&](int frame) {
                         if (frame % 20 == 0)
                             panel.selectRevision(panel.model()->id(static_cast<int>(RevisionCount) / 2 + frame));
                         return view->verticalScrollBar()->value() + row;
                     }),
              6, 16, goals);
}

void measureFilter(RevisionModel &model, std::vector<Goal> &goals)
{
    QString typed;
    std::vector<double> times;
    double first = 0;
    for (const QChar letter : QStringLiteral("revision 4711")) {
        typed += letter;
        const double time = cpuOf([&] { model.setFilter(typed); });
        (times.empty() && first == 0 ? first : times.emplace_back()) = time;
    }
    model.setFilter({});
    goals.push_back({"first letter in the filter", first, 100, "CPU ms"});
    goals.push_back({"each further letter, at most", *std::max_element(times.begin(), times.end()), 50, "CPU ms"});
}

/// One line from the first revision to the last, half of it applied.
testing::GraphSample straightSample()
{
    std::vector<revision::Revision> revisions(RevisionCount);
    for (std::size_t i = 0; i < RevisionCount; ++i) {
        revisions[i].id = "r" + std::to_string(RevisionCount + i);
        revisions[i].message = "add " + revisions[i].id;
        revisions[i].hasDowngrade = true;
        if (i > 0)
            revisions[i].downRevisions = {revisions[i - 1].id};
    }
    return testing::graphSample(revisions, {revisions[RevisionCount / 2].id});
}

/// Straight runs: all of them folded and unfolded at once, and the longest by itself, which is nearly half of the
/// revisions; scrolling where there are many.
void measureFolds(const testing::GraphSample &sample, bool scrolls, std::vector<Goal> &goals)
{
    GraphPanel panel(QStringLiteral("postgres"), 0);
    panel.resize(WindowSize);
    panel.show();
    panel.setState(sample.state);
    panel.setProject(sample.project);
    while (panel.model()->rowCount() == 0)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const auto timed = [](auto &&work) {
        return cpuOf([&] {
            work();
            QCoreApplication::processEvents();
        });
    };
    std::vector<double> all;
    std::vector<double> one;
    for (int round = 0; round < 7; ++round) {
        all.push_back(timed([&] { panel.setCollapsed(true); }));
        int longest = 0;
        for (int row = 0; row < panel.model()->rowCount(); ++row) {
            const Fold *fold = panel.model()->foldAt(row);
            const Fold *best = panel.model()->foldAt(longest);
            if (fold && (!best || fold->count() > best->count()))
                longest = row;
        }
        const Fold *fold = panel.model()->foldAt(longest);
        if (!fold)
            fail(makeError("benchmark", "nothing is folded"));
        if (round == 0)
            std::printf("Folded: %d rows, the longest run has %d\n", panel.model()->rowCount(), fold->count());
        one.push_back(timed([&] { panel.view()->unfold(longest); }));
        one.push_back(timed([&] { panel.view()->foldAround(longest); }));
        if (round == 6 && scrolls)
            addFrames("scrolling past folds",
                      frames(panel, 600, [&](int frame) { return 3 * panel.view()->rowHeight() * frame; }), 3, 8,
                      goals);
        all.push_back(timed([&] { panel.setCollapsed(false); }));
    }
    const std::string where = scrolls ? " of many" : " of two";
    goals.push_back({"folding or unfolding all runs" + where, bench::median(all), 50, "CPU ms"});
    goals.push_back({"folding or unfolding the longest run" + where, bench::median(one), 50, "CPU ms"});
}

/// A run's progress comes in batches, ten a second.
void measureRun(GraphPanel &panel, const testing::GraphSample &sample, std::vector<Goal> &goals)
{
    session::PlanPreview preview;
    const auto plan = sample.project->map.planUpgrade(sample.state.rows, "heads");
    if (!plan)
        fail(plan.error());
    preview.plan = *plan;
    panel.startRun(1, preview);
    std::vector<double> times;
    for (std::size_t step = 0; step + 100 <= preview.plan.steps.size() && step < 2000; step += 100) {
        std::vector<run::RunEvent> events;
        for (std::size_t i = step; i < step + 100; ++i) {
            for (const auto kind : {run::RunEvent::Kind::StepStarted, run::RunEvent::Kind::StepFinished}) {
                run::RunEvent event;
                event.kind = kind;
                event.revision = preview.plan.steps[i].revision;
                events.push_back(event);
            }
        }
        times.push_back(cpuOf([&] {
            panel.addEvents(events);
            QCoreApplication::processEvents();
        }));
    }
    panel.clearPlan();
    goals.push_back({"100 steps of a run in one batch", bench::median(times), 20, "CPU ms"});
}

void measurePanel(const testing::GraphSample &sample, std::vector<Goal> &goals)
{
    GraphPanel panel(QStringLiteral("postgres"), 0);
    panel.resize(WindowSize);
    panel.show();
    QCoreApplication::processEvents();
    malloc_trim(0);
    const double before = residentMiB();
    panel.setState(sample.state);
    panel.setProject(sample.project);
    while (panel.model()->rowCount() == 0)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    measureFrames(panel, goals);
    malloc_trim(0);
    // The map and its revisions' text stand in the sample already.
    goals.push_back({"memory of the graph beside the map, after scrolling", residentMiB() - before, 50, "MiB"});
    measureFilter(*panel.model(), goals);
    measureRun(panel, sample, goals);
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_LOGGING_RULES", "default.warning=false"); // what the platform lacks is no news here
    const std::string_view mode = argc > 1 ? argv[1] : "";
    const char *folder = argc > 2 ? argv[2] : nullptr;
    std::vector<Goal> goals;
    if (mode == "--write" && folder)
        return writeFiles(folder);
    if (mode == "--read" && folder)
        return readFiles(folder);
    if (mode.empty())
        measureOpening(goals);

    QApplication application(argc, argv);
    applyTheme(application, ThemeChoice::Light);
    if (!mode.empty())
        return open(folder);
    const testing::GraphSample sample = sampleProject();
    measureRelations(goals);
    measureLayout(sample, goals);
    measurePanel(sample, goals);
    measureFolds(straightSample(), false, goals);
    measureFolds(testing::largeSample(RevisionCount, 1), true, goals);
    bench::printGoals(goals);
    return std::all_of(goals.begin(), goals.end(), [](const Goal &goal) { return goal.value <= goal.limit; }) ? 0 : 1;
}
