// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/salesforce/settings.h"
#include "sandbox/salesforce/state.h"

namespace sandbox::salesforce {

// Makes an empty org one that a person could log in to: organization, administrator, statuses,
// priorities, the key field. None of it stands in the change log.
void found(State& state);

// Brings the key field to this state, with or without permissions of the administrator's profile.
void placeKeyField(State& state, const KeyField& field);

// TaskStatus and TaskPriority follow the picklists of Task.
void addChoiceRow(State& state, const QString& type, const QString& value, bool flag);
void removeChoiceRow(State& state, const QString& type, const QString& value);

} // namespace sandbox::salesforce
