// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profiles/events.h"
#include "profiles/place.h"

#include <QObject>

#include <deque>

namespace profiles {

// Carries out the commands of a Host, one after the other, in the engine's thread.
class Worker final : public QObject
{
    Q_OBJECT

public:
    using Tell = std::function<void(const Event&)>;
    Worker(Opener opener, Tell tell);
    ~Worker() override;

    void open();
    void take(const Command& command);
    // Nothing is begun any more; ends the thread once what is under way has come to its boundary.
    void close();

private:
    void openPlace();
    void carryOutAll();
    void carryOut(const LookAround& command);
    void carryOut(const MakePlan& command);
    void carryOut(const Sync& command);
    void carryOut(const ChangeKind& command);
    void carryOut(const CreateKeyField& command);
    void carryOut(const ReadRows& command);
    void carryOut(const ShowRow& command);
    void carryOut(const Cancel&) { }
    core::Result<void> save(const ChangeKind& change);
    core::Result<engine::SyncResult> run(engine::SyncOptions options);
    core::Result<void> mustBeConnected() const;
    void end();
    template <typename T> void ended(Job job, const core::Result<T>& result);

    Opener m_opener;
    Tell m_tell;
    std::unique_ptr<Place> m_place;
    std::unique_ptr<engine::SyncRun> m_run; // the last one: its payloads can be shown
    std::deque<Command> m_waiting;
    std::stop_source m_stop; // of what is being carried out
    bool m_busy = false;
    bool m_trying = false; // what is being carried out is a trial
    bool m_closing = false;
};

} // namespace profiles
