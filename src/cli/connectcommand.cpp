// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/connectcommand.h"

#include "auth/authorized.h"
#include "auth/secretstore.h"
#include "cli/complaint.h"
#include "cli/finish.h"
#include "cli/opened.h"
#include "cli/tr.h"
#include "hubspot/client.h"
#include "net/networktransport.h"
#include "net/retrying.h"
#include "profiles/keptconnections.h"
#include "salesforce/client.h"
#include "store/binding.h"

namespace cli {

namespace {

// What the connection answers about itself: portal or org, bound to the profile.
core::Result<QString> tried(profiles::Session& session, Surroundings& surroundings,
    const QString& service, const auth::Connection& connection)
{
    net::NetworkTransport network;
    auth::Authorized authorized(network, connection.base, connection.token);
    net::Retrying retrying(authorized, surroundings.clock, surroundings.random);
    const store::Binding binding(session.database());
    if (service == profiles::hubSpotService) {
        hubspot::Client client(retrying, connection.base);
        auto account = finish(client.account(surroundings.stop));
        if (!account)
            return tl::unexpected(account.error());
        auto bound = binding.check(account->portalId, {});
        if (!bound)
            return tl::unexpected(bound.error());
        return tr("HubSpot account %1 (%2)").arg(account->portalId, account->accountType);
    }
    salesforce::Client client(retrying, connection.base);
    auto identity = finish(client.identity(surroundings.stop));
    if (!identity)
        return tl::unexpected(identity.error());
    auto bound = binding.check({}, identity->organization.value);
    if (!bound)
        return tl::unexpected(bound.error());
    return tr("Salesforce org %1 (%2)")
        .arg(identity->organization.value, identity->sandbox ? tr("sandbox") : tr("production"));
}

core::Result<auth::Connection> wanted(Invocation& invocation, const QString& service)
{
    const QCommandLineParser& options = invocation.options;
    const bool hubSpot = service == profiles::hubSpotService;
    if (options.isSet(QStringLiteral("client-id")))
        return tl::unexpected(
            usage(tr("sign-in with a client id comes with a later version; use a service key or an "
                     "access token")));
    const QString flag
        = hubSpot ? QStringLiteral("service-key-stdin") : QStringLiteral("access-token-stdin");
    if (!options.isSet(flag))
        return tl::unexpected(
            usage(QStringLiteral("connect %1: --%2 is needed").arg(service, flag)));
    const QString place
        = options.value(hubSpot ? QStringLiteral("base-url") : QStringLiteral("instance-url"));
    if (!hubSpot && place.isEmpty())
        return tl::unexpected(
            usage(QStringLiteral("connect salesforce: --instance-url is needed")));
    auto base
        = place.isEmpty() ? core::Result<QUrl>(auth::hubSpotHost) : auth::serviceAddress(place);
    if (!base)
        return tl::unexpected(base.error());
    auth::Secret token(invocation.surroundings.readStandardInput());
    if (token.isEmpty())
        return tl::unexpected(usage(tr("nothing came on standard input")));
    return auth::Connection{*base, std::move(token)};
}

core::Result<void> connect(Invocation& invocation, const QString& service)
{
    auto session = opened(invocation, profiles::Session::Need::Store);
    if (!session)
        return tl::unexpected(session.error());
    auto connection = wanted(invocation, service);
    if (!connection)
        return tl::unexpected(connection.error());
    auto name = tried(**session, invocation.surroundings, service, *connection);
    if (!name)
        return tl::unexpected(name.error());
    const profiles::Profile& profile = (*session)->profile();
    auto kept = finish(invocation.surroundings.secrets.write(
        profiles::entryName(profile, service), connection->token));
    if (!kept)
        return kept;
    auto addresses = profiles::loadConnections(profile);
    if (!addresses)
        return tl::unexpected(addresses.error());
    (service == profiles::hubSpotService ? addresses->hubSpot : addresses->salesforce)
        = connection->base;
    auto saved = profiles::saveConnections(profile, *addresses);
    if (saved) {
        invocation.output.say(tr("Connected: %1. The key is in the keychain.").arg(*name));
        invocation.output.document({{QStringLiteral("connected"), *name}});
    }
    return saved;
}

core::Result<void> disconnect(Invocation& invocation, const QString& service)
{
    const profiles::Profile profile = profileOf(invocation);
    if (!profiles::exists(profile))
        return tl::unexpected(usage(tr("there is no profile %1").arg(profile.name)));
    auto removed
        = finish(invocation.surroundings.secrets.remove(profiles::entryName(profile, service)));
    if (!removed)
        return removed;
    auto addresses = profiles::loadConnections(profile);
    if (!addresses)
        return tl::unexpected(addresses.error());
    (service == profiles::hubSpotService ? addresses->hubSpot : addresses->salesforce) = QUrl();
    auto saved = profiles::saveConnections(profile, *addresses);
    if (saved)
        invocation.output.say(tr("Disconnected; the key was removed from the keychain."));
    return saved;
}

ExitCode perform(Invocation& invocation, core::Result<void> (*action)(Invocation&, const QString&))
{
    const QString service = invocation.arguments.value(0);
    const bool known
        = service == profiles::hubSpotService || service == profiles::salesforceService;
    auto done = known
        ? action(invocation, service)
        : core::Result<void>(tl::unexpected(usage(QStringLiteral("name hubspot or salesforce"))));
    if (done)
        return ExitCode::Done;
    return complain(invocation, done.error());
}

} // namespace

std::vector<Option> connectOptions()
{
    return {{{QStringLiteral("service-key-stdin")},
                QStringLiteral("HubSpot: the service key comes on standard input")},
        {{QStringLiteral("base-url")}, QStringLiteral("HubSpot: another address, for a sandbox"),
            QStringLiteral("URL")},
        {{QStringLiteral("access-token-stdin")},
            QStringLiteral("Salesforce: the access token comes on standard input")},
        {{QStringLiteral("instance-url")},
            QStringLiteral("Salesforce: https://MYDOMAIN.my.salesforce.com"),
            QStringLiteral("URL")},
        {{QStringLiteral("client-id")}, QStringLiteral("not in this version"),
            QStringLiteral("ID")}};
}

ExitCode runConnect(Invocation& invocation)
{
    return perform(invocation, &connect);
}

ExitCode runDisconnect(Invocation& invocation)
{
    return perform(invocation, &disconnect);
}

} // namespace cli
