// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/circuit.h"

#include <algorithm>

namespace net {

namespace {

constexpr std::chrono::milliseconds probeLook{
    1000}; // how often the others look for the probe's outcome

} // namespace

Circuit::Circuit(int failuresToOpen, std::chrono::milliseconds openFor)
    : m_failuresToOpen(failuresToOpen)
    , m_openFor(openFor)
{
}

std::chrono::milliseconds Circuit::ask(Clock::Monotonic now)
{
    if (now < m_holdUntil)
        return m_holdUntil - now;
    if (!isOpen())
        return std::chrono::milliseconds(0);
    if (now < m_openUntil)
        return m_openUntil - now;
    if (m_probing)
        return probeLook;
    m_probing = true;
    return std::chrono::milliseconds(0);
}

void Circuit::succeeded()
{
    m_failures = 0;
    m_probing = false;
}

void Circuit::failed(Clock::Monotonic now)
{
    m_probing = false;
    if (!isOpen())
        ++m_failures; // stops counting: what was on its way when it opened says nothing new
    if (isOpen())
        m_openUntil = now + m_openFor;
}

void Circuit::holdUntil(Clock::Monotonic time)
{
    m_holdUntil = std::max(m_holdUntil, time);
}

void Circuit::undecided()
{
    m_probing = false;
}

} // namespace net
