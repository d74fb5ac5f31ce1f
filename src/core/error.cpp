// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/error.h"

#include <algorithm>
#include <array>

namespace core {

namespace {

// In the order of Error::Kind. What is stored names them: a name is never changed.
constexpr std::array kindNames{QLatin1String("network"), QLatin1String("unknown"),
    QLatin1String("serverBusy"), QLatin1String("notTheService"), QLatin1String("rateLimited"),
    QLatin1String("budgetSpent"), QLatin1String("signInNeeded"), QLatin1String("forbidden"),
    QLatin1String("notFound"), QLatin1String("rejected"), QLatin1String("protocol"),
    QLatin1String("tooLarge"), QLatin1String("tooLate"), QLatin1String("cancelled"),
    QLatin1String("usage"), QLatin1String("settings"), QLatin1String("setUpIncomplete"),
    QLatin1String("heldByGuard"), QLatin1String("locked"), QLatin1String("planChanged"),
    QLatin1String("wrongAccount"), QLatin1String("store"), QLatin1String("storeNewer"),
    QLatin1String("storeDamaged"), QLatin1String("noVault")};
static_assert(kindNames.size() == std::size_t(Error::Kind::NoVault) + 1);

constexpr std::array serviceNames{
    QLatin1String(""), QLatin1String("hubspot"), QLatin1String("salesforce")};
static_assert(serviceNames.size() == std::size_t(Service::Salesforce) + 1);

template <typename Value, typename Names>
std::optional<Value> valueNamed(const Names& names, const QString& name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::nullopt
                                : std::optional(static_cast<Value>(found - names.begin()));
}

} // namespace

QString kindName(Error::Kind kind)
{
    return kindNames.at(std::size_t(kind));
}

std::optional<Error::Kind> kindNamed(const QString& name)
{
    return valueNamed<Error::Kind>(kindNames, name);
}

QString serviceName(Service service)
{
    return serviceNames.at(std::size_t(service));
}

std::optional<Service> serviceNamed(const QString& name)
{
    return valueNamed<Service>(serviceNames, name);
}

} // namespace core
