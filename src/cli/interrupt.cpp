// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/interrupt.h"

#include "cli/exitcode.h"

#include <QSocketNotifier>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace cli {

namespace {

// A signal handler may only write to a descriptor that it finds here; everything else happens in
// the event loop.
int writeEnd = -1;

void onSignal(int)
{
    const char byte = 1;
    // Nothing can be done here if the pipe is full; it then holds enough signals already.
    [[maybe_unused]] const ssize_t written = ::write(writeEnd, &byte, 1);
}

} // namespace

Interrupt::Interrupt()
{
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // Ctrl-C then ends the process at once, as by default
    writeEnd = ends[1];
    m_notifier = std::make_unique<QSocketNotifier>(ends[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Interrupt::signalled);
    std::signal(SIGINT, &onSignal);
    std::signal(SIGTERM, &onSignal);
}

Interrupt::~Interrupt()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    if (!m_notifier)
        return;
    const auto readEnd = static_cast<int>(m_notifier->socket());
    m_notifier.reset();
    ::close(readEnd);
    ::close(writeEnd);
    writeEnd = -1;
}

void Interrupt::signalled()
{
    char bytes[16];
    while (::read(static_cast<int>(m_notifier->socket()), bytes, sizeof bytes) > 0) { }
    if (m_stop.stop_requested())
        ::_exit(static_cast<int>(ExitCode::Interrupted));
    m_stop.request_stop();
}

} // namespace cli
