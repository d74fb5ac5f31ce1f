// SPDX-License-Identifier: GPL-3.0-or-later
#include "profiles/profile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

namespace profiles {

namespace {

const QString hubSpotName = QStringLiteral("hubspotUrl");
const QString salesforceName = QStringLiteral("salesforceInstanceUrl");

core::Error storeError(const QString& path, const QString& why)
{
    return {core::Error::Kind::Store, path + QStringLiteral(": ") + why};
}

} // namespace

QString Profile::database() const
{
    return QDir(folder).filePath(QStringLiteral("status.sqlite"));
}

QString Profile::connections() const
{
    return QDir(folder).filePath(QStringLiteral("connections.json"));
}

QString Profile::keptSettings() const
{
    return QDir(folder).filePath(QStringLiteral("settings.json"));
}

bool isProfileName(const QString& name)
{
    const auto allowed = [](QChar c) {
        return (c >= QLatin1Char('a') && c <= QLatin1Char('z'))
            || (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || c == QLatin1Char('-')
            || c == QLatin1Char('_');
    };
    return !name.isEmpty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), allowed);
}

Profile profileAt(const QString& profilesFolder, const QString& name)
{
    return {name, QDir(profilesFolder).filePath(name)};
}

bool exists(const Profile& profile)
{
    return QFileInfo(profile.folder).isDir();
}

core::Result<void> mustExist(const Profile& profile)
{
    if (isProfileName(profile.name) && exists(profile))
        return {};
    return tl::unexpected(core::Error{core::Error::Kind::Usage,
        QStringLiteral("there is no profile %1; `activitybridgectl profile create %1` makes one")
            .arg(profile.name)});
}

QStringList profileNames(const QString& profilesFolder)
{
    QStringList names
        = QDir(profilesFolder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    names.erase(std::remove_if(names.begin(), names.end(),
                    [](const QString& name) { return !isProfileName(name); }),
        names.end());
    return names;
}

core::Result<void> create(const Profile& profile)
{
    if (!isProfileName(profile.name))
        return tl::unexpected(core::Error{core::Error::Kind::Usage,
            QStringLiteral("profile name \"%1\": use a to z, 0 to 9, - and _, at most 40")
                .arg(profile.name)});
    if (!QDir().mkpath(profile.folder))
        return tl::unexpected(storeError(profile.folder, QStringLiteral("cannot be created")));
    QFile::setPermissions(profile.folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {};
}

core::Result<void> remove(const Profile& profile)
{
    if (!isProfileName(profile.name) || !QDir(profile.folder).removeRecursively())
        return tl::unexpected(storeError(profile.folder, QStringLiteral("cannot be removed")));
    return {};
}

core::Result<StoredConnections> loadConnections(const Profile& profile)
{
    QFile file(profile.connections());
    if (!file.exists())
        return StoredConnections{};
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(storeError(file.fileName(), file.errorString()));
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &problem);
    if (!document.isObject())
        return tl::unexpected(storeError(file.fileName(), problem.errorString()));
    const QJsonObject object = document.object();
    return StoredConnections{
        QUrl(object.value(hubSpotName).toString()), QUrl(object.value(salesforceName).toString())};
}

core::Result<void> saveConnections(const Profile& profile, const StoredConnections& connections)
{
    const QJsonObject object{{hubSpotName, connections.hubSpot.toString()},
        {salesforceName, connections.salesforce.toString()}};
    QSaveFile file(profile.connections());
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(object).toJson()) < 0
        || !file.commit())
        return tl::unexpected(storeError(file.fileName(), file.errorString()));
    return {};
}

} // namespace profiles
