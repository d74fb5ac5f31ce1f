// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/salesforce/schema.h"

#include <QHash>
#include <QString>

#include <vector>

namespace sandbox::salesforce {

struct State;

// What one user may read and edit, by field-level security: standard fields unless the org hides
// them, custom fields only through FieldPermissions of a permission set that is assigned to the
// user (Salesforce contract 2.4).
class Access final
{
public:
    // Everything that is offered: for the editing face.
    Access() = default;
    Access(const State& state, const QString& userId);

    bool canRead(const ObjectType& type, int column) const;
    bool canEdit(const ObjectType& type, int column) const;

    // The column of a field this user can read; -1 if there is none. Case does not matter.
    int column(const ObjectType& type, const QString& fieldName) const;

private:
    struct Rights
    {
        std::vector<bool> read;
        std::vector<bool> edit;
    };
    bool m_isUnlimited = true;
    QHash<QString, Rights> m_rights; // by name of the type
};

} // namespace sandbox::salesforce
