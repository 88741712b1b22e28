// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/watchdog.h"

#include "engine/sandbox/failure.h"
#include "engine/sandbox/process.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>

namespace retort::sandbox
{

namespace
{

// A shell, since a fork of ours that lived on would keep our memory and every descriptor with it. The same steps as
// Body::giveUp in sandbox.cpp, in the same order. Arguments: folder, 1 when it is to be thrown away, the shutdown
// signal, and where the socket folder may be. Locks by flock(1) of util-linux, which every Debian has.
constexpr const char *script = R"sh(
folder=$1; throwaway=$2; signal=$3; shift 3
read -r word && exit 0             # dismissed; the end of a crashed holder is silent
cd "$folder" 2>/dev/null || exit 0
tried=0
while :; do
    exec 8>>open.lock && flock -w 90 8 || exit 0
    [ -e keep ] && exit 0
    exec 9>>leases.lock && flock -n 9 && break
    exec 8>&- 9>&-                 # another holder, or ours: the kernel closes a dead one's files one by one
    [ "$tried" -gt 100 ] && exit 0
    tried=$((tried + 1)); sleep 0.02
done

sockets=; signalled=; waited=0
exec 7>>server.lock
while ! flock -n 7; do             # some process of the server or of initdb is alive, or still starting
    pid=; [ -r data/postmaster.pid ] && read -r pid < data/postmaster.pid
    if [ -n "$pid" ] && [ /proc/"$pid"/cwd -ef data ]; then
        sockets=$(sed -n 5p data/postmaster.pid)
        [ "$signalled" = "$pid" ] || { kill -"$signal" "$pid"; signalled=$pid; }
        [ "$waited" = 1000 ] && kill -QUIT "$pid"
        [ "$waited" = 2000 ] && kill -KILL "$pid"
    elif [ "$((waited % 200))" = 199 ]; then # no postmaster, so these are orphans, and busy
        for process in /proc/[0-9]*; do
            [ "$process/cwd" -ef data ] || continue
            case $(readlink "$process/exe") in */postgres*) kill -QUIT "${process#/proc/}";; esac
        done
    fi
    [ "$waited" -gt 3000 ] && exit 1
    waited=$((waited + 1)); sleep 0.01
done
case $sockets in */retort-*) rm -rf -- "$sockets";; esac
rm -rf -- "$@" data.unfinished

[ "$throwaway" = 1 ] || exit 0
rm -rf -- data
rm -f -- passwords passwords.new server.log keep leases.lock server.lock open.lock
cd / && rmdir -- "$folder"
)sh";

} // namespace

Result<Watchdog> Watchdog::start(const Layout &layout, bool isThrowAway)
{
    // Sockets and not a pipe: a word to a watchdog that was killed must not raise SIGPIPE.
    std::array<int, 2> ends = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return systemFailure("can't watch over the sandbox", errno);
    UniqueFd ours(ends[0]);
    const UniqueFd theirs(ends[1]);
    Launch watchdog;
    watchdog.command = {"/bin/sh",
                        "-c",
                        script,
                        "retort-watchdog",
                        layout.folder().native(),
                        isThrowAway ? "1" : "0",
                        isThrowAway ? "QUIT" : "INT"};
    for (const std::filesystem::path &folder : socketFolders(layout))
        watchdog.command.push_back(folder.native());
    watchdog.environment = plainEnvironment();
    watchdog.standardInput = theirs.get();
    watchdog.detached = true;
    if (const Result<pid_t> pid = launch(watchdog); !pid)
        return pid.error();
    return Watchdog(std::move(ours));
}

void Watchdog::dismiss()
{
    constexpr std::string_view word = "done\n";
    if (m_line.isOpen()) [[maybe_unused]]
        const ssize_t sent = ::send(m_line.get(), word.data(), word.size(), MSG_NOSIGNAL);
    m_line.close();
}

} // namespace retort::sandbox
