// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/changelog.h"

#include <QByteArray>

namespace sandboxserver {

// Which service a path belongs to, for the one place where it is not known by the port.
inline sandbox::Side sideOfPath(const QByteArray& path)
{
    return path.startsWith("/services") || path.startsWith("/id/") ? sandbox::Side::Salesforce
                                                                   : sandbox::Side::HubSpot;
}

} // namespace sandboxserver
