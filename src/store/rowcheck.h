// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"

#include <QByteArrayView>
#include <QStringView>

#include <array>

namespace store {

// CRC-32 (the polynomial of Ethernet and zip) over the columns of a row, fed in a fixed order.
// Every value goes in with its length, so that a byte cannot wander from one column to the next.
// Finds damage, not intent.
class RowCheck final
{
public:
    RowCheck& add(QStringView text)
    {
        add(qint64(text.size()));
        for (const QChar unit : text)
            byte(unit.cell()), byte(unit.row());
        return *this;
    }
    RowCheck& add(QByteArrayView bytes)
    {
        add(qint64(bytes.size()));
        for (const char value : bytes)
            byte(static_cast<unsigned char>(value));
        return *this;
    }
    RowCheck& add(qint64 value)
    {
        for (int shift = 0; shift < 64; shift += 8)
            byte(static_cast<unsigned char>(value >> shift));
        return *this;
    }
    RowCheck& add(core::Instant value) { return add(qint64(value.time_since_epoch().count())); }

    qint64 value() const { return qint64(m_state ^ 0xffffffffU); }

private:
    static constexpr std::array<quint32, 256> makeTable()
    {
        std::array<quint32, 256> table{};
        for (quint32 index = 0; index < 256; ++index) {
            quint32 entry = index;
            for (int bit = 0; bit < 8; ++bit)
                entry = (entry & 1U) ? (entry >> 1U) ^ 0xedb88320U : entry >> 1U;
            table[index] = entry;
        }
        return table;
    }
    void byte(unsigned char value)
    {
        static constexpr auto table = makeTable();
        m_state = table[(m_state ^ value) & 0xffU] ^ (m_state >> 8U);
    }

    quint32 m_state = 0xffffffffU;
};

} // namespace store
