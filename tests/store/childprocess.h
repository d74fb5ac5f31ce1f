// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

// A second process that does something with the store and is killed in the middle of it. It is a
// fork: it must not be made while the test itself has a database open.
class ChildProcess final
{
public:
    // `work(tell)` runs in the child; `tell()` sends one sign of life. After it the child waits to
    // be killed.
    template <typename Work> explicit ChildProcess(Work&& work)
    {
        if (::pipe(m_pipe) != 0)
            qFatal("no pipe");
        m_pid = ::fork();
        if (m_pid < 0)
            qFatal("no second process");
        if (m_pid > 0) {
            ::close(m_pipe[1]);
            return;
        }
        const auto tell = [this] {
            if (::write(m_pipe[1], "x", 1) != 1)
                ::_exit(2);
        };
        work(tell);
        for (;;)
            ::pause();
    }
    ~ChildProcess()
    {
        if (m_pid > 0)
            end();
    }
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    qint64 pid() const { return m_pid; }

    // Waits for a number of signs of life; false if the child died first.
    bool hear(int signs) const
    {
        char byte = 0;
        for (int heard = 0; heard < signs; ++heard) {
            if (::read(m_pipe[0], &byte, 1) != 1)
                return false;
        }
        return true;
    }

    // kill -9, or waits for a child that does it to itself. What the child had still told is
    // counted.
    int end(bool byItself = false)
    {
        if (!byItself)
            ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
        m_pid = 0;
        int rest = 0;
        char byte = 0;
        while (::read(m_pipe[0], &byte, 1) == 1)
            ++rest;
        ::close(m_pipe[0]);
        return rest;
    }

private:
    pid_t m_pid = 0;
    int m_pipe[2] = {-1, -1};
};
