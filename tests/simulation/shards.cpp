// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/shards.h"

#include <QtGlobal>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace simulation {

namespace {

struct Shard
{
    pid_t process = 0;
    int pipe = -1; // to read from; -1 = ended
    QByteArray rest; // of a line that is not whole yet
};

void writeAll(int file, const QByteArray& bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t count = write(file, bytes.constData() + done, size_t(bytes.size() - done));
        if (count < 0 && errno != EINTR)
            _exit(2); // nobody listens any more
        done += std::max<ssize_t>(count, 0);
    }
}

Shard fork(int number, const std::function<void(int shard, const Say& say)>& work)
{
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0)
        qFatal("no pipe");
    std::fflush(nullptr);
    Shard shard;
    shard.process = ::fork();
    if (shard.process < 0)
        qFatal("no process");
    if (shard.process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); // nobody works for a parent that is gone
        close(ends[0]);
        work(number, [out = ends[1]](const QByteArray& line) { writeAll(out, line + '\n'); });
        std::fflush(nullptr);
        _exit(0);
    }
    close(ends[1]);
    shard.pipe = ends[0];
    return shard;
}

// What a shard said since; closes its pipe at the end.
void hear(Shard& shard, const std::function<void(const QByteArray& line)>& heard)
{
    std::array<char, 65536> buffer{};
    const ssize_t count = read(shard.pipe, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR)
        return;
    if (count <= 0) {
        close(shard.pipe);
        shard.pipe = -1;
        return;
    }
    shard.rest.append(buffer.data(), count);
    for (qsizetype end = shard.rest.indexOf('\n'); end >= 0; end = shard.rest.indexOf('\n')) {
        heard(shard.rest.left(end));
        shard.rest.remove(0, end + 1);
    }
}

} // namespace

bool inShards(int jobs, const std::function<void(int shard, const Say& say)>& work,
    const std::function<void(const QByteArray& line)>& heard)
{
    std::vector<Shard> shards;
    for (int number = 0; number < jobs; ++number)
        shards.push_back(fork(number, work));
    for (;;) {
        std::vector<pollfd> waiting;
        for (const Shard& shard : shards) {
            if (shard.pipe >= 0)
                waiting.push_back({shard.pipe, POLLIN, 0});
        }
        if (waiting.empty())
            break;
        poll(waiting.data(), waiting.size(), -1);
        for (const pollfd& ready : waiting) {
            for (Shard& shard : shards) {
                if (ready.revents != 0 && shard.pipe == ready.fd)
                    hear(shard, heard);
            }
        }
    }
    bool sound = true;
    for (const Shard& shard : shards) {
        int status = 0;
        waitpid(shard.process, &status, 0);
        sound = sound && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    return sound;
}

} // namespace simulation
