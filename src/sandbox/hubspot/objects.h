// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/hubspot/values.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

// Names and numbers of the portal's objects (HubSpot contract 2.0 and 3.2).
namespace sandbox::hubspot {

inline constexpr std::array allObjects{Object::Contacts, Object::Tasks, Object::Calls,
    Object::Meetings, Object::Notes, Object::Emails};

[[nodiscard]] QByteArray pluralName(Object object); // "tasks": as in paths
[[nodiscard]] QByteArray singularName(Object object); // "task": as in messages and contexts
[[nodiscard]] QByteArray typeId(Object object); // "0-27"

// Accepts the plural, the singular and the type id, as HubSpot's paths do.
[[nodiscard]] std::optional<Object> objectNamed(QByteArrayView name);

// Objects that HubSpot has and that may be named as the end of an association, although this portal
// has no records of them: companies, deals, tickets. Their singular name, or empty for others.
[[nodiscard]] QByteArray emptyObjectNamed(QByteArrayView name);

// The HUBSPOT_DEFINED type from an activity to a contact (204 for tasks); the way back is one less.
[[nodiscard]] int toContactType(Object activity);

} // namespace sandbox::hubspot
