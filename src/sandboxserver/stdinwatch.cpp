// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxserver/stdinwatch.h"

#include <array>

#include <unistd.h>

namespace sandboxserver {

StdinWatch::StdinWatch(std::function<void()> closed, QObject* parent)
    : QObject(parent)
    , m_notifier(STDIN_FILENO, QSocketNotifier::Read)
    , m_closed(std::move(closed))
{
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] { read(); });
}

void StdinWatch::read()
{
    std::array<char, 4096> ignored{};
    if (::read(STDIN_FILENO, ignored.data(), ignored.size()) > 0)
        return;
    m_notifier.setEnabled(false);
    m_closed();
}

} // namespace sandboxserver
