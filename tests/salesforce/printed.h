// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/task.h"
#include "net/isotime.h"
#include "salesforce/parserecords.h"
#include "support/golden.h"

#include <QJsonDocument>
#include <QTextStream>
#include <QUrl>

// Requests and values as text, for golden files and for messages of failed comparisons.
namespace printed {

inline QByteArray request(const net::Request& request)
{
    static const char* const methods[] = {"GET", "POST", "PATCH", "PUT", "DELETE"};
    QByteArray text = methods[int(request.method)];
    text += ' ' + request.url.toEncoded() + '\n';
    for (const auto& [name, value] : request.headers)
        text += name + ": " + value + '\n';
    text += request.replay == net::Replay::Safe ? "safe to repeat" : "not to be repeated";
    text += request.bucket == net::Bucket::SalesforceWrite ? ", write" : ", read";
    text += request.compress ? ", gzip\n" : "\n";
    if (!request.body.isEmpty())
        text += '\n' + support::prettyJson(request.body);
    return text;
}

// JSON written with ' for ", which is easier to read inside C++.
inline QByteArray json(const char* text)
{
    return QByteArray(text).replace('\'', '"');
}

inline QString error(const core::Error& error)
{
    return QStringLiteral("error kind %1 code %2 http %3: %4\n")
        .arg(int(error.kind))
        .arg(error.code)
        .arg(error.httpStatus)
        .arg(error.what);
}

inline QString value(const QJsonValue& value)
{
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(text.mid(1, text.size() - 2));
}

inline QString flag(bool isSet, const char* name)
{
    return isSet ? QLatin1Char(' ') + QLatin1String(name) : QString();
}

inline QString person(const core::Person& person)
{
    return QStringLiteral("%1 %2 <%3> \"%4\" created %5 account %6 master %7 contact %8%9%10\n")
        .arg(person.isLead ? QStringLiteral("lead") : QStringLiteral("contact"), person.id.value,
            person.email, person.name, net::isoTime(person.created), person.account.value,
            person.masterRecord.value, person.convertedContact.value,
            flag(person.deleted, "deleted"), flag(person.converted, "converted"));
}

inline QString personRow(const salesforce::PersonRow& row)
{
    return net::isoTime(row.modstamp) + QLatin1Char(' ') + person(row.person);
}

inline QString task(const core::Task& task)
{
    QString text = QStringLiteral("%1 key %2 modstamp %3 modified %4%5%6\n")
                       .arg(task.id.value, task.key, net::isoTime(task.modstamp),
                           net::isoTime(task.lastModified), flag(task.deleted, "deleted"),
                           flag(task.archived, "archived"));
    for (const auto& [field, read] : task.fields)
        text += QStringLiteral("  %1 = %2\n").arg(core::apiName(field), value(read));
    return text;
}

inline QString outcome(const salesforce::WriteOutcome& outcome)
{
    static const char* const names[] = {"Created", "Updated", "Rejected", "Unknown"};
    return QStringLiteral("%1 id [%2] code [%3] fields [%4] %5\n")
        .arg(QLatin1String(names[int(outcome.what)]), outcome.id.value, outcome.code,
            outcome.fields.join(QLatin1Char(',')), outcome.message);
}

inline QString org(const core::OrgDescription& org)
{
    const auto joined = [](const QStringList& list) { return list.join(QStringLiteral(" | ")); };
    QString text;
    QTextStream out(&text);
    for (const auto& status : org.statuses)
        out << "status " << status.value << flag(status.closed, "closed")
            << flag(status.isDefault, "default") << " order " << status.sortOrder << '\n';
    out << "priorities " << joined(org.priorities) << '\n'
        << "default priority " << org.defaultPriority << '\n'
        << "types " << joined(org.types) << '\n'
        << "subtypes " << joined(org.subtypes) << '\n'
        << "call types " << joined(org.callTypes) << '\n'
        << "createable " << joined(org.createable) << '\n'
        << "updateable " << joined(org.updateable) << '\n'
        << "subject " << org.subjectLength << " description " << org.descriptionLength << '\n'
        << "key field" << flag(org.keyField.visible, "visible")
        << flag(org.keyField.unique, "unique") << flag(org.keyField.externalId, "externalId")
        << flag(org.keyField.writable, "writable") << '\n'
        << "shared activities" << (org.sharedActivities ? " yes" : " no") << '\n';
    return text;
}

} // namespace printed
