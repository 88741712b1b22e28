// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "engine/base/text.h"
#include "tests/support/printers.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <iterator>

using namespace retort::test;

namespace
{

/// One way to go wrong about the revision map: the bad input, and all that a person gets for it.
struct Case {
    const char *name;
    /// What Alembic calls it: the corpus's code ("internal-error WHERE" for one of its crashes), or the beginning of
    /// the message that section 1.3 of the reference quotes. Several apart by " | ". Empty: Retort's own.
    const char *alembic;
    const char *files; ///< "id | revises | depends on | labels; …"
    const char *rows;  ///< of the version table; null: no database is asked
    const char *line;  ///< of the program
    int status;
    const char *code;     ///< empty: no error, but a finding or a warning
    const char *sentence; ///< what happened, and why
    const char *remedy;
};

constexpr const char *line2 = "a; b | a";
constexpr const char *fork = "a; b | a; c | a";
constexpr const char *merged = "a; b | a; c | a; m | b, c";
constexpr const char *roots = "p | | | pg; p2 | p; t | | | ts; t2 | t";

const Case cases[] = {
    // The files.
    {"missing parent", "missing-revision | missing parent", "a; b | gone", nullptr, "heads", 2, "missing-revision",
     "02.sql: Revision b revises 'gone', which no file has as its id", "bring the missing file back"},
    {"missing dependency", "missing-revision", "a; b | a | gone", nullptr, "heads", 2, "missing-revision",
     "02.sql: Revision b depends on 'gone'", "bring the missing file back"},
    {"a label as parent", "missing-revision", "a | | | lab; b | lab", nullptr, "heads", 2, "missing-revision",
     "Revision b revises 'lab', which is a branch label", "down revisions take the full id: a"},
    {"a label as parent, below a dependency", "broken-map", "a | | | lab; b | lab; c | b | a", nullptr, "heads", 2,
     "broken-map", "Revision b revises 'lab', which is a branch label", "down revisions take the full id: a"},
    {"itself as parent", "self-loop", "a | a", nullptr, "heads", 2, "self-loop", "01.sql: Revision a revises itself",
     "name the revision that comes before it"},
    {"itself as dependency", "dependency-self-loop", "a | | a", nullptr, "heads", 2, "dependency-self-loop",
     "01.sql: Revision a depends on itself", "take its own id out of its dependencies"},
    {"cycle", "cycle", "a | b; b | a", nullptr, "heads", 2, "cycle",
     "A cycle of down revisions runs through the revisions a, b", "cut the one that points forward"},
    {"cycle of dependencies", "dependency-cycle", "a | | b; b | | a", nullptr, "heads", 2, "dependency-cycle",
     "A cycle of dependencies runs through the revisions a, b", "cut the one that points forward"},
    {"label twice", "duplicate-label | Branch name … already used", "a | | | one; b | | | one", nullptr, "heads", 2,
     "duplicate-label", "02.sql: Branch label 'one' of revision b is already used by revision a",
     "take the label out of this file: descendants of a belong to the branch without it"},
    {"id with a sign", "illegal-characters", "a@b", nullptr, "heads", 2, "illegal-characters",
     "Revision id 'a@b' holds @, which targets and ranges use", "choose an id without"},
    {"id twice", "duplicate-revision | duplicate id", "a; a", nullptr, "heads", 2, "duplicate-revision",
     "Revision id a is in two files: ", "Give one of them another id, or remove the copy."},
    {"id that is a reserved word", "internal-error walk_revisions", "head; base | head", nullptr, "history", 1,
     "reserved-word", "Revision id 'base' is a reserved word", "give the revision another id"},
    {"plan to an id that is a reserved word", "internal-error _upgrade_revs", "head; base | head", nullptr,
     "plan upgrade heads --at base", 1, "reserved-word", "is a reserved word", "give the revision another id"},
    {"thousands of labels", "", "LABELS", nullptr, "heads", 2, "too-many-labels",
     "The project declares 5001 branch labels, more than 5000", "its first revision alone declares it"},

    // Names.
    {"unknown revision", "unknown-revision | Can't locate revision identified by 'x'", line2, nullptr,
     "plan upgrade zzz --at base", 1, "unknown-revision", "There is no revision or branch 'zzz'",
     "'retort history' lists the ids"},
    {"slip of the keyboard", "unknown-revision | No such revision or branch", "abcdef01; abcdef22 | abcdef01", nullptr,
     "show abdcef01", 1, "unknown-revision", "There is no revision or branch 'abdcef01'", "did you mean 'abcdef01'?"},
    {"empty name", "internal-error _revision_for_ident", line2, nullptr, "show a@", 1, "unknown-revision",
     "A revision name is empty", "name a revision, a branch, head or base"},
    {"unknown branch", "unknown-branch", roots, nullptr, "show gp@base+2", 1, "unknown-branch",
     "There is no branch 'gp'", "did you mean 'pg'?"},
    {"prefix of several", "ambiguous-id", "abcd1; abcd2 | abcd1", nullptr, "show abcd", 1, "ambiguous-id",
     "2 names start with 'abcd': abcd1, abcd2", "write more of the id"},
    {"revision of another branch", "not-a-branch-member", roots, nullptr, "plan upgrade pg@t2 --at base", 1,
     "not-a-branch-member", "Revision t2 is not in the lineage of branch 'pg'", "leave the branch out"},

    // Targets.
    {"several heads", "multiple-heads | Multiple head revisions are present for given argument 'head'…", fork, nullptr,
     "plan upgrade head --at a", 1, "multiple-heads", "'head' has 2 heads: b \"add b\"; c \"add c\"",
     "join them: retort merge -m MESSAGE b c; or take one: retort --db app upgrade b"},
    {"several heads of several branches", "multiple-heads", roots, nullptr, "plan upgrade head --at base", 1,
     "multiple-heads", "'head' has 2 heads: p2 (pg)", "upgrade pg@head; retort --db app upgrade ts@head"},
    {"steps off the map", "relative-out-of-range | Relative revision +1 didn't produce 1 migrations", line2, nullptr,
     "plan upgrade +2 --at a", 1, "relative-out-of-range", "There are not that many revisions: '+2'",
     "'retort history' shows how many there are"},
    {"steps off the map from a name", "internal-error _collect_upgrade_revisions", line2, nullptr,
     "plan upgrade head+1 --at base", 1, "relative-out-of-range", "There are not that many revisions: 'head+1'",
     "head and base are the ends"},
    {"steps below the base", "relative-out-of-range", line2, nullptr, "plan downgrade -2 --at a", 1,
     "relative-out-of-range", "There are not that many revisions: '-2'", "head and base are the ends"},
    {"steps down a branch without a row", "internal-error _parse_downgrade_target", roots, nullptr,
     "plan downgrade ts@-1 --at p", 1, "relative-out-of-range", "No current revision is on branch 'ts'",
     "'retort current' shows what is applied"},
    {"steps down a branch with several rows", "internal-error _parse_downgrade_target", "a | | | mid; b | a; c | a",
     nullptr, "plan downgrade mid@-1 --at b,c", 1, "ambiguous-downgrade",
     "'mid@-1' can start at several current revisions: b, c", "name the revision to go down to"},
    {"a fork in the way", "ambiguous-walk", fork, nullptr, "plan upgrade +1 --at a", 1, "ambiguous-walk",
     "The walk meets a, and from there leads up to several revisions: b, c", "name the revision to go to"},
    {"a merge in the way", "ambiguous-walk", merged, nullptr, "plan downgrade -1 --at m", 1, "ambiguous-walk",
     "The walk meets m, and from there leads down to several revisions: b, c", "name the revision to go to"},
    {"steps up from several rows", "ambiguous-upgrade", roots, nullptr, "plan upgrade +1 --at p,t", 1,
     "ambiguous-upgrade", "'+1' can start at several current revisions: p, t", "say from which branch: label@+1"},
    {"steps down from several rows", "ambiguous-relative-downgrade", fork, nullptr, "plan downgrade -1 --at b,c", 0, "",
     "warning: The database has several current revisions (b, c): this counts from the first, b", "Say label@-N"},
    {"down to what is not applied", "range-not-ancestor", line2, nullptr, "plan downgrade b --at a", 1,
     "range-not-ancestor", "Revision b is not applied below the current revisions: a", "'retort history' shows"},
    {"down to a fork on no branch of it", "invalid-downgrade-target", "a; b | a; c | a; x | | | side", nullptr,
     "plan downgrade side@a --at b,c", 1, "invalid-downgrade-target", "Nothing above the target is on branch 'side'",
     "name the target without a branch"},
    {"rows above each other", "overlapping-revisions | Requested revision X overlaps with other requested revisions",
     line2, nullptr, "plan upgrade head --at a,b", 1, "overlapping-revisions",
     "Revision b includes revision a, so the two can't stand side by side", "retort stamp --purge"},
    {"downgrade to nowhere", "", line2, nullptr, "downgrade", 2, "missing-target", "A downgrade needs a target",
     "retort downgrade -1 undoes the last revision"},

    // Ranges.
    {"range the wrong way round", "range-not-ancestor", line2, nullptr, "history -r b:a", 1, "range-not-ancestor",
     "b is not below a on one line", "'retort history' shows what lies below what"},
    {"range through a dependency", "internal-error _topological_sort", "a; b | | a", nullptr, "history -r a:b", 1,
     "range-not-ancestor", "The range leads through a dependency", "'retort history' shows what lies below what"},
    {"range with one end", "bad-range", line2, nullptr, "history -r b", 1, "bad-range",
     "A history range has two ends, START:END, START: or :END, unlike 'b'", "a range reads START:END"},
    {"range without --sql", "range-not-allowed | Range revision not allowed", line2, nullptr,
     "plan upgrade a:b --at base", 1, "range-not-allowed", "'a:b' is a range, which only --sql takes",
     "name the target alone: the start is what the database has"},
    {"downgrade --sql without a start", "bad-range | downgrade with --sql requires <fromrev>:<torev>", line2, nullptr,
     "downgrade a --sql", 1, "bad-range", "A downgrade with --sql takes a range, since it asks no database",
     "a range reads START:END"},

    // New revisions.
    {"new revision on several heads", "Multiple heads are present; please specify the head revision…", fork, nullptr,
     "revision -m \"add x\"", 1, "multiple-heads", "A new revision has several possible parents: b, c.",
     "Choose one with --head REVISION, or join them first: retort merge b c"},
    {"new revision on no head", "Revision X is not a head; use --splice", line2, nullptr,
     "revision -m \"add x\" --head a", 1, "not-a-head", "Revision a is not a head: a new revision on it makes a second",
     "Add --splice if that is meant"},

    // What the version table says.
    {"not at the head", "Database is not on all head revisions", line2, "a", "current --check-heads", 1, "not-at-head",
     "Database app is not at its head: 1 revision pending.", "retort -x db=app upgrade"},
    {"behind", "Target database is not up to date.", line2, "a", "check", 3, "", "app: 1 revision pending: b",
     "retort -x db=app upgrade"},
    {"a row that no file has", "", line2, "gone", "upgrade", 7, "unknown-row",
     "The version table of 'app' holds gone, which is no revision of this project",
     "bring the revision's file back, or record where the schema really stands: retort --db app stamp --purge"},
    {"a row that is a prefix", "", "abcd11; abcd22 | abcd11", "abcd2", "plan downgrade -1", 7, "unknown-row",
     "holds abcd2, which is no revision", "stamp --purge"},
    {"stamp of two on one line", "internal-error _update_version | internal-error _delete_version", "a; b | a; c | b",
     "c", "stamp a b", 1, "row-mismatch", "Row 'c' would become two of the targets, which lie on one line",
     "name one target for each line of history"},
    {"stamp of the same twice", "internal-error update_version_num", line2, "", "stamp head heads", 0, "",
     "app: ", "b (head)"},
    {"stamp between rows", "", "a; b | a; c | b; d | c; x | a", "a d", "stamp b", 1, "overlapping-revisions",
     "Some current rows lie above b and some below it", "'retort stamp --purge' writes the rows anew"},

    // Of a database that follows a branch: its file says `branch`.
    {"another database's branch", "", "BOUND p | | | pg; t | | | app", nullptr, "plan upgrade pg@head --at base", 1,
     "wrong-branch", "'pg@head' is of branch 'pg', but database 'app' follows branch 'app'",
     "retort --db app upgrade app@head; or --force-branch"},
    {"a branch that nobody declares", "", "BOUND p | | | apq", nullptr, "plan upgrade head --at base", 2,
     "unknown-branch", "Database 'app' follows branch 'app', which no revision declares", "did you mean 'apq'?"},
    {"no way back", "", "BOUND a | | | app; b! | a", nullptr, "plan downgrade a --at b", 1, "irreversible",
     "02.sql: Revision b can't be undone: its file has no downgrade", "write its migrate:down section"},
    {"several rows of the branch", "ambiguous-relative-downgrade", "BOUND a | | | app; b | a; c | a", nullptr,
     "plan downgrade -1 --at b,c", 1, "ambiguous-downgrade", "Branch 'app' has several current revisions: b (app)",
     "say which to undo: retort --db app downgrade b@-1 or retort --db app downgrade c@-1"},
    {"several heads of the branch", "multiple-heads", "BOUND a | | | app; b | a; c | a", nullptr, "plan upgrade --at a",
     1, "multiple-heads", "Branch 'app' has 2 heads: b (app)", "retort merge -m MESSAGE b c"},
};

/// The messages that section 1.3 of the reference wants reproduced, by their beginnings.
const char *const namedErrors[] = {
    "Multiple head revisions are present for given argument 'head'…",
    "Multiple heads are present; please specify the head revision…",
    "Can't locate revision identified by 'x'",
    "Target database is not up to date.",
    "Relative revision +1 didn't produce 1 migrations",
    "Requested revision X overlaps with other requested revisions",
    "Revision X is not a head; use --splice",
    "Branch name … already used",
    "Database is not on all head revisions",
    "No such revision or branch",
    "Range revision not allowed",
    "downgrade with --sql requires <fromrev>:<torev>",
    "cycle",
    "self-loop",
    "duplicate id",
    "missing parent",
};

std::vector<std::string> list(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    for (const std::string_view part : retort::text::split(text, separator)) {
        if (const std::string_view trimmed = retort::text::trimmed(part); !trimmed.empty())
            parts.emplace_back(trimmed);
    }
    return parts;
}

/// "b! | a | x | lab" as a revision; the mark says that it has no downgrade.
RevisionText revisionOf(std::string_view words)
{
    const auto fields = retort::text::split(words, '|');
    const auto field = [&](std::size_t index) { return index < fields.size() ? fields[index] : std::string_view(); };
    RevisionText revision;
    revision.id = retort::text::trimmed(field(0));
    if (revision.id.ends_with('!')) {
        revision.id.pop_back();
        revision.isIrreversible = true;
    }
    revision.revises = list(field(1), ',');
    revision.dependsOn = list(field(2), ',');
    revision.labels = list(field(3), ',');
    return revision;
}

std::vector<RevisionText> revisionsOf(std::string_view files)
{
    std::vector<RevisionText> revisions;
    if (files == "LABELS") {
        RevisionText &revision = revisions.emplace_back();
        revision.id = "a";
        for (int i = 0; i <= 5000; ++i)
            revision.labels.push_back('l' + std::to_string(i));
        return revisions;
    }
    for (const std::string &file : list(files, ';'))
        revisions.push_back(revisionOf(file));
    return revisions;
}

/// Every code that the corpus expects, its warnings included, and where its crashes were.
QStringList codesOfTheCorpus()
{
    QStringList codes;
    const auto take = [&codes](const QJsonObject &problem) {
        const QString code = problem["code"_L1].toString();
        codes << (code == "internal-error"_L1 ? code + ' '_L1 + problem["where"_L1].toString() : code);
    };
    QDirIterator files(QStringLiteral(RETORT_SOURCE_DIR "/tests/data/conformance"), {QStringLiteral("*.json")});
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s can't be read", qPrintable(file.fileName()));
        for (const QJsonValue &graph : QJsonDocument::fromJson(file.readAll()).object()["graphs"_L1].toArray()) {
            for (const QJsonValue &asked : graph["cases"_L1].toArray()) {
                const QJsonValue expected = asked["expect"_L1];
                if (expected["error"_L1].isObject())
                    take(expected["error"_L1].toObject());
                for (const QJsonValue &warning : expected["warnings"_L1].toArray())
                    take(warning.toObject());
            }
        }
    }
    codes.removeDuplicates();
    return codes;
}

