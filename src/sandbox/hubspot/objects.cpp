// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/objects.h"

namespace sandbox::hubspot {

namespace {

struct Names
{
    Object object;
    const char* plural;
    const char* singular;
    const char* typeId;
    int toContact;
};

constexpr std::array names{Names{Object::Contacts, "contacts", "contact", "0-1", 0},
    Names{Object::Tasks, "tasks", "task", "0-27", 204},
    Names{Object::Calls, "calls", "call", "0-48", 194},
    Names{Object::Meetings, "meetings", "meeting", "0-47", 200},
    Names{Object::Notes, "notes", "note", "0-46", 202},
    Names{Object::Emails, "emails", "email", "0-49", 198}};

constexpr const Names& namesOf(Object object)
{
    return names.at(static_cast<std::size_t>(object));
}

} // namespace

QByteArray pluralName(Object object)
{
    return namesOf(object).plural;
}

QByteArray singularName(Object object)
{
    return namesOf(object).singular;
}

QByteArray typeId(Object object)
{
    return namesOf(object).typeId;
}

std::optional<Object> objectNamed(QByteArrayView name)
{
    for (const auto& row : names) {
        if (name == row.plural || name == row.singular || name == row.typeId)
            return row.object;
    }
    return {};
}

QByteArray emptyObjectNamed(QByteArrayView name)
{
    static constexpr std::array others{Names{{}, "companies", "company", "0-2", 0},
        Names{{}, "deals", "deal", "0-3", 0}, Names{{}, "tickets", "ticket", "0-5", 0}};
    for (const auto& row : others) {
        if (name == row.plural || name == row.singular || name == row.typeId)
            return row.singular;
    }
    return {};
}

int toContactType(Object activity)
{
    return namesOf(activity).toContact;
}

} // namespace sandbox::hubspot
