// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/changelog.h"
#include "sandbox/http.h"
#include "sandbox/hubspot/values.h"
#include "sandbox/indexlag.h"
#include "sandbox/rowfaults.h"
#include "sandbox/time.h"

#include <memory>

namespace sandbox::hubspot {

class Access;
class Model;
class Router;
struct Record;
struct Writer;

// A HubSpot portal in memory. handle() is the REST API, as strict as the contract says HubSpot is;
// everything else is what people do in HubSpot's window, so that tests can change the world. Edits
// through the face are logged with the actor set by setActor() ("user" unless told otherwise),
// requests with "api". The face asserts on ids, owners and property names that do not exist: a test
// that names them is wrong.
class Portal final
{
public:
    Portal(const Now& now, ChangeLog& log);
    ~Portal();
    Portal(const Portal&) = delete;
    Portal& operator=(const Portal&) = delete;

    [[nodiscard]] HttpResponse handle(const HttpRequest& request, const RowFaults& rows = {});

    // Who may call. "sandbox-hubspot-token" with all scopes is accepted from the start.
    void addToken(const QByteArray& token);
    void revokeTokens();
    void setScopes(const QStringList& scopes);

    void setActor(const QString& actor);
    void setAccount(const Account& account);
    [[nodiscard]] const Account& account() const;

    QString addOwner(Owner owner);
    void editOwner(const Owner& owner); // by its id; archiving is an edit
    [[nodiscard]] std::vector<Owner> owners() const;

    // Without hs_timestamp the activity gets the time of creation. id empty: the portal gives the
    // next one.
    QString addActivity(Object object, const Properties& properties,
        const QStringList& contacts = {}, const Stamps& stamps = {}, const QString& id = {});
    void editActivity(Object object, const QString& id, const Properties& changes);
    void changeOwner(Object object, const QString& id, const QString& owner);
    void archiveActivity(Object object, const QString& id);
    void restoreActivity(Object object, const QString& id);
    // Neither touches the activity's hs_lastmodifieddate.
    void associate(Object object, const QString& id, const QString& contact);
    void dissociate(Object object, const QString& id, const QString& contact);

    QString addContact(
        const Properties& properties, const Stamps& stamps = {}, const QString& id = {});
    void editContact(const QString& id, const Properties& changes);
    void archiveContact(const QString& id);
    // The loser's activities move to the winner; its id answers with the winner from then on.
    void mergeContacts(const QString& winner, const QString& loser);

    // Schema changes by an admin. removeOption leaves the values of existing records alone.
    void removeProperty(Object object, const QString& name);
    void removeOption(Object object, const QString& property, const QString& value);
    void addOption(Object object, const QString& property, const QString& value);
    [[nodiscard]] bool hasProperty(Object object, const QString& name) const;

    void setIndexLag(const IndexLag& lag);
    // Associations answered per record and request (500 in HubSpot); smaller for tests of paging.
    void setAssociationPageSize(int size);

    [[nodiscard]] std::vector<Snapshot> records(Object object) const; // archived ones too, by id
    [[nodiscard]] std::optional<Snapshot> record(Object object, const QString& id) const;
    [[nodiscard]] int count(Object object) const; // not archived

private:
    [[nodiscard]] Snapshot snapshot(Object object, const Record& record) const;

    std::unique_ptr<Access> m_access;
    std::unique_ptr<Model> m_model;
    std::unique_ptr<Router> m_router; // refers to both
    std::unique_ptr<Writer> m_writer; // of the face
};

} // namespace sandbox::hubspot
