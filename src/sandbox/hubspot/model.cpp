// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/model.h"

#include "sandbox/instants.h"

#include <algorithm>

namespace sandbox::hubspot {

namespace {

QString text(RecordId id)
{
    return QString::number(qulonglong{id});
}

void set(std::vector<Value>& values, int property, const QByteArray& text)
{
    const auto found = std::find_if(values.begin(), values.end(),
        [property](const Value& value) { return value.property == property; });
    if (found != values.end())
        found->text = text;
    else
        values.push_back({property, text});
}

// The value after the changes.
QByteArray valueAfter(const std::vector<Value>& changes, const Record* before, int property)
{
    for (const auto& change : changes) {
        if (change.property == property)
            return change.text;
    }
    const auto* old = before == nullptr ? nullptr : before->value(property);
    return old == nullptr ? QByteArray() : *old;
}

} // namespace

Writer apiWriter()
{
    return {QStringLiteral("api"), "INTEGRATION", "24380061", "ActivityBridge"};
}

Writer personWriter(const QString& actor)
{
    return {actor, "CRM_UI", "userId:293199", "CRM_UI"};
}

Model::Model(const Now& now, ChangeLog& log)
    : m_now(now)
    , m_log(log)
    , m_tables{Table(Object::Contacts, 15501), Table(Object::Tasks, 98765001),
          Table(Object::Calls, 71450001), Table(Object::Meetings, 60330001),
          Table(Object::Notes, 52210001), Table(Object::Emails, 83120001)}
{
}

QString Model::putOwner(Owner owner)
{
    if (owner.id.isEmpty())
        owner.id = QString::number(qulonglong{m_nextOwner++});
    if (owner.userId == 0)
        owner.userId = m_nextUser++;
    const auto id = owner.id;
    m_owners.insert_or_assign(id.toULongLong(), std::move(owner));
    return id;
}

RecordId Model::create(
    Object object, Record record, const std::vector<RecordId>& contacts, const Writer& writer)
{
    auto& into = table(object);
    if (record.id == 0)
        record.id = into.nextId();
    if (object == Object::Tasks)
        completeTask(record.values, nullptr);
    const auto& schema = into.schema();
    set(record.values, schema.find("hs_object_source"), writer.source);
    set(record.values, schema.find("hs_object_source_id"), writer.sourceId);
    set(record.values, schema.find("hs_object_source_label"), writer.sourceLabel);
    std::erase_if(record.values, [](const Value& value) { return value.text.isEmpty(); });
    record.values.shrink_to_fit();
    QStringList fields;
    if (writer.actor
        != QStringLiteral("seed")) { // a large generated world would hold millions of names
        for (const auto& value : record.values)
            fields.append(QString::fromLatin1(schema.at(value.property).name));
    }
    const auto id = into.insert(std::move(record)).id;
    for (const auto contact : contacts)
        m_associations.add(object, id, contact);
    log(object, id, Change::What::Created, std::move(fields), writer);
    return id;
}

void Model::update(Object object, RecordId id, std::vector<Value> changes, const Writer& writer)
{
    auto& in = table(object);
    if (object == Object::Tasks)
        completeTask(changes, in.find(id));
    QStringList fields;
    for (const auto& change : changes)
        fields.append(QString::fromLatin1(in.schema().at(change.property).name));
    in.change(id, changes, now(), writer.source);
    log(object, id, Change::What::Updated, std::move(fields), writer);
}

void Model::archive(Object object, RecordId id, const Writer& writer)
{
    if (object == Object::Emails) {
        table(object).erase(id);
        m_associations.removeActivity(object, id);
    } else {
        table(object).archive(id, now());
    }
    log(object, id, Change::What::Deleted, {}, writer);
}

void Model::restore(Object object, RecordId id, const Writer& writer)
{
    table(object).restore(id, now());
    log(object, id, Change::What::Updated, {QStringLiteral("archived")}, writer);
}

bool Model::associate(Object activity, RecordId id, RecordId contact, const Writer& writer)
{
    if (!m_associations.add(activity, id, contact))
        return false;
    log(activity, id, Change::What::Associated, {text(contact)}, writer);
    return true;
}

bool Model::dissociate(Object activity, RecordId id, RecordId contact, const Writer& writer)
{
    if (!m_associations.remove(activity, id, contact))
        return false;
    log(activity, id, Change::What::Dissociated, {text(contact)}, writer);
    return true;
}

void Model::merge(RecordId winner, RecordId loser, const Writer& writer)
{
    auto& contacts = table(Object::Contacts);
    Q_ASSERT(
        winner != loser && isLive(Object::Contacts, winner) && isLive(Object::Contacts, loser));
    const auto merged = contacts.schema().find("hs_merged_object_ids");
    const auto* lost = contacts.find(loser);
    const auto* kept = contacts.find(winner);
    // The survivor keeps its values and takes over what it had none of; it also inherits the ids
    // merged earlier.
    std::vector<Value> changes;
    for (const auto& value : lost->values) {
        if (value.property != merged && kept->value(value.property) == nullptr)
            changes.push_back(value);
    }
    QByteArrayList ids;
    for (const auto* side : {kept, lost}) {
        if (const auto* earlier = side->value(merged))
            ids.append(*earlier);
    }
    ids.append(QByteArray::number(qulonglong{loser}));
    set(changes, merged, ids.join(';'));

    contacts.erase(loser);
    for (const auto& earlier : ids.join(';').split(';'))
        contacts.redirect(earlier.toULongLong(), winner);
    m_associations.moveContact(loser, winner);
    contacts.change(winner, changes, now(), writer.source);
    log(Object::Contacts, loser, Change::What::Merged, {text(winner)}, writer);
    log(Object::Contacts, winner, Change::What::Updated, {QStringLiteral("hs_merged_object_ids")},
        writer);
}

std::vector<RecordId> Model::liveContacts(Object activity, RecordId id) const
{
    std::vector<RecordId> live;
    if (!isLive(activity, id))
        return live;
    const auto& ids = m_associations.contactsOf(activity, id);
    std::copy_if(ids.begin(), ids.end(), std::back_inserter(live),
        [this](RecordId contact) { return isLive(Object::Contacts, contact); });
    return live;
}

std::vector<RecordId> Model::liveActivities(RecordId contact, Object activity) const
{
    std::vector<RecordId> live;
    if (!isLive(Object::Contacts, contact))
        return live;
    const auto& ids = m_associations.activitiesOf(contact, activity);
    std::copy_if(ids.begin(), ids.end(), std::back_inserter(live),
        [this, activity](RecordId id) { return isLive(activity, id); });
    return live;
}

bool Model::isLive(Object object, RecordId id) const
{
    const auto* record = table(object).find(id);
    return record != nullptr && !record->archivedAt;
}

void Model::log(
    Object object, RecordId id, Change::What what, QStringList fields, const Writer& writer)
{
    Change change;
    change.at = now();
    change.side = Side::HubSpot;
    change.object = QString::fromLatin1(pluralName(object));
    change.id = text(id);
    change.what = what;
    change.fields = std::move(fields);
    change.actor = writer.actor;
    m_log.append(std::move(change));
}

// hs_task_completion_date holds the due date while a task is open and the time of completion after
// (HubSpot contract 7.11); a client that trusts it for open tasks must be found out.
void Model::completeTask(std::vector<Value>& changes, const Record* before) const
{
    const auto& schema = table(Object::Tasks).schema();
    const int status = schema.find("hs_task_status");
    const int due = schema.find("hs_timestamp");
    const int completed = schema.find("hs_task_completion_date");
    if (status == Schema::none || due == Schema::none || completed == Schema::none)
        return;
    const auto given = std::any_of(changes.begin(), changes.end(),
        [completed](const Value& change) { return change.property == completed; });
    if (given)
        return;
    const bool wasDone = before != nullptr && valueAfter({}, before, status) == "COMPLETED";
    const bool isDone = valueAfter(changes, before, status) == "COMPLETED";
    if (isDone && !wasDone)
        set(changes, completed, isoText(now()));
    else if (!isDone && valueAfter(changes, before, due) != valueAfter({}, before, completed))
        set(changes, completed, valueAfter(changes, before, due));
}

} // namespace sandbox::hubspot
