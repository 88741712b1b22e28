// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/process.h"

#include "engine/base/text.h"
#include "engine/sandbox/failure.h"
#include "engine/sandbox/uniquefd.h"

#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/close_range.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <optional>

namespace retort::sandbox
{

namespace
{

/// What the child tells through the report pipe, which closes by itself when exec succeeds.
struct Report {
    enum What : int { Started, Failed };
    What what = Started;
    int value = 0;              ///< Started: the process id; Failed: errno
    const char *step = nullptr; ///< Failed: a literal, at the same address on both sides of fork
};

/// All that the child needs, made ready before fork: between fork and exec of a process with threads only
/// async-signal-safe calls are allowed (signal-safety(7)), so nothing may be allocated there.
struct Prepared {
    std::vector<char *> arguments;
    std::vector<char *> environment;
    const char *workingFolder = nullptr;
    pid_t parent = 0;
};

std::vector<char *> pointersTo(const std::vector<std::string> &texts)
{
    std::vector<char *> pointers;
    pointers.reserve(texts.size() + 1);
    for (const std::string &text : texts)
        pointers.push_back(const_cast<char *>(text.c_str()));
    pointers.push_back(nullptr);
    return pointers;
}

[[noreturn]] void giveUp(int reportFd, const char *step)
{
    const Report report{Report::Failed, errno, step};
    [[maybe_unused]] const ssize_t written = ::write(reportFd, &report, sizeof report);
    ::_exit(127);
}

/// Every descriptor above standard error closes at exec, but for the one to be inherited.
bool closeOthersAtExec()
{
    if (::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) == 0)
        return true;
    // Kernels before 5.11, and emulations of Linux.
    const long limit = ::sysconf(_SC_OPEN_MAX);
    for (int fd = 3; fd < limit; ++fd)
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    return true;
}

bool becomeUser(const ServerUser &user)
{
    if (!user.isDropped)
        return true;
    return ::setgroups(1, &user.gid) == 0 && ::setgid(user.gid) == 0 && ::setuid(user.uid) == 0;
}

bool redirect(const Launch &what)
{
    const int input = what.standardInput >= 0 ? what.standardInput : ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    const int output = what.standardOutput >= 0 ? what.standardOutput : ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    const int errors = what.standardError >= 0 ? what.standardError : output;
    return input >= 0 && output >= 0 && ::dup2(input, STDIN_FILENO) >= 0 && ::dup2(output, STDOUT_FILENO) >= 0
        && ::dup2(errors, STDERR_FILENO) >= 0;
}

void restoreSignals()
{
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    struct sigaction standard = {};
    standard.sa_handler = SIG_DFL;
    // An ignored signal stays ignored through exec, so each is set back.
    for (int number = 1; number < NSIG; ++number)
        ::sigaction(number, &standard, nullptr);
}

/// The child's whole life up to exec.
[[noreturn]] void become(const Launch &what, const Prepared &prepared, int reportFd)
{
    restoreSignals();
    if (!redirect(what))
        giveUp(reportFd, "redirecting its output");
    closeOthersAtExec();
    if (what.inherited >= 0 && ::fcntl(what.inherited, F_SETFD, 0) != 0)
        giveUp(reportFd, "handing on its lock");
    if (!becomeUser(what.user))
        giveUp(reportFd, "taking on its user");
    if (what.endsWithUs) {
        // After the change of user, which would clear it (prctl(2), PR_SET_PDEATHSIG).
        if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
            giveUp(reportFd, "tying it to its parent");
        if (::getppid() != prepared.parent)
            ::_exit(127);
    }
    if (::chdir(prepared.workingFolder) != 0)
        giveUp(reportFd, "entering its folder");
    ::umask(077);
    ::execve(prepared.arguments[0], prepared.arguments.data(), prepared.environment.data());
    giveUp(reportFd, "executing it");
}

/// The middle process of the double fork: its child is adopted by init.
[[noreturn]] void detach(const Launch &what, const Prepared &prepared, int reportFd)
{
    if (::setsid() < 0)
        giveUp(reportFd, "leaving our session");
    const pid_t pid = ::fork();
    if (pid < 0)
        giveUp(reportFd, "forking");
    if (pid == 0)
        become(what, prepared, reportFd);
    const Report report{Report::Started, pid, nullptr};
    const bool written = ::write(reportFd, &report, sizeof report) == sizeof report;
    ::_exit(written ? 0 : 127);
}

bool readReport(int fd, Report &report)
{
    ssize_t got = 0;
    do {
        got = ::read(fd, &report, sizeof report);
    } while (got < 0 && errno == EINTR);
    return got == sizeof report;
}

std::string readAll(int fd)
{
    std::string text;
    std::array<char, 4096> buffer;
    while (true) {
        const ssize_t got = ::read(fd, buffer.data(), buffer.size());
        if (got > 0)
            text.append(buffer.data(), static_cast<std::size_t>(got));
        else if (got == 0 || errno != EINTR)
            return text;
    }
}

} // namespace

Result<pid_t> launch(const Launch &what)
{
    const std::string &program = what.command.front();
    const Prepared prepared{pointersTo(what.command), pointersTo(what.environment), what.workingFolder.c_str(),
                            ::getpid()};
    std::array<int, 2> ends = {-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return systemFailure("can't start " + program, errno);
    UniqueFd reading(ends[0]);
    UniqueFd writing(ends[1]);

    pid_t pid = ::fork();
    if (pid < 0)
        return systemFailure("can't start " + program, errno);
    if (pid == 0) {
        if (what.detached)
            detach(what, prepared, writing.get());
        become(what, prepared, writing.get());
    }
    writing.close();

    // The two writers of a detached start may report in either order.
    std::optional<Report> failed;
    pid_t started = what.detached ? 0 : pid;
    for (Report report; readReport(reading.get(), report);) {
        if (report.what == Report::Failed)
            failed = report;
        else
            started = report.value;
    }
    if (what.detached || failed)
        waitForExit(pid);
    if (failed) {
        return systemFailure("can't start " + program + ": " + failed->step + " in " + what.workingFolder.string()
                                 + " failed",
                             failed->value);
    }
    if (started == 0)
        return failure("can't start " + program + ": it ended at once");
    return started;
}

int waitForExit(pid_t pid)
{
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR)
            return -1;
    }
    return status;
}

Result<std::string> runToEnd(Launch what)
{
    std::array<int, 2> ends = {-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return systemFailure("can't run " + what.command.front(), errno);
    UniqueFd reading(ends[0]);
    UniqueFd writing(ends[1]);
    what.standardOutput = writing.get();
    const Result<pid_t> pid = launch(what);
    if (!pid)
        return pid.error();
    writing.close();
    std::string output = readAll(reading.get());
    const int status = waitForExit(*pid);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return failure(what.command.front() + " failed: " + std::string(text::trimmed(output)));
    return output;
}

std::vector<std::string> plainEnvironment()
{
    std::vector<std::string> variables = {"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/"};
    if (const char *zone = std::getenv("TZ"))
        variables.push_back(std::string("TZ=") + zone);
    return variables;
}

} // namespace retort::sandbox
