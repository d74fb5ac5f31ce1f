// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activity.h"
#include "core/ids.h"
#include "core/time.h"
#include "hubspot/changedsince.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace hubspot {

// One page of a changed-since search.
template <typename T> struct Page
{
    std::vector<T> rows; // rows that earlier pages did not have
    ChangedSince next; // state for the next page
    bool done = false; // nothing more at this moment
    core::Instant serverTime; // Date header
};

// A record lives, or lies in the recycle bin. No request sees both.
enum class RecordState { Living, Archived };

inline constexpr int listPageMax = 100; // rows of a listing (HubSpot contract 2.1)

// One page of the recycle bin.
struct BinPage
{
    std::vector<core::Activity> rows;
    QString after; // where the next page starts; empty on the last one
};

struct Property
{
    QString name;
    QString type;
    bool unique = false;
    QStringList options; // internal values of an enumeration
    bool operator==(const Property&) const = default;
};

// An owner as HubSpot shows it, address in clear: the caller hashes it.
struct OwnerRecord
{
    core::HubSpotId id;
    QString email; // empty for queues
    QString name;
    bool archived = false;
    bool operator==(const OwnerRecord&) const = default;
};

} // namespace hubspot
