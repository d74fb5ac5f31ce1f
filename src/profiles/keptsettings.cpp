// SPDX-License-Identifier: GPL-3.0-or-later
#include "profiles/keptsettings.h"

#include "store/settingsstore.h"
#include "store/transaction.h"

#include <QFile>
#include <QSaveFile>

namespace profiles {

namespace {

constexpr qint64 copyMax = 1024 * 1024; // the same as an imported file
constexpr QFile::Permissions privateFile = QFile::ReadOwner | QFile::WriteOwner;

core::Error fileError(const QFileDevice& file)
{
    return {core::Error::Kind::Store,
        QStringLiteral("%1: %2").arg(file.fileName(), file.errorString())};
}

core::Result<void> writeCopy(const Profile& profile, const QByteArray& json)
{
    QSaveFile file(profile.keptSettings());
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(privateFile)
        || file.write(json) != json.size() || !file.commit())
        return tl::unexpected(fileError(file));
    return {};
}

core::Result<void> saveInStore(store::Database& database, const QByteArray& json)
{
    auto transaction = store::Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    auto revision = store::SettingsStore(database).save(json);
    if (!revision)
        return tl::unexpected(revision.error());
    return transaction->commit();
}

} // namespace

core::Result<std::optional<core::Settings>> keptSettings(const Profile& profile)
{
    QFile file(profile.keptSettings());
    if (!file.exists())
        return std::nullopt;
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(fileError(file));
    auto settings = core::parseSettings(file.read(copyMax));
    if (!settings) {
        core::Error error = settings.error();
        error.what = file.fileName() + QStringLiteral(": ") + error.what;
        return tl::unexpected(error);
    }
    return std::move(*settings);
}

core::Result<core::Settings> settingsOf(const Profile& profile, store::Database& database)
{
    const store::SettingsStore table(database);
    auto stored = table.load();
    if (!stored)
        return tl::unexpected(stored.error());
    if (stored->has_value())
        return core::parseSettings((*stored)->json);
    auto kept = keptSettings(profile);
    if (!kept)
        return tl::unexpected(kept.error());
    return kept->value_or(core::Settings{});
}

core::Result<void> storeSettings(
    const Profile& profile, store::Database& database, const core::Settings& settings)
{
    const QByteArray json = core::writeSettings(settings);
    if (auto saved = saveInStore(database, json); !saved)
        return saved;
    return writeCopy(profile, json);
}

core::Result<void> keepSettings(const Profile& profile, store::Database& database)
{
    const store::SettingsStore table(database);
    auto stored = table.load();
    if (!stored)
        return tl::unexpected(stored.error());
    if (stored->has_value())
        return QFile::exists(profile.keptSettings()) ? core::Result<void>{}
                                                     : writeCopy(profile, (*stored)->json);
    auto kept = keptSettings(profile);
    if (!kept)
        return tl::unexpected(kept.error());
    if (!kept->has_value())
        return {};
    return saveInStore(database, core::writeSettings(**kept));
}

} // namespace profiles
