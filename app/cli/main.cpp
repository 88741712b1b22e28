// SPDX-License-Identifier: GPL-3.0-or-later
// retort: the command line over the engine.
#include "app/cli/context.h"
#include "app/cli/interruption.h"
#include "app/cli/invocation.h"
#include "app/cli/journalservice.h"
#include "app/cli/output.h"
#include "app/cli/verbs.h"
#include "engine/base/standardstreams.h"
#include "engine/run/buildguardian.h"

#include <algorithm>
#include <string_view>

namespace retort::cli
{

namespace
{

void addVerbs(CommandLine &line)
{
    addInitVerb(line);
    addSandboxVerb(line);
    addStatusVerb(line);
    addCheckVerb(line);
    addCurrentVerb(line);
    addHistoryVerbs(line);
    addPlanVerb(line);
    addDescribeVerb(line);
    addSnapshotVerb(line);
    addDiffVerb(line);
    addDriftVerb(line);
    addVerifyVerb(line);
    addBlameVerb(line);
    addDoctorVerb(line);
    addRunVerbs(line);
    addStampVerbs(line);
    addRestoreVerb(line);
    addLogVerb(line);
    addRevisionVerbs(line);
    addEditVerb(line);
}

int numberOf(ExitStatus status)
{
    return static_cast<int>(status == ExitStatus::Interrupted ? interruptedStatus() : status);
}

int run(int count, const char *const *arguments)
{
    Output output;
    CommandLine line;
    addVerbs(line);
    auto invocation = line.parse(count, arguments);
    if (!invocation) {
        output.setJson(std::find(arguments, arguments + count, std::string_view("--json")) != arguments + count);
        output.report(invocation.error());
        return numberOf(invocation.error().status);
    }
    if (!invocation->verb) {
        output.print(invocation->text);
        return 0;
    }
    output.setJson(invocation->options.json);
    Context context(*invocation, output);
    const auto status = invocation->verb(context);
    if (!status) {
        output.report(status.error());
        return numberOf(status.error().status);
    }
    if (auto finished = output.finish(); !finished) {
        output.explain(finished.error());
        return numberOf(*status == ExitStatus::Ok ? finished.error().status : *status);
    }
    return numberOf(*status);
}

} // namespace

} // namespace retort::cli

int main(int count, char **arguments)
{
    using namespace retort::cli;
    retort::openStandardStreams();
    if (isJournalService(count, arguments))
        return serveJournal();
    if (retort::run::isBuildGuardian(count, arguments))
        return retort::run::serveBuildGuardian();
    retort::run::enableBuildGuardians();
    return run(count, arguments);
}
