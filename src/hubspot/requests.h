// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/kind.h"
#include "hubspot/values.h"
#include "net/transport.h"

#include <QStringList>
#include <QUrl>

#include <span>

// Values → requests. Pure: the same values give the same bytes. All of these are reads and may be
// repeated. `base` is the scheme and host of the API, a path in front of it is kept (HubSpot
// contract 1.4, 10).
namespace hubspot {

// The version in the path, one per API family: HubSpot moves families at different times (HubSpot
// contract 0.2).
namespace version {
inline constexpr QStringView objects(u"2026-09");
inline constexpr QStringView associations(u"2026-09");
inline constexpr QStringView properties(u"2026-09");
inline constexpr QStringView owners(u"2026-09");
inline constexpr QStringView account(u"2026-09");
} // namespace version

// Most records of one call (HubSpot contract 2.1, 3.1, 4.2).
inline constexpr std::size_t readBatchMax = 100;
inline constexpr std::size_t historyBatchMax = 50;
inline constexpr std::size_t associationBatchMax = 1000;
inline constexpr int ownersPageMax = 100;
inline constexpr qsizetype searchBodyMax = 3000; // characters, exclusive

// A record whose associations are wanted, from `after` on; empty = from the first.
struct AssociationInput
{
    core::HubSpotId id;
    QString after = {};
    bool operator==(const AssociationInput&) const = default;
};

enum class OwnerState { Active, Archived };

[[nodiscard]] net::Request accountRequest(const QUrl& base);
[[nodiscard]] net::Request ownersRequest(const QUrl& base, OwnerState state, const QString& after);
// `object` is HubSpot's name in paths: "tasks", "contacts".
[[nodiscard]] net::Request propertiesRequest(const QUrl& base, const QString& object);

// The next page of a complete read (HubSpot contract 2.2): never an offset.
[[nodiscard]] net::Request searchRequest(
    const QUrl& base, core::ActivityObject object, const ChangedSince& state);
[[nodiscard]] net::Request contactSearchRequest(const QUrl& base, const ChangedSince& state);

// At most `readBatchMax` different ids: one id twice makes HubSpot refuse the whole batch.
[[nodiscard]] net::Request readRequest(const QUrl& base, core::ActivityObject object,
    std::span<const core::HubSpotId> ids, RecordState state);
// The recycle bin in the order of ids (HubSpot contract 2.8), from `after` on; empty = from the
// first.
[[nodiscard]] net::Request binRequest(
    const QUrl& base, core::ActivityObject object, const QString& after);
[[nodiscard]] net::Request contactReadRequest(
    const QUrl& base, std::span<const core::HubSpotId> ids);
// Values and times of the named properties; at most `historyBatchMax` different ids.
[[nodiscard]] net::Request historyRequest(const QUrl& base, core::ActivityObject object,
    std::span<const core::HubSpotId> ids, const QStringList& properties);

// Contacts of activities; at most `associationBatchMax` different ids.
[[nodiscard]] net::Request associationsRequest(
    const QUrl& base, core::ActivityObject object, std::span<const AssociationInput> inputs);

} // namespace hubspot
