// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <optional>

namespace core {

// Id of any HubSpot record (contact, owner, activity); decimal digits for CRM objects. Empty =
// none.
struct HubSpotId
{
    QString value;
    bool isEmpty() const { return value.isEmpty(); }
    bool operator==(const HubSpotId&) const = default;
    bool operator<(const HubSpotId& other) const { return value < other.value; }
};

// Id of a Salesforce record, always 18 characters (15-character ids are case-sensitive and never
// stored). Empty = none.
struct SalesforceId
{
    QString value;
    bool isEmpty() const { return value.isEmpty(); }
    bool operator==(const SalesforceId&) const = default;
    bool operator<(const SalesforceId& other) const { return value < other.value; }
};

// R1.10: value of HubSpot_Engagement_Id__c, `hs:<portal>:<code>:<id>`, lower case, at most 64
// characters.
struct Key
{
    QString value;
    bool operator==(const Key&) const = default;
    bool operator<(const Key& other) const { return value < other.value; }
};

// SHA-256 of a normalised email address with the profile's salt; what the store keeps instead of
// the address.
struct EmailHash
{
    QByteArray value;
    bool isEmpty() const { return value.isEmpty(); }
    bool operator==(const EmailHash&) const = default;
    bool operator<(const EmailHash& other) const { return value < other.value; }
};

inline size_t qHash(const HubSpotId& id, size_t seed = 0)
{
    return ::qHash(id.value, seed);
}
inline size_t qHash(const SalesforceId& id, size_t seed = 0)
{
    return ::qHash(id.value, seed);
}
inline size_t qHash(const Key& key, size_t seed = 0)
{
    return ::qHash(key.value, seed);
}
inline size_t qHash(const EmailHash& hash, size_t seed = 0)
{
    return ::qHash(hash.value, seed);
}

// A Salesforce id of 15 or 18 characters as 18; nothing if it is neither or the suffix is wrong.
[[nodiscard]] std::optional<SalesforceId> salesforceId(const QString& text);

// True if `a` is the higher HubSpot object id, compared as numbers of any length (R1.5).
[[nodiscard]] bool higherId(const HubSpotId& a, const HubSpotId& b);

// Empty for an empty address. Trims and lower-cases; `salt` is the profile's, so that hashes of two
// profiles differ.
[[nodiscard]] EmailHash emailHash(const QString& email, const QByteArray& salt);

} // namespace core

template <> struct std::hash<core::HubSpotId>
{
    size_t operator()(const core::HubSpotId& id) const noexcept { return ::qHash(id.value); }
};
template <> struct std::hash<core::SalesforceId>
{
    size_t operator()(const core::SalesforceId& id) const noexcept { return ::qHash(id.value); }
};
template <> struct std::hash<core::EmailHash>
{
    size_t operator()(const core::EmailHash& email) const noexcept { return ::qHash(email.value); }
};
