// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http.h"
#include "sandbox/json.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace sandbox::hubspot {

// Lists of texts by name, as HubSpot gives details: {"propertyName":["x"]}.
using Context = std::vector<std::pair<QByteArray, QStringList>>;

struct Detail
{
    QString message;
    QByteArray code; // may be empty
    Context context;
};

// Why a request or one row of a batch was refused; HubSpot's error body (HubSpot contract 6.4).
struct Problem
{
    int status = 400;
    QByteArray category = QByteArrayLiteral("VALIDATION_ERROR");
    QByteArray subCategory;
    QString message;
    Context context;
    std::vector<Detail> details;
};

// What a request comes to.
using Answer = std::variant<HttpResponse, Problem>;

[[nodiscard]] Problem invalid(const QString& message);
[[nodiscard]] Problem notFound(const QString& message);
// An unknown path; HubSpot has no category for it.
[[nodiscard]] Problem noSuchPath();

// numErrors and errors of a 207; nothing if there are none.
void writeRows(JsonWriter& out, const std::vector<Problem>& problems);
[[nodiscard]] HttpResponse response(const Problem& problem, const QByteArray& correlationId);

// What HubSpot says with a status when the fault plan orders it: 401, 423, 429, 477, 500 and up.
[[nodiscard]] HttpResponse faultResponse(int status, const QByteArray& correlationId);

} // namespace sandbox::hubspot
