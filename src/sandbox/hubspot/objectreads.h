// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/hubspot/call.h"

namespace sandbox::hubspot {

// GET …/{object}: all records by id, 100 a page (50 with histories).
[[nodiscard]] Answer listObjects(Call& call, Object object);
// GET …/{object}/{id}, also by a unique property.
[[nodiscard]] Answer readObject(Call& call, Object object, const QByteArray& id);
// POST …/{object}/batch/read: 100 inputs (50 with histories); 207 when some are missing.
[[nodiscard]] Answer readBatch(Call& call, Object object);

// The record that an id, or the value of a unique property, stands for in a request; archived or
// live as asked. A problem only if the property is not unique.
[[nodiscard]] std::variant<const Record*, Problem> locate(const Model& model, Object object,
    const QString& value, const std::optional<QString>& idProperty, bool archived);

} // namespace sandbox::hubspot
