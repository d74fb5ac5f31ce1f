// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/keychainstore.h"

#include <qt6keychain/keychain.h>

#include <qcoro/qcorosignal.h>

namespace auth {

namespace {

constexpr qsizetype secretMax = 1000; // bytes
const QString service = QStringLiteral("ActivityBridge");

// Every error is "no keychain here": without a session bus the library reports something else than
// a missing backend.
core::Error noVault(const QKeychain::Job& job)
{
    return {core::Error::Kind::NoVault, job.errorString(),
        QStringLiteral("KEYCHAIN_%1").arg(job.error())};
}

// Runs a job to its end; the job is ours and is not deleted by itself.
template <typename Job> net::Task<void> performed(Job& job)
{
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    job.start();
    co_await qCoro(&job, &QKeychain::Job::finished);
}

} // namespace

net::Task<core::Result<void>> KeychainStore::write(QString name, Secret secret)
{
    if (secret.reveal().size() > secretMax)
        co_return tl::unexpected(core::Error{core::Error::Kind::NoVault,
            QStringLiteral("longer than %1 bytes").arg(secretMax),
            QStringLiteral("SECRET_TOO_LONG")});
    QKeychain::WritePasswordJob job(service);
    job.setKey(name);
    job.setBinaryData(secret.reveal());
    co_await performed(job);
    if (job.error() != QKeychain::NoError)
        co_return tl::unexpected(noVault(job));
    auto kept = co_await read(name);
    if (!kept)
        co_return tl::unexpected(kept.error());
    if (!kept->has_value() || (*kept)->reveal() != secret.reveal())
        co_return tl::unexpected(core::Error{core::Error::Kind::NoVault,
            QStringLiteral("the keychain did not give back what it was given"),
            QStringLiteral("KEYCHAIN_DIFFERS")});
    co_return core::Result<void>{};
}

net::Task<core::Result<std::optional<Secret>>> KeychainStore::read(QString name)
{
    QKeychain::ReadPasswordJob job(service);
    job.setKey(name);
    co_await performed(job);
    std::optional<Secret> found;
    if (job.error() == QKeychain::EntryNotFound)
        co_return found;
    if (job.error() != QKeychain::NoError)
        co_return tl::unexpected(noVault(job));
    found = Secret(job.binaryData());
    co_return found;
}

net::Task<core::Result<void>> KeychainStore::remove(QString name)
{
    QKeychain::DeletePasswordJob job(service);
    job.setKey(name);
    co_await performed(job);
    if (job.error() != QKeychain::NoError && job.error() != QKeychain::EntryNotFound)
        co_return tl::unexpected(noVault(job));
    co_return core::Result<void>{};
}

} // namespace auth
