// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profiles/events.h"
#include "profiles/place.h"

#include <QObject>
#include <QThread>

namespace profiles {

class Worker;

// The engine in a thread of its own, for one profile; two doors lead to it. Lives in the window's
// thread.
class Host final : public QObject
{
    Q_OBJECT

public:
    // Opens the profile at once; Opened or OpeningFailed is the first event.
    explicit Host(Opener opener, QObject* parent = nullptr);
    // Cancels what is going on and waits for the safe boundary (docs/architecture.md, threads).
    ~Host() override;

    void send(const Command& command);

signals:
    void happened(const profiles::Event& event);

private:
    QThread m_thread;
    Worker* m_worker; // lives in m_thread
};

} // namespace profiles
