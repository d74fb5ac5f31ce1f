// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contact.h"
#include "core/directory.h"
#include "core/task.h"
#include "net/clock.h"

#include <QString>

#include <optional>
#include <vector>

namespace salesforce {

// A user as Salesforce shows it, address in clear: the caller hashes it.
struct UserRecord
{
    core::SalesforceId id;
    QString email;
    QString username;
    QString name;
    bool active = false;
    bool standard = false;
};

// Where a read of everything changed stands: rows with (SystemModstamp, Id) above it are still to
// come.
struct Keyset
{
    core::Instant stamp;
    core::SalesforceId id; // empty: all of `stamp` included
    bool operator==(const Keyset&) const = default;
};

struct ChangedPeople
{
    std::vector<core::Person> rows; // contacts and leads, deleted ones too
    bool more = false; // call again from the keysets
    Keyset contacts;
    Keyset leads;
    core::Instant serverTime;
};

// What to look up in one go.
struct PeopleQuery
{
    std::vector<core::SalesforceId> contacts;
    std::vector<core::SalesforceId> leads;
    QStringList emails; // in contacts and leads
};

struct Described
{
    bool changed = false; // false: 304, `org` is empty
    core::OrgDescription org;
    QByteArray lastModified; // for the next call
    core::Instant serverTime; // Date header
};

struct TaskWrite
{
    core::Key key;
    core::TaskFields fields;
};

// What became of one record of a batch.
struct WriteOutcome
{
    enum class What { Created, Updated, Rejected, Unknown };
    What what = What::Unknown;
    core::SalesforceId id;
    QString code; // first error's code, "UNABLE_TO_LOCK_ROW"
    QString message; // Salesforce's own text, shown to the admin as it is
    QStringList fields;
    bool operator==(const WriteOutcome&) const = default;
};

enum class UpsertMode { CreateOrUpdate, UpdateOnly };

// Salesforce's REST API in terms of core values. Stateless but for base URL and version. Any number
// of ids is cut into batches. Errors: those of the transport chain, Protocol (JSON path),
// Forbidden, Rejected, BudgetSpent, NotFound. Salesforce contract sections 0-7.
class Client final
{
public:
    Client(net::Transport& transport, QUrl instance, QString version = QStringLiteral("68.0"));

    // min(68.0, newest offered); SetUpIncomplete below 60.0. Then make a Client with it.
    net::Task<core::Result<QString>> negotiateVersion(std::stop_token stop);
    net::Task<core::Result<core::SalesforceIdentity>> identity(std::stop_token stop);
    net::Task<core::Result<Described>> describeTask(
        QByteArray ifModifiedSince, std::stop_token stop);
    // Whoever a task can be assigned to: standard and partner users, inactive ones too.
    net::Task<core::Result<std::vector<UserRecord>>> users(std::stop_token stop);

    net::Task<core::Result<std::vector<core::Person>>> people(
        PeopleQuery query, std::stop_token stop);
    net::Task<core::Result<ChangedPeople>> changedPeople(
        Keyset contacts, Keyset leads, std::stop_token stop);

    // By id (retrieve, 2,000 a call): ids that are gone or invisible are absent.
    net::Task<core::Result<std::vector<core::Task>>> tasks(
        std::vector<core::SalesforceId> ids, core::OrgDescription org, std::stop_token stop);
    // By key, through queryAll: deleted and archived ones too.
    net::Task<core::Result<std::vector<core::Task>>> tasksByKey(
        std::vector<core::Key> keys, core::OrgDescription org, std::stop_token stop);
    // One page of every task whose key starts with `prefix`, ascending by id above `after`; empty =
    // end.
    net::Task<core::Result<std::vector<core::Task>>> keyedTasks(
        QString prefix, core::SalesforceId after, core::OrgDescription org, std::stop_token stop);
    // The same of those that were made from `since` on.
    net::Task<core::Result<std::vector<core::Task>>> keyedTasksSince(QString prefix,
        core::Instant since, core::SalesforceId after, core::OrgDescription org,
        std::stop_token stop);

    // At most 200 records, keys distinct. The answer has one outcome per record, in order; a record
    // that the answer does not mention is Unknown. A transport error Unknown means: nothing is
    // known of any record. `notAfter`: see net::Request; TooLate when it could not be kept.
    net::Task<core::Result<std::vector<WriteOutcome>>> upsertTasks(std::vector<TaskWrite> batch,
        UpsertMode mode, std::optional<net::Clock::Monotonic> notAfter, std::stop_token stop);
    // Updated means deleted. When a batch after the first fails, it and the rest are Unknown, so
    // that what is known of the earlier ones is not lost.
    net::Task<core::Result<std::vector<WriteOutcome>>> deleteTasks(
        std::vector<core::SalesforceId> ids, std::stop_token stop);

    // Creates the key field with permission set and field permissions; safe to repeat.
    // Error::Forbidden with the missing permission, else verified by describe.
    net::Task<core::Result<core::KeyField>> createKeyField(std::stop_token stop);

private:
    net::Task<core::Result<std::vector<core::Task>>> keyedTaskPageOf(QString prefix,
        std::optional<core::Instant> since, core::SalesforceId after, core::OrgDescription org,
        std::stop_token stop);

    net::Transport& m_transport;
    QUrl m_instance;
    QString m_version;
};

inline constexpr int upsertMax = 200;
inline constexpr int retrieveMax = 2000;

} // namespace salesforce
