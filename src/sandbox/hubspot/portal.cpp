// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/portal.h"

#include "sandbox/hubspot/router.h"
#include "sandbox/instants.h"

#include <algorithm>

namespace sandbox::hubspot {

namespace {

// Values of the face are trusted, but times are stored the one way that HubSpot shows them.
std::vector<Value> trustedValues(const Schema& schema, const Properties& properties)
{
    std::vector<Value> values;
    values.reserve(static_cast<std::size_t>(properties.size()) + 4);
    for (auto member = properties.begin(); member != properties.end(); ++member) {
        const int property = schema.find(member.key().toUtf8());
        Q_ASSERT_X(property != Schema::none, "sandbox", qPrintable(member.key()));
        auto text = member.value().toUtf8();
        if (schema.at(property).type == PropertyType::DateTime && !text.isEmpty()) {
            const auto at = instantFrom(text);
            Q_ASSERT_X(at.has_value(), "sandbox", qPrintable(member.key()));
            text = isoText(*at);
        }
        values.push_back({property, std::move(text)});
    }
    return values;
}

RecordId idOf(const Table& table, const QString& id)
{
    const auto* record = table.find(id.toULongLong());
    Q_ASSERT_X(record != nullptr, "sandbox: no such record", qPrintable(id));
    return record->id;
}

QString text(RecordId id)
{
    return QString::number(qulonglong{id});
}

Record newRecord(const Stamps& stamps, Instant now, const QString& id)
{
    Record record;
    record.id = id.toULongLong();
    record.createdAt = stamps.createdAt.value_or(now);
    record.updatedAt = stamps.updatedAt.value_or(record.createdAt);
    return record;
}

} // namespace

Portal::Portal(const Now& now, ChangeLog& log)
    : m_access(std::make_unique<Access>())
    , m_model(std::make_unique<Model>(now, log))
    , m_router(std::make_unique<Router>(*m_model, *m_access))
    , m_writer(std::make_unique<Writer>(personWriter(QStringLiteral("user"))))
{
}

Portal::~Portal() = default;

HttpResponse Portal::handle(const HttpRequest& request, const RowFaults& rows)
{
    return m_router->handle(request, rows);
}

void Portal::addToken(const QByteArray& token)
{
    m_access->add(token);
}

void Portal::revokeTokens()
{
    m_access->revokeAll();
}

void Portal::setScopes(const QStringList& scopes)
{
    m_access->setScopes(scopes);
}

void Portal::setActor(const QString& actor)
{
    *m_writer = personWriter(actor);
}

void Portal::setAccount(const Account& account)
{
    m_model->account = account;
}

const Account& Portal::account() const
{
    return m_model->account;
}

QString Portal::addOwner(Owner owner)
{
    return m_model->putOwner(std::move(owner));
}

void Portal::editOwner(const Owner& owner)
{
    Q_ASSERT(m_model->owners().contains(owner.id.toULongLong()));
    m_model->putOwner(owner);
}

std::vector<Owner> Portal::owners() const
{
    std::vector<Owner> owners;
    for (const auto& [id, owner] : m_model->owners())
        owners.push_back(owner);
    return owners;
}

QString Portal::addActivity(Object object, const Properties& properties,
    const QStringList& contacts, const Stamps& stamps, const QString& id)
{
    Q_ASSERT(object != Object::Contacts);
    auto record = newRecord(stamps, m_model->now(), id);
    const auto& schema = m_model->table(object).schema();
    record.values = trustedValues(schema, properties);
    if (!properties.contains(QStringLiteral("hs_timestamp")))
        record.values.push_back({schema.find("hs_timestamp"), isoText(record.createdAt)});
    std::vector<RecordId> ends;
    for (const auto& contact : contacts)
        ends.push_back(idOf(m_model->table(Object::Contacts), contact));
    return text(m_model->create(object, std::move(record), ends, *m_writer));
}

void Portal::editActivity(Object object, const QString& id, const Properties& changes)
{
    const auto& table = m_model->table(object);
    m_model->update(object, idOf(table, id), trustedValues(table.schema(), changes), *m_writer);
}

void Portal::changeOwner(Object object, const QString& id, const QString& owner)
{
    Q_ASSERT(owner.isEmpty() || m_model->owners().contains(owner.toULongLong()));
    editActivity(object, id, {{QStringLiteral("hubspot_owner_id"), owner}});
}

void Portal::archiveActivity(Object object, const QString& id)
{
    m_model->archive(object, idOf(m_model->table(object), id), *m_writer);
}

void Portal::restoreActivity(Object object, const QString& id)
{
    m_model->restore(object, idOf(m_model->table(object), id), *m_writer);
}

void Portal::associate(Object object, const QString& id, const QString& contact)
{
    m_model->associate(object, idOf(m_model->table(object), id),
        idOf(m_model->table(Object::Contacts), contact), *m_writer);
}

void Portal::dissociate(Object object, const QString& id, const QString& contact)
{
    m_model->dissociate(object, idOf(m_model->table(object), id),
        idOf(m_model->table(Object::Contacts), contact), *m_writer);
}

QString Portal::addContact(const Properties& properties, const Stamps& stamps, const QString& id)
{
    auto record = newRecord(stamps, m_model->now(), id);
    record.values = trustedValues(m_model->table(Object::Contacts).schema(), properties);
    return text(m_model->create(Object::Contacts, std::move(record), {}, *m_writer));
}

void Portal::editContact(const QString& id, const Properties& changes)
{
    editActivity(Object::Contacts, id, changes);
}

void Portal::archiveContact(const QString& id)
{
    archiveActivity(Object::Contacts, id);
}

void Portal::mergeContacts(const QString& winner, const QString& loser)
{
    const auto& contacts = m_model->table(Object::Contacts);
    m_model->merge(idOf(contacts, winner), idOf(contacts, loser), *m_writer);
}

void Portal::removeProperty(Object object, const QString& name)
{
    m_model->table(object).schema().remove(name.toUtf8());
}

void Portal::removeOption(Object object, const QString& property, const QString& value)
{
    auto& schema = m_model->table(object).schema();
    const int number = schema.find(property.toUtf8());
    Q_ASSERT(number != Schema::none);
    auto options = schema.at(number).options;
    std::erase_if(options, [&value](const Option& option) { return option.value == value; });
    schema.setOptions(number, std::move(options));
}

void Portal::addOption(Object object, const QString& property, const QString& value)
{
    auto& schema = m_model->table(object).schema();
    const int number = schema.find(property.toUtf8());
    Q_ASSERT(number != Schema::none);
    auto options = schema.at(number).options;
    options.push_back({value, value});
    schema.setOptions(number, std::move(options));
}

bool Portal::hasProperty(Object object, const QString& name) const
{
    return m_model->table(object).schema().find(name.toUtf8()) != Schema::none;
}

void Portal::setIndexLag(const IndexLag& lag)
{
    m_model->indexLag = lag;
}

void Portal::setAssociationPageSize(int size)
{
    Q_ASSERT(size > 0);
    m_model->associationPageSize = size;
}

std::vector<Snapshot> Portal::records(Object object) const
{
    std::vector<Snapshot> all;
    for (const auto& [id, record] : m_model->table(object).records())
        all.push_back(snapshot(object, record));
    return all;
}

std::optional<Snapshot> Portal::record(Object object, const QString& id) const
{
    const auto* record = m_model->table(object).find(id.toULongLong());
    return record == nullptr ? std::nullopt : std::optional(snapshot(object, *record));
}

int Portal::count(Object object) const
{
    return static_cast<int>(m_model->table(object).stamps().size());
}

Snapshot Portal::snapshot(Object object, const Record& record) const
{
    const auto& schema = m_model->table(object).schema();
    Snapshot shown;
    shown.id = text(record.id);
    for (const auto& value : record.values) {
        if (schema.find(schema.at(value.property).name) == value.property)
            shown.properties.insert(
                QString::fromLatin1(schema.at(value.property).name), QString::fromUtf8(value.text));
    }
    shown.createdAt = record.createdAt;
    shown.updatedAt = record.updatedAt;
    shown.archivedAt = record.archivedAt;
    if (object != Object::Contacts) {
        for (const auto contact : m_model->associations().contactsOf(object, record.id))
            shown.contacts.append(text(contact));
    }
    return shown;
}

} // namespace sandbox::hubspot
