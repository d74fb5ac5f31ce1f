// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/time.h"

#include <QByteArray>

#include <cstdint>
#include <optional>
#include <vector>

namespace sandbox::hubspot {

using RecordId = std::uint64_t;

// One value of a record: the number of its property and UTF-8 text, never empty.
struct Value
{
    int property = 0;
    QByteArray text;

    bool operator==(const Value&) const = default;
};

struct Record
{
    RecordId id = 0;
    Instant createdAt;
    Instant updatedAt;
    std::optional<Instant> archivedAt;
    std::vector<Value> values; // in no particular order, one per property

    // The text of a stored value; nullptr if it is empty.
    [[nodiscard]] const QByteArray* value(int property) const
    {
        for (const auto& stored : values) {
            if (stored.property == property)
                return &stored.text;
        }
        return nullptr;
    }
};

// One entry of a property's history: the value that was set, when and by what.
struct Version
{
    int property = 0;
    QByteArray text;
    Instant at;
    QByteArray source; // "INTEGRATION", "CRM_UI"

    bool operator==(const Version&) const = default;
};

} // namespace sandbox::hubspot
