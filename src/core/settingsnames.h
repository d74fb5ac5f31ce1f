// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"

#include <QString>
#include <QStringList>

#include <algorithm>
#include <array>
#include <optional>

// The words of the settings file for choices; for settingsread.cpp and settingswrite.cpp.
namespace core::settingsfile {

template <typename Choice> struct Named
{
    Choice value;
    QStringView name;
};

inline constexpr std::array onHubSpotDelete{
    Named<OnHubSpotDelete>{OnHubSpotDelete::Nothing, u"nothing"},
    Named<OnHubSpotDelete>{OnHubSpotDelete::Close, u"close"},
    Named<OnHubSpotDelete>{OnHubSpotDelete::Delete, u"delete"},
    Named<OnHubSpotDelete>{OnHubSpotDelete::Mark, u"mark"}};

inline constexpr std::array onSalesforceDelete{
    Named<OnSalesforceDelete>{OnSalesforceDelete::Nothing, u"nothing"},
    Named<OnSalesforceDelete>{OnSalesforceDelete::Archive, u"archive"},
    Named<OnSalesforceDelete>{OnSalesforceDelete::Mark, u"mark"}};

inline constexpr std::array onSalesforceChange{
    Named<OnSalesforceChange>{OnSalesforceChange::CreateAndUpdate, u"createAndUpdate"},
    Named<OnSalesforceChange>{OnSalesforceChange::CreateOnly, u"createOnly"},
    Named<OnSalesforceChange>{OnSalesforceChange::UpdateOnly, u"updateOnly"},
    Named<OnSalesforceChange>{OnSalesforceChange::Nothing, u"nothing"}};

inline constexpr std::array conflicts{Named<ConflictRule>{ConflictRule::Newest, u"newest"},
    Named<ConflictRule>{ConflictRule::HubSpot, u"hubspot"},
    Named<ConflictRule>{ConflictRule::Salesforce, u"salesforce"},
    Named<ConflictRule>{ConflictRule::Ask, u"ask"}};

inline constexpr std::array rollUp{Named<RollUp>{RollUp::None, u"none"},
    Named<RollUp>{RollUp::ContactDay, u"contactDay"},
    Named<RollUp>{RollUp::ContactEmail, u"contactEmail"}};

inline constexpr std::array<QStringView, 4> sections{u"tasks", u"emails", u"calls", u"meetings"};

template <typename Choices, typename Choice> QString nameOf(const Choices& choices, Choice value)
{
    const auto found
        = std::ranges::find_if(choices, [value](const auto& c) { return c.value == value; });
    return found->name.toString();
}

// Ranges of the numbers; both ends are allowed.
struct Range
{
    int from;
    int to;
};
inline constexpr Range everyMinutes{5, 1440};
inline constexpr Range callsPerDay{100, 1'000'000'000};
inline constexpr Range retentionDays{1, 3650};

} // namespace core::settingsfile
