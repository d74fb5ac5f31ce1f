// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/errors.h"

#include "core/day.h"
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

QString nameOf(core::Service service)
{
    switch (service) {
    case core::Service::HubSpot:
        return QStringLiteral("HubSpot");
    case core::Service::Salesforce:
        return QStringLiteral("Salesforce");
    case core::Service::None:
        break;
    }
    return tr("The service");
}

// What to do where the moment to go on is known.
QString goOnAt(const core::Error& error, const QString& otherwise)
{
    if (!error.resumeAt)
        return otherwise;
    return tr("Run again after %1 (UTC), or leave `sync --watch` running: it goes on by itself. "
              "Nothing is lost.")
        .arg(core::timeText(*error.resumeAt, QStringLiteral("UTC")));
}

Explained budgetSpent(const core::Error& error)
{
    const QString service = nameOf(error.service);
    if (error.code == QLatin1String("PROFILE_BUDGET")) {
        const QString key = error.service == core::Service::Salesforce
            ? QStringLiteral("budget.salesforceCallsPerDay")
            : QStringLiteral("budget.hubspotCallsPerDay");
        return {tr("%1: nine tenths of the API calls that the settings allow in 24 hours are used; "
                   "the rest is kept to finish what was begun.")
                    .arg(service),
            goOnAt(error, tr("Run again tomorrow; nothing is lost."))
                + tr(" To go on now, raise %1 with `activitybridgectl settings set`.").arg(key)};
    }
    const QString next
        = goOnAt(error, tr("The next run goes on where this one stopped. Nothing is lost."));
    if (error.code == QLatin1String("SERVICE_BUDGET"))
        return {tr("%1: nine tenths of the API calls that the account has a day are used, by all "
                   "programs together; the rest is left to the others.")
                    .arg(service),
            next};
    return {tr("%1: the account's API calls of the day are used up, by all programs together.")
                .arg(service),
        next};
}

Explained busy(const core::Error& error)
{
    const QString service = nameOf(error.service);
    if (error.resumeAt)
        return {tr("%1 asks to wait until %2 (UTC).")
                    .arg(service, core::timeText(*error.resumeAt, QStringLiteral("UTC"))),
            goOnAt(error, {})};
    if (error.code == QLatin1String("CIRCUIT_OPEN"))
        return {tr("%1 failed many times in a row and is left alone for a while.").arg(service),
            tr("Run again in some minutes; nothing is lost.")};
    if (error.kind == core::Error::Kind::RateLimited)
        return {
            tr("%1 asks for a pause.").arg(service), tr("Run again in a minute; nothing is lost.")};
    return {tr("%1 is busy or under maintenance.").arg(service),
        tr("Run again later; nothing is lost.")};
}

Explained explainRemote(const core::Error& error)
{
    using Kind = core::Error::Kind;
    const QString service = nameOf(error.service);
    switch (error.kind) {
    case Kind::Network:
        if (error.code == QLatin1String("CUT_JSON"))
            return {tr("%1's answers arrive cut off.").arg(service),
                tr("Check the network and a proxy if there is one, then run again; nothing is "
                   "lost.")};
        return {tr("%1 could not be reached.").arg(service),
            tr("Check the network, the address and a proxy if there is one, then run again; "
               "nothing is lost.")};
    case Kind::Unknown:
        return {tr("A write to %1 was sent and its answer was lost.").arg(service),
            tr("Run again: the outcome is looked up first, nothing is sent twice.")};
    case Kind::ServerBusy:
    case Kind::RateLimited:
        return busy(error);
    case Kind::NotTheService:
        return {tr("Something between this machine and %1 answered in its place.").arg(service),
            tr("Open a browser to sign in to the network (captive portal), or ask about the proxy; "
               "then run again. Nothing is lost.")};
    case Kind::BudgetSpent:
        return budgetSpent(error);
    case Kind::Protocol:
        return {tr("%1's answer is not what its interface promises.").arg(service),
            tr("Run again; if it stays, report it with the path in brackets. Nothing is lost.")};
    case Kind::TooLarge:
        return {tr("%1's answer is larger than the program accepts.").arg(service),
            tr("Run again; report it if it stays. Nothing is lost.")};
    case Kind::TooLate:
        return {tr("%1 kept an update waiting again and again, so that it was not sent: somebody "
                   "could have changed the task meanwhile.")
                    .arg(service),
            tr("Run again in some minutes; nothing is lost.")};
    case Kind::SignInNeeded:
        return {tr("%1 does not accept the key or token.").arg(service),
            tr("Connect again with `activitybridgectl connect`, using a key that is still valid; "
               "the next run goes on where this one stopped.")};
    case Kind::Forbidden:
        return {tr("%1 refuses: a scope or permission is missing.").arg(service),
            tr("Give the key or user what is named in brackets, then run again.")};
    case Kind::NotFound:
        return {tr("%1 does not know what was asked for.").arg(service),
            tr("Check the address and the id.")};
    case Kind::Rejected:
        return {tr("%1 refused the request.").arg(service),
            tr("The text in brackets is the service's own.")};
    default:
        return {};
    }
}

bool isDiskFull(const core::Error& error)
{
    return error.code == QLatin1String("SQLITE_13") || error.code == QLatin1String("DISK_FULL");
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
        if (isDiskFull(error))
            return {tr("The disk is full, or this program may not write more to it."),
                tr("Make room on the disk of the file named in brackets, then run again: no write "
                   "was sent that is not on record.")};
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
