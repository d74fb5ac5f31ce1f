// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/directory.h"
#include "core/error.h"

#include <QByteArray>
#include <QString>

// What the org says about itself. Errors are Error::Protocol with the JSON path.
namespace salesforce {

// The describe of Task (contract 3), all but the statuses, which are rows of TaskStatus. A field
// that is hidden from this user is simply not there.
[[nodiscard]] core::Result<core::OrgDescription> parseDescribe(const QByteArray& bytes);

// min(68.0, newest offered) as "68.0"; SetUpIncomplete if even the newest is below 60.0 (contract
// 0).
[[nodiscard]] core::Result<QString> parseVersions(const QByteArray& bytes);

// Organization and user of /services/oauth2/userinfo.
[[nodiscard]] core::Result<core::SalesforceIdentity> parseUserInfo(const QByteArray& bytes);

} // namespace salesforce
