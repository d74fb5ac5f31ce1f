// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rig.h"

#include "core/decide.h"
#include "core/settings.h"
#include "store/lease.h"
#include "store/settingsstore.h"
#include "store/transaction.h"
#include "support/runtask.h"

#include <QDir>
#include <QFile>
#include <QTest>

namespace rig {

namespace {

const QUrl hubSpotBase(QStringLiteral("https://hubspot.sandbox"));
const QUrl salesforceBase(QStringLiteral("https://salesforce.sandbox"));

QString millis(core::Instant instant)
{
    return QString::number(instant.time_since_epoch().count());
}

} // namespace

WithToken::WithToken(net::Transport& next, QByteArray token)
    : m_next(next)
    , m_token(std::move(token))
{
}

net::Task<core::Result<net::Response>> WithToken::send(net::Request request, std::stop_token stop)
{
    request.headers.emplace_back("Authorization", "Bearer " + m_token);
    return m_next.send(std::move(request), stop);
}

Rig::Rig()
    : world({[this] { return clock.wall(); }, false, 1})
    , m_storePath(QDir(m_folder.path()).filePath(QStringLiteral("status.sqlite")))
    , m_toHubSpot(world, sandbox::Side::HubSpot, hubSpotBase, clock)
    , m_toSalesforce(world, sandbox::Side::Salesforce, salesforceBase, clock)
    , m_poweredHubSpot(m_toHubSpot, power)
    , m_poweredSalesforce(m_toSalesforce, power)
    , m_hubSpotWithToken(m_poweredHubSpot, "sandbox-hubspot-token")
    , m_salesforceWithToken(m_poweredSalesforce, "sandbox-salesforce-token")
    , m_hubspot(m_hubSpotWithToken, hubSpotBase)
    , m_salesforce(m_salesforceWithToken, salesforceBase)
{
    openStore();
    applySettings(allKindsOn());
}

Rig::~Rig() = default;

QByteArray Rig::allKindsOn()
{
    QByteArray kinds;
    for (const char* kind :
        {"salesEmailSends", "salesEmailReplies", "meetings", "calls", "notes", "tasks"}) {
        kinds += (kinds.isEmpty() ? "" : ",");
        kinds += QByteArray("\"") + kind
            + "\": {\"on\": true, \"onSince\": \"2026-01-01T00:00:00Z\", "
              "\"startAt\": \"2026-01-01T00:00:00Z\"}";
    }
    return "{\"schema\": 1, \"toSalesforce\": {" + kinds + "}}";
}

core::Result<void> Rig::tryOpenStore()
{
    auto opened = store::Database::open({m_storePath, false});
    if (!opened)
        return tl::unexpected(opened.error());
    database = std::move(*opened);
    return {};
}

void Rig::openStore()
{
    if (auto opened = tryOpenStore(); !opened)
        qFatal("store: %s", qPrintable(opened.error().what));
}

void Rig::closeStore()
{
    database.reset();
}

void Rig::removeStoreFiles()
{
    closeStore();
    for (const QString& name : QDir(m_folder.path()).entryList(QDir::Files))
        QFile::remove(QDir(m_folder.path()).filePath(name));
}

void Rig::removeStore()
{
    removeStoreFiles();
    openStore();
}

void Rig::applySettings(const QByteArray& json)
{
    if (auto applied = tryApplySettings(json); !applied)
        qFatal("settings: %s", qPrintable(applied.error().what));
}

core::Result<void> Rig::tryApplySettings(const QByteArray& json)
{
    const auto settings = core::parseSettings(json);
    if (!settings)
        return tl::unexpected(settings.error());
    auto transaction = store::Transaction::begin(*database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    auto saved = store::SettingsStore(*database).save(core::writeSettings(*settings));
    if (!saved)
        return tl::unexpected(saved.error());
    return transaction->commit();
}

Rig::Person Rig::addPerson(const QString& name)
{
    const QString email = name.toLower() + QStringLiteral("@example.no");
    const QString ownerEmail = name.toLower() + QStringLiteral(".owner@example.no");
    Person person;
    sandbox::salesforce::User user;
    user.name = name + QStringLiteral(" Owner");
    user.email = ownerEmail;
    person.salesforceUser = world.org().addUser(user);
    sandbox::hubspot::Owner owner;
    owner.email = ownerEmail;
    owner.firstName = name;
    person.hubSpotOwner = world.portal().addOwner(owner);
    sandbox::salesforce::Contact contact;
    contact.lastName = name;
    contact.email = email;
    person.salesforceContact = world.org().addContact(contact);
    person.hubSpotContact = world.portal().addContact(
        {{QStringLiteral("email"), email}, {QStringLiteral("lastname"), name},
            {QStringLiteral("hubspot_owner_id"), person.hubSpotOwner}});
    return person;
}

QString Rig::addCall(const Person& person, const QString& title, const QString& body)
{
    return world.portal().addActivity(sandbox::hubspot::Object::Calls,
        {{QStringLiteral("hs_timestamp"), millis(clock.wall())},
            {QStringLiteral("hs_call_title"), title}, {QStringLiteral("hs_call_body"), body},
            {QStringLiteral("hubspot_owner_id"), person.hubSpotOwner}},
        {person.hubSpotContact});
}

core::Result<engine::SyncResult> Rig::tryRun(engine::SyncOptions options, std::stop_token stop)
{
    auto lease = store::Lease::tryAcquire(*database);
    if (!lease)
        return tl::unexpected(lease.error());
    const engine::Services services{
        m_hubspot, m_salesforce, *database, clock, m_folder.path(), QByteArray(16, 'x'), {}};
    engine::SyncRun run(services, std::move(options));
    return support::runTask(clock, run.run(stop));
}

engine::SyncResult Rig::run(engine::SyncOptions options)
{
    auto result = tryRun(std::move(options));
    if (!result)
        qFatal("run: kind %d: %s %s", static_cast<int>(result.error().kind),
            qPrintable(result.error().code), qPrintable(result.error().what));
    if (result->stoppedBy)
        qWarning("stopped by: %s %s", qPrintable(result->stoppedBy->code),
            qPrintable(result->stoppedBy->what));
    return *result;
}

engine::SyncResult Rig::plan()
{
    engine::SyncOptions options;
    options.planOnly = true;
    return run(options);
}

QString Rig::keyOf(const QString& code, const QString& id) const
{
    const QString portal = QString::number(sandbox::hubspot::Account{}.portalId);
    return QStringLiteral("hs:%1:%2:%3").arg(portal, code, id);
}

std::optional<sandbox::salesforce::Task> Rig::task(const QString& key) const
{
    for (const auto& task : const_cast<sandbox::World&>(world).org().tasksWithKey(key)) {
        if (!task.isDeleted)
            return task;
    }
    return std::nullopt;
}

QHash<QString, int> Rig::createsByKey() const
{
    QHash<QString, int> creates;
    for (const sandbox::Change& change : world.log().changes()) {
        if (change.side == sandbox::Side::Salesforce && change.object == QLatin1String("Task")
            && change.actor == QLatin1String("api")
            && change.what == sandbox::Change::What::Created)
            ++creates[change.key];
    }
    return creates;
}

int Rig::salesforceWrites() const
{
    int writes = 0;
    for (const sandbox::Change& change : world.log().changes())
        writes += change.side == sandbox::Side::Salesforce && change.object == QLatin1String("Task")
            && change.actor == QLatin1String("api");
    return writes;
}

} // namespace rig
