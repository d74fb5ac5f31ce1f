// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSocketNotifier>

#include <functional>

namespace sandboxserver {

// Calls `closed` once when standard input ends, which is when the process that started us is gone.
class StdinWatch final : public QObject
{
    Q_OBJECT

public:
    explicit StdinWatch(std::function<void()> closed, QObject* parent = nullptr);

private:
    void read();

    QSocketNotifier m_notifier;
    std::function<void()> m_closed;
};

} // namespace sandboxserver
