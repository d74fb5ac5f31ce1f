// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/changelog.h"
#include "sandbox/http.h"
#include "sandbox/rowfaults.h"
#include "sandbox/salesforce/settings.h"
#include "sandbox/salesforce/values.h"
#include "sandbox/time.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace sandbox::salesforce {

struct State;

// A Salesforce org in memory. handle() is its REST face: authenticated, routed, and strict, so that
// what the Salesforce contract says the service rejects is rejected with its status and body.
// Everything else is the editing face: what happens in the org without the program under test. Both
// write to the same change log.
//
// A fresh org has one active user (the administrator, apiUser()), one accepted token that acts as
// that user, the standard picklists, and the key field HubSpot_Engagement_Id__c on Activity, unique
// and readable by the administrator.
class Org final
{
public:
    Org(const Now& now, ChangeLog& log);
    ~Org();
    Org(const Org&) = delete;
    Org& operator=(const Org&) = delete;

    // One request, answered. `target` may be any path; what the org does not offer is 404
    // NOT_FOUND.
    // Records that `rows` hits are refused with UNABLE_TO_LOCK_ROW, counted over all records of the
    // request.
    HttpResponse handle(const HttpRequest& request, const RowFaults& rows = {});

    // People and things. The editing face trusts its caller: references must be ids of this org.
    Id addUser(const User& user, Actor actor = Actor::User);
    void setUserActive(const Id& user, bool isActive, Actor actor = Actor::User);
    Id addAccount(const Account& account, Actor actor = Actor::User);
    Id addContact(const Contact& contact, Actor actor = Actor::User);
    Id addLead(const Lead& lead, Actor actor = Actor::User);
    // The lead becomes read-only and points to the contact; its tasks move to the contact and get a
    // new stamp.
    void convertLead(const Id& lead, const Id& contact, Actor actor = Actor::User);
    // The loser goes to the recycle bin with MasterRecordId; its tasks move to the winner.
    void mergeContacts(const Id& winner, const Id& loser, Actor actor = Actor::User);

    // Records of any type, through the same validation as the API. `type`: "Task", "Event",
    // "Contact", "Lead".
    Outcome add(const QString& type, const Fields& fields, Actor actor = Actor::User);
    Outcome edit(const Id& id, const Fields& fields, Actor actor = Actor::User);
    Outcome editTask(const Id& id, const Fields& fields, Actor actor = Actor::User)
    {
        return edit(id, fields, actor);
    }
    // A change by a long transaction that becomes visible late: its stamp is older than now
    // (reliability F9).
    Outcome editLate(const Id& id, const Fields& fields, Instant stamp, Actor actor = Actor::User);
    Outcome deleteRecord(const Id& id, Actor actor = Actor::User); // to the recycle bin
    Outcome undelete(const Id& id, Actor actor = Actor::User);
    void purge(const Id& id, Actor actor = Actor::User); // gone, also for queryAll: a stale id
    void archive(const Id& id); // hidden from query, seen by queryAll

    // Reading for oracles. eachTask goes through all of them, also deleted and archived ones, in
    // order of creation.
    std::optional<Task> task(const Id& id) const;
    std::vector<Task> tasksWithKey(const QString& key) const; // deleted ones too
    void eachTask(const std::function<void(const Task&)>& visit) const;
    std::vector<Task> tasks() const;
    std::optional<Fields> record(
        const Id& id) const; // all fields that are not null, visible or not
    std::size_t count(const QString& type) const; // not deleted

    // The admin's doings in Setup.
    void setKeyField(const KeyField& field);
    void setFieldHidden(
        const QString& type, const QString& field, bool isHidden); // field-level security
    void addPicklistValue(const QString& type, const QString& field, const QString& value);
    void removePicklistValue(const QString& type, const QString& field, const QString& value);
    void setTaskStatus(
        const QString& value, bool isClosed); // adds it to Task.Status and TaskStatus
    void setTypeRestricted(bool isRestricted); // is Task.Type a restricted picklist (default true)
    void setSharedActivities(bool isOn);
    void setValidationRule(std::optional<ValidationRule> rule);
    void setSetupRights(const SetupRights& rights);

    // Tokens, limits and trouble.
    void acceptToken(const QByteArray& token, const Id& user);
    void revokeToken(const QByteArray& token);
    void revokeTokens(); // all of them
    void setDailyLimit(qint64 calls); // 24 h rolling; default 100,000
    qint64 callsUsed() const; // in the last 24 h
    void setVersions(int oldest, int newest); // default 60 .. 68; older ones are retired (410)
    void setPageSizeMax(int rows); // rows per query page, as wide rows have it; default 2,000
    void lockRow(
        const Id& id, int times); // UNABLE_TO_LOCK_ROW for the next `times` writes that touch it

    Id apiUser() const; // the administrator
    Id organizationId() const;

private:
    std::unique_ptr<State> m_state;
};

} // namespace sandbox::salesforce
