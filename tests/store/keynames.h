// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <initializer_list>
#include <vector>

// Rows by the number at the end of their key, for short comparisons.
namespace fixture {

template <typename Row> QStringList keysOf(const std::vector<Row>& rows)
{
    QStringList keys;
    for (const Row& row : rows)
        keys << row.key.value.section(u':', 3);
    return keys;
}

inline QStringList names(std::initializer_list<const char*> list)
{
    QStringList result;
    for (const char* name : list)
        result << QString::fromLatin1(name);
    return result;
}

} // namespace fixture
