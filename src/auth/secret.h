// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <utility>

namespace auth {

// A token or key. Has no stream operator, no conversion and no copy into a QString, so that it does
// not compile into a log line; `reveal` is the one way out and easy to search for. Overwritten when
// it ends.
class Secret final
{
public:
    Secret() = default;
    explicit Secret(QByteArray value)
        : m_value(std::move(value))
    {
        m_value.detach();
    }
    Secret(const Secret& other)
        : m_value(other.m_value.constData(), other.m_value.size())
    {
    }
    Secret(Secret&& other) noexcept
        : m_value(std::exchange(other.m_value, {}))
    {
    }
    Secret& operator=(Secret other) noexcept
    {
        m_value.swap(other.m_value);
        return *this;
    }
    ~Secret() { m_value.fill('\0'); }

    bool isEmpty() const { return m_value.isEmpty(); }
    const QByteArray& reveal() const { return m_value; }

private:
    QByteArray m_value;
};

} // namespace auth
