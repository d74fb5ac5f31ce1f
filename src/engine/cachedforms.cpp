// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cachedforms.h"

#include <QDataStream>
#include <QIODevice>

namespace engine {

namespace {

// Raised whenever a form below changes: older bytes are then read from the service again.
constexpr quint16 version = 1;

template <typename Write> QByteArray packed(Write write)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << version;
    write(out);
    return bytes;
}

template <typename T, typename Read> std::optional<T> unpacked(const QByteArray& bytes, Read read)
{
    QDataStream in(bytes);
    in.setVersion(QDataStream::Qt_6_4);
    quint16 found = 0;
    in >> found;
    if (in.status() != QDataStream::Ok || found != version)
        return std::nullopt;
    T value;
    read(in, value);
    if (in.status() != QDataStream::Ok || !in.atEnd())
        return std::nullopt;
    return value;
}

} // namespace

QByteArray packAccount(const core::HubSpotAccount& account)
{
    return packed([&](QDataStream& out) {
        out << account.portalId << account.accountType << account.timeZone << account.uiDomain;
    });
}

std::optional<core::HubSpotAccount> unpackAccount(const QByteArray& bytes)
{
    return unpacked<core::HubSpotAccount>(
        bytes, [](QDataStream& in, core::HubSpotAccount& account) {
            in >> account.portalId >> account.accountType >> account.timeZone >> account.uiDomain;
        });
}

QByteArray packIdentity(const core::SalesforceIdentity& identity)
{
    return packed([&](QDataStream& out) {
        out << identity.organization.value << identity.user.value << identity.sandbox;
    });
}

std::optional<core::SalesforceIdentity> unpackIdentity(const QByteArray& bytes)
{
    return unpacked<core::SalesforceIdentity>(
        bytes, [](QDataStream& in, core::SalesforceIdentity& identity) {
            in >> identity.organization.value >> identity.user.value >> identity.sandbox;
        });
}

QByteArray packOwners(const std::vector<core::Owner>& owners)
{
    return packed([&](QDataStream& out) {
        out << quint32(owners.size());
        for (const core::Owner& owner : owners)
            out << owner.id.value << owner.email.value << owner.archived;
    });
}

std::optional<std::vector<core::Owner>> unpackOwners(const QByteArray& bytes)
{
    return unpacked<std::vector<core::Owner>>(
        bytes, [](QDataStream& in, std::vector<core::Owner>& owners) {
            quint32 count = 0;
            in >> count;
            for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
                core::Owner owner;
                in >> owner.id.value >> owner.email.value >> owner.archived;
                owners.push_back(owner);
            }
        });
}

QByteArray packUsers(const std::vector<core::User>& users)
{
    return packed([&](QDataStream& out) {
        out << quint32(users.size());
        for (const core::User& user : users)
            out << user.id.value << user.email.value << user.active << user.standard;
    });
}

std::optional<std::vector<core::User>> unpackUsers(const QByteArray& bytes)
{
    return unpacked<std::vector<core::User>>(
        bytes, [](QDataStream& in, std::vector<core::User>& users) {
            quint32 count = 0;
            in >> count;
            for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
                core::User user;
                in >> user.id.value >> user.email.value >> user.active >> user.standard;
                users.push_back(user);
            }
        });
}

QByteArray packDescribe(const CachedDescribe& described)
{
    return packed([&](QDataStream& out) {
        const core::OrgDescription& org = described.org;
        out << described.lastModified << quint32(org.statuses.size());
        for (const core::TaskStatus& status : org.statuses)
            out << status.value << status.closed << status.isDefault << qint32(status.sortOrder);
        out << org.priorities << org.defaultPriority << org.types << org.subtypes << org.callTypes
            << org.createable << org.updateable << qint32(org.subjectLength)
            << qint32(org.descriptionLength) << org.keyField.visible << org.keyField.unique
            << org.keyField.externalId << org.keyField.writable << org.sharedActivities;
    });
}

std::optional<CachedDescribe> unpackDescribe(const QByteArray& bytes)
{
    return unpacked<CachedDescribe>(bytes, [](QDataStream& in, CachedDescribe& described) {
        core::OrgDescription& org = described.org;
        quint32 statuses = 0;
        in >> described.lastModified >> statuses;
        for (quint32 i = 0; i < statuses && in.status() == QDataStream::Ok; ++i) {
            core::TaskStatus status;
            qint32 order = 0;
            in >> status.value >> status.closed >> status.isDefault >> order;
            status.sortOrder = order;
            org.statuses.push_back(status);
        }
        qint32 subject = 0;
        qint32 description = 0;
        in >> org.priorities >> org.defaultPriority >> org.types >> org.subtypes >> org.callTypes
            >> org.createable >> org.updateable >> subject >> description >> org.keyField.visible
            >> org.keyField.unique >> org.keyField.externalId >> org.keyField.writable
            >> org.sharedActivities;
        org.subjectLength = subject;
        org.descriptionLength = description;
    });
}

} // namespace engine
