// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/preparation.h"

#include "engine/cachedforms.h"
#include "engine/intransaction.h"
#include "store/binding.h"
#include "store/cache.h"
#include "store/settingsstore.h"

namespace engine {

namespace {

constexpr std::chrono::hours cacheLife{24};

const QString accountCache = QStringLiteral("hubspot.account");
const QString ownersCache = QStringLiteral("hubspot.owners");
const QString identityCache = QStringLiteral("salesforce.identity");
const QString usersCache = QStringLiteral("salesforce.users");
const QString describeCache = QStringLiteral("salesforce.task");

// A cached form that is young enough, unpacked; nothing otherwise.
template <typename T>
core::Result<std::optional<T>> young(const Services& services, const QString& name, bool fresh,
    std::optional<T> (*unpack)(const QByteArray&))
{
    if (fresh)
        return std::optional<T>{};
    const store::Cache cache(services.database);
    auto entry = cache.value(name);
    if (!entry)
        return tl::unexpected(entry.error());
    if (!entry->has_value() || services.clock.wall() - (*entry)->stored >= cacheLife
        || services.clock.wall() < (*entry)->stored)
        return std::optional<T>{};
    return unpack((*entry)->bytes);
}

core::Result<void> keep(const Services& services, const QString& name, const QByteArray& bytes)
{
    store::Cache cache(services.database);
    const store::CacheEntry entry{bytes, services.clock.wall()};
    return inTransaction(services.database, [&] { return cache.put(name, entry); });
}

// The profile's salt, after making sure that these are its accounts (F26).
core::Result<QByteArray> bound(const Services& services, const Accounts& accounts)
{
    store::Binding binding(services.database);
    const store::Bound wanted{
        accounts.account.portalId, accounts.identity.organization.value, services.freshSalt};
    auto current = binding.current();
    if (!current)
        return tl::unexpected(current.error());
    if (current->portal == wanted.portal && current->org == wanted.org)
        return current->salt;
    QByteArray salt;
    auto stored = inTransaction(services.database, [&]() -> core::Result<void> {
        auto now = binding.bind(wanted);
        if (!now)
            return tl::unexpected(now.error());
        salt = now->salt;
        return {};
    });
    if (!stored)
        return tl::unexpected(stored.error());
    return salt;
}

QString withoutInvalid(const QString& email, bool sandbox)
{
    static constexpr QLatin1String suffix(".invalid");
    if (sandbox && email.endsWith(suffix, Qt::CaseInsensitive))
        return email.chopped(suffix.size());
    return email;
}

net::Task<core::Result<std::vector<core::Owner>>> owners(
    const Services& services, bool fresh, QByteArray salt, std::stop_token stop)
{
    auto cached = young(services, ownersCache, fresh, &unpackOwners);
    if (!cached)
        co_return tl::unexpected(cached.error());
    if (cached->has_value())
        co_return std::move(**cached);
    auto records = co_await services.hubspot.owners(stop);
    if (!records)
        co_return tl::unexpected(records.error());
    std::vector<core::Owner> owners;
    for (const hubspot::OwnerRecord& record : *records)
        owners.push_back({record.id, core::emailHash(record.email, salt), record.archived});
    auto kept = keep(services, ownersCache, packOwners(owners));
    if (!kept)
        co_return tl::unexpected(kept.error());
    co_return owners;
}

net::Task<core::Result<std::vector<core::User>>> users(
    const Services& services, bool fresh, QByteArray salt, bool sandbox, std::stop_token stop)
{
    auto cached = young(services, usersCache, fresh, &unpackUsers);
    if (!cached)
        co_return tl::unexpected(cached.error());
    if (cached->has_value())
        co_return std::move(**cached);
    auto records = co_await services.salesforce.users(stop);
    if (!records)
        co_return tl::unexpected(records.error());
    std::vector<core::User> users;
    for (const salesforce::UserRecord& record : *records) {
        const auto hash = core::emailHash(withoutInvalid(record.email, sandbox), salt);
        users.push_back({record.id, hash, record.active, record.standard});
    }
    auto kept = keep(services, usersCache, packUsers(users));
    if (!kept)
        co_return tl::unexpected(kept.error());
    co_return users;
}

struct Fetched
{
    core::OrgDescription org;
    core::Instant serverTime; // of the answer: there is one in every run
};

net::Task<core::Result<Fetched>> describe(
    const Services& services, bool fresh, std::stop_token stop)
{
    auto cached = young(services, describeCache, fresh, &unpackDescribe);
    if (!cached)
        co_return tl::unexpected(cached.error());
    // Last-Modified has whole seconds: a set-up that was mended within the same second must not
    // stay hidden behind a 304.
    const bool trusted = cached->has_value() && (*cached)->org.keyField.usable();
    const QByteArray since = trusted ? (*cached)->lastModified : QByteArray();
    auto described = co_await services.salesforce.describeTask(since, stop);
    if (!described)
        co_return tl::unexpected(described.error());
    if (!described->changed && trusted)
        co_return Fetched{std::move((*cached)->org), described->serverTime};
    const CachedDescribe form{described->org, described->lastModified};
    auto kept = keep(services, describeCache, packDescribe(form));
    if (!kept)
        co_return tl::unexpected(kept.error());
    co_return Fetched{std::move(described->org), described->serverTime};
}

} // namespace

net::Task<core::Result<Accounts>> accounts(
    const Services& services, bool fresh, std::stop_token stop)
{
    auto account = young(services, accountCache, fresh, &unpackAccount);
    if (!account)
        co_return tl::unexpected(account.error());
    if (!account->has_value()) {
        auto read = co_await services.hubspot.account(stop);
        if (!read)
            co_return tl::unexpected(read.error());
        auto kept = keep(services, accountCache, packAccount(*read));
        if (!kept)
            co_return tl::unexpected(kept.error());
        *account = std::move(*read);
    }
    auto identity = young(services, identityCache, fresh, &unpackIdentity);
    if (!identity)
        co_return tl::unexpected(identity.error());
    if (!identity->has_value()) {
        auto read = co_await services.salesforce.identity(stop);
        if (!read)
            co_return tl::unexpected(read.error());
        auto kept = keep(services, identityCache, packIdentity(*read));
        if (!kept)
            co_return tl::unexpected(kept.error());
        *identity = std::move(*read);
    }
    co_return Accounts{std::move(**account), std::move(**identity)};
}

core::Result<void> forgetUsers(const Services& services)
{
    return store::Cache(services.database).remove(usersCache);
}

core::Result<ProfileSettings> settingsOf(const Services& services)
{
    const store::SettingsStore table(services.database);
    auto stored = table.load();
    if (!stored)
        return tl::unexpected(stored.error());
    if (!stored->has_value())
        return ProfileSettings{};
    auto parsed = core::parseSettings((*stored)->json);
    if (!parsed)
        return tl::unexpected(parsed.error());
    return ProfileSettings{std::move(*parsed), (*stored)->revision};
}

net::Task<core::Result<Prepared>> prepare(
    const Services& services, bool fresh, std::stop_token stop)
{
    services.tell(PhaseStarted{Phase::Preparing});
    auto who = co_await accounts(services, fresh, stop);
    if (!who)
        co_return tl::unexpected(who.error());
    auto salt = bound(services, *who);
    if (!salt)
        co_return tl::unexpected(salt.error());
    auto stored = settingsOf(services);
    if (!stored)
        co_return tl::unexpected(stored.error());
    core::Settings settings = std::move(stored->settings);
    auto described = co_await describe(services, fresh, stop);
    if (!described)
        co_return tl::unexpected(described.error());
    auto ownerList = co_await owners(services, fresh, *salt, stop);
    if (!ownerList)
        co_return tl::unexpected(ownerList.error());
    auto userList = co_await users(services, fresh, *salt, who->identity.sandbox, stop);
    if (!userList)
        co_return tl::unexpected(userList.error());
    core::OwnerMapping mapping(*ownerList, *userList, settings.ownerOverrides);
    Prepared prepared{std::move(settings), stored->revision, std::move(who->account),
        std::move(who->identity), std::move(described->org), std::move(mapping), 0, 0, *salt,
        described->serverTime};
    for (const core::Owner& owner : *ownerList) {
        if (owner.archived)
            continue;
        ++prepared.ownersActive;
        prepared.ownersMapped += prepared.owners.userOf(owner.id).has_value();
    }
    co_return prepared;
}

} // namespace engine
