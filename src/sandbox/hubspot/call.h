// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http.h"
#include "sandbox/hubspot/model.h"
#include "sandbox/hubspot/problem.h"
#include "sandbox/hubspot/route.h"
#include "sandbox/rowfaults.h"

#include <QJsonObject>

namespace sandbox::hubspot {

// One authenticated, routed request on its way to a handler.
struct Call
{
    Model& model;
    const HttpRequest& request;
    Route route;
    Query query;
    QJsonObject body; // empty for GET and DELETE
    const RowFaults& rows;
};

// Each handles one family of paths.
[[nodiscard]] Answer handleAccount(Call& call);
[[nodiscard]] Answer handleOwners(Call& call);
[[nodiscard]] Answer handleProperties(Call& call);
[[nodiscard]] Answer handleAssociations(Call& call);
[[nodiscard]] Answer handleObjects(Call& call);
// GET …/{object}/{id}/associations/{to}: a path of the objects with the answer of the associations.
[[nodiscard]] Answer readEnds(Call& call, Object from, const QByteArray& id, const QByteArray& to);

// 405 with HubSpot's body.
[[nodiscard]] Problem wrongMethod(const Call& call);

// The integer parameter `name` between low and high, `otherwise` when absent.
[[nodiscard]] std::variant<int, Problem> integerParameter(
    const Call& call, const char* name, int otherwise, int low, int high);
// true or false, false when absent.
[[nodiscard]] std::variant<bool, Problem> booleanParameter(const Call& call, const char* name);
// The problem with parameters nobody knows.
[[nodiscard]] std::optional<Problem> onlyParameters(const Call& call, const QByteArrayList& names);

} // namespace sandbox::hubspot
