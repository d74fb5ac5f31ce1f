// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <coroutine>
#include <utility>

namespace net {

// What one coroutine waits at until something that is not a coroutine opens it: `co_await
// gate.opened();`. Opening resumes the waiter inside the call; opening before the wait lets it
// pass; opening twice does nothing. Lives in the frame of the waiter, so whoever opens must not
// touch it afterwards. The opener has to come: a coroutine that is never resumed is never freed.
class Gate final
{
public:
    Gate() = default;
    ~Gate() = default;
    Q_DISABLE_COPY_MOVE(Gate)

    void open()
    {
        m_open = true;
        if (const auto waiter = std::exchange(m_waiter, {}))
            waiter.resume();
    }
    [[nodiscard]] bool isOpen() const noexcept { return m_open; }

    struct Opened
    {
        Gate& gate;
        bool await_ready() const noexcept { return gate.m_open; }
        void await_suspend(std::coroutine_handle<> waiter) noexcept { gate.m_waiter = waiter; }
        void await_resume() const noexcept { }
    };
    [[nodiscard]] Opened opened() noexcept { return Opened{*this}; }

private:
    bool m_open = false;
    std::coroutine_handle<> m_waiter;
};

} // namespace net
