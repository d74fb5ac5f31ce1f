// SPDX-License-Identifier: GPL-3.0-or-later
// Builds the object graph of activitybridgectl: the real clock, environment, keychain, signals.

#include "auth/keychainstore.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "net/systemclock.h"
#include "profiles/thismachine.h"

#include <QCoreApplication>
#include <QFile>

#include <unistd.h>

namespace {

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
    cli::Surroundings surroundings{
        profiles::thisMachine(clock, secrets), &standardInput, isatty(STDERR_FILENO) != 0};
    surroundings.stop = interrupt.token();
    return static_cast<int>(
        cli::runCommandLine(surroundings, QCoreApplication::arguments().mid(1)));
}
