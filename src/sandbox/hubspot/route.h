// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace sandbox::hubspot {

enum class Family { Account, Owners, Objects, Associations, Definitions };

// Undated paths (/crm/v3, /crm/v4) and dated ones lead to the same handlers; a few answers differ
// in detail.
enum class Dialect { V3, V4, Dated };

// What a path says: "/crm/objects/2026-09/tasks/search" is Objects, Dated, {"tasks", "search"}.
struct Route
{
    Family family = Family::Objects;
    Dialect dialect = Dialect::Dated;
    QByteArrayList rest; // percent-decoded
};

// Nothing for a path that HubSpot does not have or this portal does not offer. Dated versions:
// 2026-03 and 2026-09.
[[nodiscard]] std::optional<Route> routeOf(const QByteArray& path);

// The query of a target. HubSpot takes lists as repeated parameters and as one with commas.
class Query final
{
public:
    explicit Query(const QByteArray& target);

    [[nodiscard]] std::optional<QString> text(QByteArrayView name) const; // the last one given
    [[nodiscard]] QStringList list(QByteArrayView name) const;
    // The first parameter that is not among the names; empty if there is none.
    [[nodiscard]] QByteArray other(const QByteArrayList& names) const;

private:
    std::vector<std::pair<QByteArray, QString>> m_items;
};

} // namespace sandbox::hubspot
