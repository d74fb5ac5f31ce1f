// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/time.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QString>

namespace simulation {

// Everything that happened, as one hash and, if somebody wants to read it, as lines on stdout.
class Trace final
{
public:
    explicit Trace(bool printed)
        : m_printed(printed)
    {
    }

    void note(sandbox::Instant at, const QString& line);
    [[nodiscard]] QByteArray hash() const { return m_hash.result().toHex().left(16); }

private:
    QCryptographicHash m_hash{QCryptographicHash::Blake2b_256};
    bool m_printed;
};

} // namespace simulation
