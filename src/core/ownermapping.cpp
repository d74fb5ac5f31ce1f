// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decide.h"

namespace core {

namespace {

// Active standard users by address; an address that several of them share stands for nobody.
std::unordered_map<EmailHash, SalesforceId> usersByEmail(const std::vector<core::User>& users)
{
    std::unordered_map<EmailHash, SalesforceId> byEmail;
    for (const core::User& user : users) {
        if (!user.active || !user.standard || user.email.isEmpty())
            continue;
        const auto [place, isNew] = byEmail.try_emplace(user.email, user.id);
        if (!isNew && place->second != user.id)
            place->second = {};
    }
    return byEmail;
}

} // namespace

OwnerMapping::OwnerMapping(const std::vector<Owner>& owners, const std::vector<core::User>& users,
    const std::map<QString, QString>& overrides)
{
    std::unordered_map<SalesforceId, bool> isActive;
    for (const core::User& user : users)
        isActive.insert_or_assign(user.id, user.active);
    for (const auto& [owner, chosen] : overrides) {
        const auto id = salesforceId(chosen.trimmed());
        const auto user = id ? isActive.find(*id) : isActive.end();
        if (user != isActive.end() && user->second)
            m_users.insert_or_assign(HubSpotId{owner}, User{*id, true});
    }
    const auto byEmail = usersByEmail(users);
    for (const Owner& owner : owners) {
        if (overrides.contains(owner.id.value))
            continue; // the table speaks for this owner, also where it names nobody active
        const auto user = byEmail.find(owner.email);
        if (user != byEmail.end() && !user->second.isEmpty())
            m_users.insert_or_assign(owner.id, User{user->second, false});
    }
}

std::optional<OwnerMapping::User> OwnerMapping::userOf(const HubSpotId& owner) const
{
    const auto found = m_users.find(owner);
    return found == m_users.end() ? std::nullopt : std::optional(found->second);
}

} // namespace core