/// The codes that the revision room can give, as its source spells them.
QStringList codesOfTheRoom()
{
    QStringList codes;
    static const QRegularExpression made(
        QStringLiteral("(?:makeError\\(|fileError\\(\\w+,|code = )\\s*\"([a-z]+(?:-[a-z]+)+)\""));
    QDirIterator files(QStringLiteral(RETORT_SOURCE_DIR "/engine/revision"), {QStringLiteral("*.cpp")});
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s can't be read", qPrintable(file.fileName()));
        const QString source = QString::fromUtf8(file.readAll());
        for (const QRegularExpressionMatch &match : made.globalMatch(source))
            codes << match.captured(1);
    }
    codes.removeDuplicates();
    return codes;
}

QStringList missing(const QStringList &wanted, const QStringList &rows)
{
    QStringList without;
    for (const QString &name : wanted) {
        if (!rows.contains(name))
            without << name;
    }
    return without;
}

} // namespace

/// Every error about the revision map: code, plain sentence with its cause, remedy, exit status (S-69, S-75).
class TestCliMapErrors : public QObject
{
    Q_OBJECT

private slots:
    void explains_data();
    void explains();
    void everyErrorOfAlembicHasARow();
    void everyErrorOfOursHasARow();
};

void TestCliMapErrors::explains_data()
{
    QTest::addColumn<int>("number");
    for (std::size_t i = 0; i < std::size(cases); ++i)
        QTest::newRow(cases[i].name) << static_cast<int>(i);
}

