// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/keychainstore.h"

#include "net/gate.h"

#include <qt6keychain/keychain.h>

namespace auth {

namespace {

// Without a session bus QtKeychain reports OtherError and not a missing backend, so every error but
// "no such entry" means the same to us.
tl::unexpected<core::Error> noVault(const QKeychain::Job& job)
{
    core::Error error;
    error.kind = core::Error::Kind::NoVault;
    error.code = QStringLiteral("KEYCHAIN_%1").arg(job.error());
    error.what = job.errorString();
    const bool refused
        = job.error() == QKeychain::AccessDenied || job.error() == QKeychain::AccessDeniedByUser;
    error.what += refused
        ? QStringLiteral("; unlock the keychain and allow ActivityBridge to use it")
        : QStringLiteral("; unlock or install a keychain (GNOME Keyring, KWallet), or give the "
                         "tokens by ACTIVITYBRIDGE_… variables");
    return tl::make_unexpected(std::move(error));
}

// Runs a job to its end in the event loop of this thread. The job stays the caller's.
net::Task<void> performed(QKeychain::Job& job)
{
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    net::Gate gate;
    QObject context;
    // Queued: QtKeychain goes on using the job after it has told that it is finished.
    QObject::connect(
        &job, &QKeychain::Job::finished, &context, [&gate] { gate.open(); }, Qt::QueuedConnection);
    job.start();
    co_await gate.opened();
}

const QString service = QStringLiteral("ActivityBridge");

} // namespace

net::Task<core::Result<void>> KeychainEntries::write(QString name, Secret secret)
{
    QKeychain::WritePasswordJob job(service);
    job.setKey(name);
    job.setBinaryData(secret.reveal());
    co_await performed(job);
    if (job.error() != QKeychain::NoError)
        co_return noVault(job);
    co_return core::Result<void>();
}

net::Task<core::Result<std::optional<Secret>>> KeychainEntries::read(QString name)
{
    QKeychain::ReadPasswordJob job(service);
    job.setKey(name);
    co_await performed(job);
    std::optional<Secret> found;
    if (job.error() == QKeychain::EntryNotFound)
        co_return found;
    if (job.error() != QKeychain::NoError)
        co_return noVault(job);
    found.emplace(job.binaryData());
    co_return found;
}

net::Task<core::Result<void>> KeychainEntries::remove(QString name)
{
    QKeychain::DeletePasswordJob job(service);
    job.setKey(name);
    co_await performed(job);
    if (job.error() != QKeychain::NoError && job.error() != QKeychain::EntryNotFound)
        co_return noVault(job);
    co_return core::Result<void>();
}

KeychainStore::KeychainStore()
    : m_split(m_entries)
{
}

net::Task<core::Result<void>> KeychainStore::write(QString name, Secret secret)
{
    return m_split.write(std::move(name), std::move(secret));
}

net::Task<core::Result<std::optional<Secret>>> KeychainStore::read(QString name)
{
    return m_split.read(std::move(name));
}

net::Task<core::Result<void>> KeychainStore::remove(QString name)
{
    return m_split.remove(std::move(name));
}

} // namespace auth
