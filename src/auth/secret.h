// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <utility>

namespace auth {

// Overwrites the bytes where they stand, in a way that no optimiser leaves out; does nothing to an
// array that somebody else holds too.
void overwrite(QByteArray& bytes);

// A token or key. Has no stream operator, no conversion and no way into a QString, so that it does
// not compile into a log line; `reveal` is the one way out and easy to search for. Every copy has
// bytes of its own, which are overwritten when it ends; copies that Qt makes of what was revealed
// (headers of a request) are not.
class Secret final
{
public:
    Secret() = default;
    // The caller's own copy, if it kept one, is its own business.
    explicit Secret(const QByteArray& value);
    Secret(const Secret& other);
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret other) noexcept;
    ~Secret();

    [[nodiscard]] bool isEmpty() const { return m_value.isEmpty(); }
    [[nodiscard]] qsizetype size() const { return m_value.size(); } // bytes
    [[nodiscard]] const QByteArray& reveal() const { return m_value; }
    // Takes equally long wherever the two differ.
    bool operator==(const Secret& other) const;

private:
    QByteArray m_value; // never shared
};

} // namespace auth
