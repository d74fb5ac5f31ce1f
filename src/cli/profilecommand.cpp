// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/profilecommand.h"

#include "cli/complaint.h"
#include "cli/tr.h"
#include "profiles/keptconnections.h"

#include <QJsonArray>

namespace cli {

namespace {

core::Result<void> list(Invocation& invocation)
{
    QJsonArray array;
    const QStringList names = profiles::profileNames(invocation.profilesFolder);
    for (const QString& name : names) {
        invocation.output.say(name);
        array.append(name);
    }
    if (names.isEmpty())
        invocation.output.say(
            tr("No profile yet: `activitybridgectl profile create NAME`, or look around with "
               "`activitybridgectl demo`."));
    invocation.output.document({{QStringLiteral("profiles"), array}});
    return {};
}

core::Result<void> show(Invocation& invocation, const profiles::Profile& profile)
{
    auto connections = profiles::loadConnections(profile);
    if (!connections)
        return tl::unexpected(connections.error());
    const auto place
        = [](const QUrl& url) { return url.isEmpty() ? tr("not connected") : url.toString(); };
    invocation.output.say(tr("Profile %1 in %2").arg(profile.name, profile.folder));
    invocation.output.say(tr("HubSpot: %1").arg(place(connections->hubSpot)));
    invocation.output.say(tr("Salesforce: %1").arg(place(connections->salesforce)));
    invocation.output.document(
        {{QStringLiteral("name"), profile.name}, {QStringLiteral("folder"), profile.folder},
            {QStringLiteral("hubspotUrl"), connections->hubSpot.toString()},
            {QStringLiteral("salesforceInstanceUrl"), connections->salesforce.toString()}});
    return {};
}

core::Result<void> perform(Invocation& invocation)
{
    const QString verb = invocation.arguments.value(0);
    const QString name = invocation.arguments.value(1, invocation.profile);
    if (verb == QLatin1String("list"))
        return list(invocation);
    const profiles::Profile profile = profiles::profileAt(invocation.profilesFolder, name);
    if (verb == QLatin1String("create")) {
        if (profiles::exists(profile))
            return tl::unexpected(core::Error{
                core::Error::Kind::Usage, tr("there is a profile %1 already").arg(name)});
        auto created = profiles::create(profile);
        if (created)
            invocation.output.say(
                tr("Profile %1 created. Next: `activitybridgectl connect hubspot`.").arg(name));
        return created;
    }
    if (verb != QLatin1String("show") && verb != QLatin1String("delete"))
        return tl::unexpected(core::Error{core::Error::Kind::Usage,
            QStringLiteral("profile create | list | show | delete NAME")});
    if (!profiles::isProfileName(name) || !profiles::exists(profile))
        return tl::unexpected(
            core::Error{core::Error::Kind::Usage, tr("there is no profile %1").arg(name)});
    if (verb == QLatin1String("show"))
        return show(invocation, profile);
    auto forgotten = profiles::forgetSecrets(invocation.surroundings, profile);
    if (!forgotten)
        return forgotten;
    auto removed = profiles::remove(profile);
    if (removed)
        invocation.output.say(
            tr("Profile %1 deleted; nothing was changed in HubSpot or Salesforce.").arg(name));
    return removed;
}

} // namespace

ExitCode runProfile(Invocation& invocation)
{
    auto done = perform(invocation);
    if (done)
        return ExitCode::Done;
    return complain(invocation, done.error());
}

} // namespace cli
