// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/errors.h"

#include "words/tr.h"

namespace words {

namespace {

Explained keyFieldProblem(const core::Error& error)
{
    if (error.code == QLatin1String("KEY_FIELD_MISSING"))
        return {tr("The key field HubSpot_Engagement_Id__c is missing on Activity in Salesforce, "
                   "or this user "
                   "may not see it."),
            tr("Run `activitybridgectl setup salesforce`; it creates the field and its "
               "permissions.")};
    if (error.code == QLatin1String("KEY_FIELD_NOT_UNIQUE"))
        return {tr("The key field HubSpot_Engagement_Id__c is not a unique external id, so "
                   "duplicates could not "
                   "be ruled out."),
            tr("In Salesforce Setup, edit the field on Activity: tick \"Unique\" and \"External "
               "ID\".")};
    if (error.code == QLatin1String("KEY_FIELD_READ_ONLY"))
        return {tr("This user may not write the key field HubSpot_Engagement_Id__c."),
            tr("Run `activitybridgectl setup salesforce`, or give the user edit access to the "
               "field on Task.")};
    return {tr("The set-up is not complete."),
        tr("Run `activitybridgectl check`: it names what is missing and how to mend it.")};
}

Explained lockProblem(const core::Error& error)
{
    if (error.code == QLatin1String("TAKEN_OVER"))
        return {tr("This run stood still for so long that another one took over; from then on it "
                   "wrote nothing."),
            tr("Nothing has to be mended: what this run had sent is looked up by the other one. "
               "Run again to be sure.")};
    return {tr("Another run is working on this profile."),
        tr("Wait for it to end, then run again. If it hangs, end the process that is named in "
           "brackets: nothing is lost by that.")};
}

Explained planProblem(const core::Error& error)
{
    if (error.code == QLatin1String("PLAN_TOO_OLD"))
        return {tr("That plan is older than 24 hours."),
            tr("Make a new one with `activitybridgectl plan`.")};
    if (error.code == QLatin1String("SETTINGS_CHANGED"))
        return {tr("The settings changed since that plan was made."),
            tr("Make a new one with `activitybridgectl plan`.")};
    return {tr("There is no plan with that hash; only the last one made can be run."),
        tr("Make a new one with `activitybridgectl plan`.")};
}

Explained explainRemote(const core::Error& error)
{
    using Kind = core::Error::Kind;
    switch (error.kind) {
    case Kind::Network:
        return {tr("The service could not be reached."),
            tr("Check the network, the address and a proxy if there is one, then run again; "
               "nothing is lost.")};
    case Kind::Unknown:
        return {tr("A write was sent and its answer was lost."),
            tr("Run again: the outcome is looked up first, nothing is sent twice.")};
    case Kind::ServerBusy:
        return {tr("The service is busy or under maintenance."),
            tr("Run again later; nothing is lost.")};
    case Kind::NotTheService:
        return {tr("Something between this machine and the service answered in its place."),
            tr("Open a browser to sign in to the network (captive portal), or ask about the proxy; "
               "then run again.")};
    case Kind::RateLimited:
        return {tr("The service asks for a pause."), tr("Run again in a minute.")};
    case Kind::BudgetSpent:
        return {tr("The daily number of API calls is used up."),
            tr("The next run goes on where this one stopped, once the limit is reset; or raise the "
               "budget in the "
               "settings.")};
    case Kind::Protocol:
        return {tr("The service's answer is not what its interface promises."),
            tr("Run again; if it stays, report it with the path in brackets. Nothing is lost.")};
    case Kind::TooLarge:
        return {tr("The service's answer is larger than the program accepts."),
            tr("Run again; report it if it stays.")};
    case Kind::SignInNeeded:
        return {tr("The service does not accept the key or token."),
            tr("Connect again with `activitybridgectl connect`, using a key that is still valid.")};
    case Kind::Forbidden:
        return {tr("The service refuses: a scope or permission is missing."),
            tr("Give the key or user what is named in brackets, then run again.")};
    case Kind::NotFound:
        return {tr("The service does not know what was asked for."),
            tr("Check the address and the id.")};
    case Kind::Rejected:
        return {tr("The service refused the request."),
            tr("The text in brackets is the service's own.")};
    default:
        return {};
    }
}

Explained explainLocal(const core::Error& error)
{
    using Kind = core::Error::Kind;
    switch (error.kind) {
    case Kind::Cancelled:
        return {tr("Stopped between two batches."), tr("Run again to go on.")};
    case Kind::Usage:
        return {tr("The command line is not right."), tr("See `activitybridgectl --help`.")};
    case Kind::Settings:
        return {tr("The settings are not right; nothing was changed."),
            tr("Mend what is named in brackets.")};
    case Kind::SetUpIncomplete:
        return keyFieldProblem(error);
    case Kind::HeldByGuard:
        return {tr("The guard holds this run; nothing was written."),
            tr("Look at the plan, then confirm with --yes.")};
    case Kind::Locked:
        return lockProblem(error);
    case Kind::PlanChanged:
        return planProblem(error);
    case Kind::WrongAccount:
        return {tr("This profile belongs to another HubSpot account or Salesforce org."),
            tr("Use the profile of this account, or create a new one.")};
    case Kind::Store:
        return {tr("The local database could not be read or written."),
            tr("Check disk space and permissions of the profile folder, then run again.")};
    case Kind::StoreNewer:
        return {tr("The local database was written by a newer version of ActivityBridge; it was "
                   "left as it is."),
            tr("Use that version or a newer one; or start a new database with `activitybridgectl "
               "rebuild`.")};
    case Kind::StoreDamaged:
        return {tr("The local database is damaged; the file was kept as it is."),
            tr("Run `activitybridgectl rebuild`: it moves the file aside and finds the pairs again "
               "by their keys.")};
    case Kind::NoVault:
        return {tr("There is no keychain to keep the key in, so it was not stored anywhere."),
            tr("Unlock or start a keychain service, or pass the connection in the ACTIVITYBRIDGE_ "
               "environment "
               "variables.")};
    default:
        return {};
    }
}

} // namespace

Explained explain(const core::Error& error)
{
    const Explained remote = explainRemote(error);
    return remote.what.isEmpty() ? explainLocal(error) : remote;
}

QString sentence(const core::Error& error)
{
    const Explained explained = explain(error);
    QStringList details;
    if (error.httpStatus > 0)
        details.append(QStringLiteral("HTTP %1").arg(error.httpStatus));
    if (!error.code.isEmpty())
        details.append(error.code);
    if (!error.what.isEmpty())
        details.append(error.what);
    const QString text = explained.what + QLatin1Char(' ') + explained.nextStep;
    // Who stopped it needs no details.
    return details.isEmpty() || error.kind == core::Error::Kind::Cancelled
        ? text
        : text + QStringLiteral(" [%1]").arg(details.join(QStringLiteral(": ")));
}

} // namespace words
