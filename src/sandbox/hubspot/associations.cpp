// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/associations.h"

#include <algorithm>

namespace sandbox::hubspot {

namespace {

bool insertSorted(std::vector<RecordId>& ids, RecordId id)
{
    const auto at = std::lower_bound(ids.begin(), ids.end(), id);
    if (at != ids.end() && *at == id)
        return false;
    ids.insert(at, id);
    return true;
}

bool removeSorted(std::vector<RecordId>& ids, RecordId id)
{
    const auto at = std::lower_bound(ids.begin(), ids.end(), id);
    if (at == ids.end() || *at != id)
        return false;
    ids.erase(at);
    return true;
}

} // namespace

bool Associations::add(Object activity, RecordId id, RecordId contact)
{
    Q_ASSERT(activity != Object::Contacts);
    if (!insertSorted(m_contacts.at(slot(activity))[id], contact))
        return false;
    insertSorted(m_activities.at(slot(activity))[contact], id);
    return true;
}

bool Associations::remove(Object activity, RecordId id, RecordId contact)
{
    if (!removeSorted(m_contacts.at(slot(activity))[id], contact))
        return false;
    removeSorted(m_activities.at(slot(activity))[contact], id);
    return true;
}

void Associations::removeActivity(Object activity, RecordId id)
{
    const auto contacts = contactsOf(activity, id);
    for (const auto contact : contacts)
        remove(activity, id, contact);
}

void Associations::moveContact(RecordId loser, RecordId winner)
{
    for (const auto activity : activityObjects) {
        const auto ids = activitiesOf(loser, activity);
        for (const auto id : ids) {
            remove(activity, id, loser);
            add(activity, id, winner);
        }
    }
}

const std::vector<RecordId>& Associations::contactsOf(Object activity, RecordId id) const
{
    return endsOf(m_contacts.at(slot(activity)), id);
}

const std::vector<RecordId>& Associations::activitiesOf(RecordId contact, Object activity) const
{
    return endsOf(m_activities.at(slot(activity)), contact);
}

const std::vector<RecordId>& Associations::endsOf(const Ends& ends, RecordId id)
{
    static const std::vector<RecordId> nothing;
    const auto found = ends.find(id);
    return found == ends.end() ? nothing : found->second;
}

} // namespace sandbox::hubspot
