// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/org.h"

#include "sandbox/salesforce/founding.h"
#include "sandbox/salesforce/rest/gate.h"
#include "sandbox/salesforce/saving.h"

namespace sandbox::salesforce {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(Actor actor)
{
    return actor == Actor::Seed ? u"seed"_s : u"user"_s;
}

Saving savingAs(State& state, Actor actor, std::optional<Instant> stamp = std::nullopt)
{
    if (stamp)
        stamp = std::chrono::floor<std::chrono::seconds>(*stamp);
    return {state, Caller{nameOf(actor), state.apiUserId, Access(), stamp}};
}

int in(const Table& table, const QString& field)
{
    return columnNamed(table.type(), field);
}

Value orNull(const QString& text)
{
    return text.trimmed().isEmpty() ? Value() : Value(text.trimmed());
}

// Saves one record of a type in a transaction of its own.
Id insert(State& state, Actor actor, const QString& type,
    const std::vector<std::pair<QString, Value>>& values)
{
    Table& table = state.at(type);
    Saving saving = savingAs(state, actor);
    Saving::Values columns;
    for (const auto& [field, value] : values)
        columns.emplace_back(in(table, field), value);
    const RowNumber row = saving.insertRaw(table, columns);
    saving.commit();
    return table.row(row).text(column::id);
}

Value createdDate(const State& state, const std::optional<Instant>& given)
{
    return Instant(std::chrono::floor<std::chrono::seconds>(given.value_or(state.second())));
}

Value owner(const State& state, const Id& id)
{
    return id.isEmpty() ? state.apiUserId : id;
}

struct Found
{
    Table* table = nullptr;
    RowNumber row = 0;
};

std::optional<Found> find(State& state, const Id& id)
{
    Table* table = state.tableOfId(id);
    const auto row = table ? table->find(id) : std::nullopt;
    return row ? std::optional(Found{table, *row}) : std::nullopt;
}

// A test that names a record of another type or none at all is wrong, in every kind of build.
Found require(State& state, const Id& id, const QString& type)
{
    const auto found = find(state, id);
    if (!found || (!type.isEmpty() && found->table->type().name != type))
        qFatal("the org has no %s with id %s", qPrintable(type), qPrintable(id));
    return *found;
}

Outcome noSuchRecord(const Id& id)
{
    Outcome outcome;
    outcome.errors.push_back({u"NOT_FOUND"_s, u"no record with id %1"_s.arg(id), {}});
    return outcome;
}

// All activities of one person become another's, with a new stamp.
void moveActivities(Saving& saving, const Id& from, const Id& to)
{
    for (const QString& type : {u"Task"_s, u"Event"_s}) {
        Table& table = saving.state().at(type);
        const int who = in(table, u"WhoId"_s);
        for (const RowNumber row : table.liveWithText(who, from))
            saving.setRaw(table, row, {{who, to}});
    }
}

} // namespace

Org::Org(const Now& now, ChangeLog& log)
    : m_state(std::make_unique<State>(now, log))
{
    found(*m_state);
}

Org::~Org() = default;

HttpResponse Org::handle(const HttpRequest& request, const RowFaults& rows)
{
    return rest::answer(*m_state, request, rows);
}

Id Org::addUser(const User& user, Actor actor)
{
    const QString username = user.username.isEmpty()
        ? u"%1.%2"_s.arg(user.email).arg(m_state->at(u"User"_s).size())
        : user.username;
    const qsizetype space = user.name.lastIndexOf(QChar(u' '));
    return insert(*m_state, actor, u"User"_s,
        {{u"Name"_s, orNull(user.name)}, {u"LastName"_s, orNull(user.name.mid(space + 1))},
            {u"FirstName"_s, orNull(user.name.left(std::max(space, qsizetype(0))))},
            {u"Email"_s, orNull(user.email)}, {u"Username"_s, orNull(username)},
            {u"FederationIdentifier"_s, orNull(user.federationId)}, {u"IsActive"_s, user.isActive},
            {u"UserType"_s, user.userType}, {u"Alias"_s, orNull(user.name.left(8))},
            {u"TimeZoneSidKey"_s, u"Europe/Oslo"_s}, {u"LocaleSidKey"_s, u"en_US"_s}});
}

void Org::setUserActive(const Id& user, bool isActive, Actor actor)
{
    const Found found = require(*m_state, user, u"User"_s);
    Saving saving = savingAs(*m_state, actor);
    saving.setRaw(*found.table, found.row, {{in(*found.table, u"IsActive"_s), isActive}});
    saving.commit();
}

Id Org::addAccount(const Account& account, Actor actor)
{
    return insert(*m_state, actor, u"Account"_s,
        {{u"Name"_s, orNull(account.name)}, {u"OwnerId"_s, owner(*m_state, account.ownerId)}});
}