void TestCliMapErrors::explains()
{
    QFETCH(const int, number);
    const Case &wrong = cases[number];
    ProjectFixture project;
    std::string_view files = wrong.files;
    const bool isBound = files.starts_with("BOUND ");
    if (isBound)
        files.remove_prefix(6);
    if (wrong.rows) {
        const ScratchDatabase &app = project.addDatabase("app", "-");
        app.execute("CREATE TABLE alembic_version (version_num varchar(32))");
        for (const std::string &row : list(wrong.rows, ' '))
            app.execute("INSERT INTO alembic_version VALUES ('" + row + "')");
    } else {
        // Nobody asks this database: what is wrong is found before.
        project.writeFile("retort.toml",
                          std::string("[project]\nlocations = [\"revisions\"]\n[database.app]\n")
                              + (isBound ? "branch = \"app\"\n" : "") + "host = \"/nowhere\"\n");
    }
    int count = 0;
    for (const RevisionText &revision : revisionsOf(files))
        project.writeFile("revisions/0" + std::to_string(++count) + ".sql", fileTextOf(revision));

    Program program(project);
    const Ended json = program.run("--json " + std::string(wrong.line));
    COMPARE_STATUS(json, wrong.status);
    QVERIFY2(!json.json().isNull(), json.report().c_str());
    const QJsonObject error = json.object()["error"_L1].toObject();
    QCOMPARE(error["code"_L1].toString(), QLatin1String(wrong.code));

    const Ended text = program.run(wrong.line);
    COMPARE_STATUS(text, wrong.status);
    VERIFY_SAYS(text, wrong.sentence);
    VERIFY_SAYS(text, wrong.remedy);
    if (*wrong.code == '\0')
        return;
    const std::string message = error["message"_L1].toString().toStdString();
    const std::string hint = error["hint"_L1].toString().toStdString();
    QVERIFY2(text.err.starts_with("error: "), text.report().c_str());
    QVERIFY2(hint.find(wrong.remedy) != std::string::npos, json.report().c_str());
    VERIFY_SAYS(text, message + "\nhint: " + hint + '\n');
}

void TestCliMapErrors::everyErrorOfAlembicHasARow()
{
    QStringList rows;
    for (const Case &wrong : cases) {
        for (const std::string &name : list(wrong.alembic, '|'))
            rows << QString::fromStdString(name);
    }
    QStringList messages;
    for (const char *message : namedErrors)
        messages << QString::fromUtf8(message);
    QCOMPARE(missing(messages, rows).join(", "_L1), QString());
    const QStringList codes = codesOfTheCorpus();
    QVERIFY(codes.size() > 20);
    QCOMPARE(missing(codes, rows).join(", "_L1), QString());
}

void TestCliMapErrors::everyErrorOfOursHasARow()
{
    QStringList rows;
    for (const Case &wrong : cases)
        rows << QString::fromUtf8(wrong.code);
    const QStringList codes = codesOfTheRoom();
    QVERIFY(codes.size() > 20);
    QCOMPARE(missing(codes, rows).join(", "_L1), QString());
}

QTEST_GUILESS_MAIN(TestCliMapErrors)
#include "tst_climaperrors.moc"
