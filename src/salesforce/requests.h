// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "salesforce/client.h"
#include "salesforce/soql.h"

#include "net/transport.h"

#include <QJsonObject>
#include <QStringList>
#include <QUrl>

#include <vector>

namespace salesforce {

// Queries in one Composite request; Salesforce counts it as one call (contract 4.7).
inline constexpr int compositeQueryMax = 5;

// Values to requests: which URL, which body. Knows the instance and the version, no tokens and no
// order of calls. Writes are Replay::Unsafe in Bucket::SalesforceWrite; all else is safe to repeat
// in Bucket::Salesforce.
class Requests final
{
public:
    Requests(QUrl instance, QString version);

    net::Request versions() const;
    net::Request userInfo() const;
    net::Request describeTask(const QByteArray& ifModifiedSince) const;

    net::Request query(const Select& select) const;
    // At most compositeQueryMax queries; query number i has the referenceId "q<i>".
    net::Request composite(const std::vector<Select>& queries) const;
    // What `nextRecordsUrl` names. Error::Protocol unless it is a path of the query resource: an
    // answer must not send our token anywhere else.
    core::Result<net::Request> nextPage(const QString& nextRecordsUrl) const;

    net::Request retrieveTasks(
        const std::vector<core::SalesforceId>& ids, const QStringList& fields) const;
    net::Request upsertTasks(const std::vector<TaskWrite>& batch, UpsertMode mode) const;
    net::Request deleteTasks(const std::vector<core::SalesforceId>& ids) const;

    // The key field and who may see it (contract 2.4).
    net::Request createKeyField() const;
    net::Request createPermissionSet() const;
    net::Request permitKeyField(
        const core::SalesforceId& permissionSet, const QString& object) const;
    net::Request assignPermissionSet(
        const core::SalesforceId& permissionSet, const core::SalesforceId& user) const;

private:
    net::Request get(const QString& path, const QByteArray& query = {}) const;
    net::Request post(const QString& path, const QJsonObject& body) const;
    net::Request write(net::Method method, const QString& path, const QJsonObject& body) const;
    QString resource(const QString& name) const; // "/services/data/v68.0/" + name
    QString queryTarget(const Select& select) const;

    QUrl m_instance;
    QString m_version;
};

} // namespace salesforce
