// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/clock.h"
#include "net/gate.h"

#include <QObject>

#include <map>
#include <vector>

namespace support {

// Time that stands still until a test moves it. Sleepers wake in the order of their deadlines,
// equal ones in the order in which they fell asleep, each seeing exactly its deadline as the time.
// A stop wakes at the next turn of the event loop, as with the real clock. Not for more than one
// thread.
class FakeClock final : public net::Clock
{
public:
    // Manual: only advance() and advanceToNext() move time (runTask does so for you). Auto:
    // whenever somebody sleeps and the event loop has nothing left to do, time jumps to the next
    // deadline.
    enum class Mode { Manual, Auto };

    explicit FakeClock(core::Instant wall = defaultWall, Mode mode = Mode::Manual);
    ~FakeClock() override;
    Q_DISABLE_COPY_MOVE(FakeClock)

    core::Instant wall() const override { return m_wall; }
    Monotonic monotonic() const override { return m_monotonic; }
    net::Task<void> sleep(std::chrono::milliseconds duration, std::stop_token stop) override;

    void advance(std::chrono::milliseconds by); // wakes everybody due until then
    bool advanceToNext(); // wakes the next sleeper; false if nobody sleeps
    void jumpWall(std::chrono::milliseconds by) { m_wall += by; } // somebody set the clock
    [[nodiscard]] std::size_t sleepers() const { return m_sleepers.size(); }
    // Every sleep that was asked for, in order, zero and stopped ones too.
    [[nodiscard]] const std::vector<std::chrono::milliseconds>& slept() const { return m_slept; }

    // 2026-11-23T10:00:00Z
    static constexpr core::Instant defaultWall{std::chrono::milliseconds(1'795'428'000'000)};

private:
    using Key = std::pair<Monotonic, std::uint64_t>; // deadline, order of falling asleep
    void wake(Key key);
    void moveTo(Monotonic time);
    void jumpWhenIdle();

    core::Instant m_wall;
    Monotonic m_monotonic{1'000'000};
    Mode m_mode;
    std::map<Key, net::Gate*> m_sleepers; // each gate lives in the frame of its sleep()
    std::uint64_t m_sequence = 0;
    std::vector<std::chrono::milliseconds> m_slept;
    QObject m_context; // of queued wakes and jumps
    bool m_jumpPending = false;
};

} // namespace support
