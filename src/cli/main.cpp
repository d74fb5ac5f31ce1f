// SPDX-License-Identifier: GPL-3.0-or-later
// Builds the object graph of activitybridgectl: the real clock, randomness, environment, keychain,
// signals.

#include "auth/keychainstore.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "net/systemclock.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcessEnvironment>
#include <QRandomGenerator>
#include <QStandardPaths>

#include <unistd.h>

namespace {

QHash<QString, QString> environment()
{
    const QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    QHash<QString, QString> result;
    for (const QString& name : variables.keys())
        result.insert(name, variables.value(name));
    return result;
}

QByteArray randomBytes(int size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (char& byte : bytes)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return bytes;
}

QByteArray standardInput()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return {};
    return input.read(64 * 1024).trimmed();
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("activitybridge"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ACTIVITYBRIDGE_VERSION));

    net::SystemClock clock;
    auth::KeychainStore secrets;
    cli::Interrupt interrupt;
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    cli::Surroundings surroundings{
        {environment(), data + QStringLiteral("/activitybridge/profiles"),
            QCoreApplication::applicationDirPath(), randomBytes(16),
            [] { return QRandomGenerator::system()->generate64(); }, clock, secrets,
            interrupt.token()},
        &standardInput, isatty(STDERR_FILENO) != 0};
    return static_cast<int>(
        cli::runCommandLine(surroundings, QCoreApplication::arguments().mid(1)));
}
