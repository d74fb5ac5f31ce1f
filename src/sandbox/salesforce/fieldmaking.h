// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/salesforce/schema.h"

#include <initializer_list>

// Small words for writing down what a standard org looks like; used by the two files that do.
namespace sandbox::salesforce {

Field field(const QString& name, FieldType type, int length = 0);
Field text(const QString& name, int length);
Field picklist(
    const QString& name, std::initializer_list<const char16_t*> values, int length = 255);
Field reference(const QString& name, const QString& relationship, const QStringList& to);

Field writable(Field field); // may be created and updated
Field createOnly(Field field);
Field required(Field field); // never null; the caller sends it
Field defaulted(Field field); // never null; the org fills it in
Field withDefault(Field picklist, const QString& value);
Field restricted(Field picklist);
Field indexed(Field field);
Field notFilterable(Field field);
Field notQueryable(Field field);
Field notOffered(Field field);

// The seven columns that stand first; `isAudited` false hides all but the id and the stamp.
std::vector<Field> commonFields(bool hasRecycleBin, bool isAudited = true);

ObjectType objectType(const QString& name, const QString& keyPrefix, std::vector<Field> common,
    std::initializer_list<Field> fields);

std::vector<ObjectType> activityTypes(); // Task, Event, TaskStatus, TaskPriority
std::vector<ObjectType> otherTypes();

} // namespace sandbox::salesforce