Id Org::addContact(const Contact& contact, Actor actor)
{
    return insert(*m_state, actor, u"Contact"_s,
        {{u"FirstName"_s, orNull(contact.firstName)}, {u"LastName"_s, orNull(contact.lastName)},
            {u"Name"_s, orNull(contact.firstName + u' ' + contact.lastName)},
            {u"Email"_s, orNull(contact.email)}, {u"AccountId"_s, orNull(contact.accountId)},
            {u"OwnerId"_s, owner(*m_state, contact.ownerId)},
            {u"CreatedDate"_s, createdDate(*m_state, contact.createdDate)}});
}

Id Org::addLead(const Lead& lead, Actor actor)
{
    return insert(*m_state, actor, u"Lead"_s,
        {{u"FirstName"_s, orNull(lead.firstName)}, {u"LastName"_s, orNull(lead.lastName)},
            {u"Name"_s, orNull(lead.firstName + u' ' + lead.lastName)},
            {u"Company"_s, orNull(lead.company)}, {u"Email"_s, orNull(lead.email)},
            {u"Status"_s, u"Open - Not Contacted"_s}, {u"OwnerId"_s, owner(*m_state, lead.ownerId)},
            {u"CreatedDate"_s, createdDate(*m_state, lead.createdDate)}});
}

void Org::convertLead(const Id& lead, const Id& contact, Actor actor)
{
    const Found from = require(*m_state, lead, u"Lead"_s);
    const Found to = require(*m_state, contact, u"Contact"_s);
    const Table& leads = *from.table;
    const Row& target = to.table->row(to.row);
    Saving saving = savingAs(*m_state, actor);
    const QDate today = QDate::fromJulianDay(
        std::chrono::floor<std::chrono::days>(m_state->second()).time_since_epoch().count()
        + 2'440'588);
    saving.setRaw(*from.table, from.row,
        {{in(leads, u"IsConverted"_s), true}, {in(leads, u"ConvertedContactId"_s), contact},
            {in(leads, u"ConvertedAccountId"_s), target.at(in(*to.table, u"AccountId"_s))},
            {in(leads, u"ConvertedDate"_s), today},
            {in(leads, u"Status"_s), u"Closed - Converted"_s}},
        Change::What::Converted);
    moveActivities(saving, lead, contact);
    saving.commit();
}

void Org::mergeContacts(const Id& winner, const Id& loser, Actor actor)
{
    require(*m_state, winner, u"Contact"_s);
    const Found gone = require(*m_state, loser, u"Contact"_s);
    Saving saving = savingAs(*m_state, actor);
    saving.setRaw(*gone.table, gone.row,
        {{in(*gone.table, u"MasterRecordId"_s), winner}, {column::isDeleted, true}},
        Change::What::Merged);
    moveActivities(saving, loser, winner);
    saving.commit();
}

Outcome Org::add(const QString& type, const Fields& fields, Actor actor)
{
    Table* table = m_state->table(type);
    if (!table)
        return noSuchRecord(type);
    Saving saving = savingAs(*m_state, actor);
    const Outcome outcome = saving.create(*table, fields);
    saving.commit();
    return outcome;
}

Outcome Org::edit(const Id& id, const Fields& fields, Actor actor)
{
    const auto found = find(*m_state, id);
    if (!found)
        return noSuchRecord(id);
    Saving saving = savingAs(*m_state, actor);
    const Outcome outcome = saving.update(*found->table, found->row, fields);
    saving.commit();
    return outcome;
}

Outcome Org::editLate(const Id& id, const Fields& fields, Instant stamp, Actor actor)
{
    const auto found = find(*m_state, id);
    if (!found)
        return noSuchRecord(id);
    Saving saving = savingAs(*m_state, actor, stamp);
    const Outcome outcome = saving.update(*found->table, found->row, fields);
    saving.commit();
    return outcome;
}

Outcome Org::deleteRecord(const Id& id, Actor actor)
{
    const auto found = find(*m_state, id);
    if (!found)
        return noSuchRecord(id);
    Saving saving = savingAs(*m_state, actor);
    const Outcome outcome = saving.remove(*found->table, found->row);
    saving.commit();
    return outcome;
}

Outcome Org::undelete(const Id& id, Actor actor)
{
    const auto found = find(*m_state, id);
    if (!found)
        return noSuchRecord(id);
    Saving saving = savingAs(*m_state, actor);
    const Outcome outcome = saving.undelete(*found->table, found->row);
    saving.commit();
    return outcome;
}

void Org::purge(const Id& id, Actor actor)
{
    const Found found = require(*m_state, id, {});
    Saving saving = savingAs(*m_state, actor);
    saving.setRaw(*found.table, found.row, {{column::isDeleted, true}}, Change::What::Deleted);
    saving.commit();
    found.table->purge(found.row);
}

void Org::archive(const Id& id)
{
    const Found found = require(*m_state, id, id.startsWith(u"00U"_s) ? u"Event"_s : u"Task"_s);
    Saving saving = savingAs(*m_state, Actor::User);
    saving.setRaw(*found.table, found.row, {{in(*found.table, u"IsArchived"_s), true}});
    saving.commit();
}

} // namespace sandbox::salesforce
