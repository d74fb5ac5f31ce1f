// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/hubspot/schema.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace sandbox::hubspot {

// What HubSpot defines on an object in every account (HubSpot contract 2.3), as far as this product
// meets it. The salesforce… properties of contacts are there because the account once had HubSpot's
// own connector.
struct DefinedProperties
{
    QString groupName;
    QString groupLabel;
    QByteArray body; // the property a preview is made of; empty for contacts
    std::vector<PropertyDefinition> properties;
};

[[nodiscard]] DefinedProperties definedProperties(Object object);

} // namespace sandbox::hubspot
