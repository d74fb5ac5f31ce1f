// SPDX-License-Identifier: GPL-3.0-or-later
#include "profiles/thismachine.h"

#include <QCoreApplication>
#include <QProcessEnvironment>
#include <QRandomGenerator>
#include <QStandardPaths>

namespace profiles {

namespace {

constexpr int saltSize = 16;

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

} // namespace

Surroundings thisMachine(net::Clock& clock, auth::SecretStore& secrets)
{
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return {environment(), data + QStringLiteral("/activitybridge/profiles"),
        QCoreApplication::applicationDirPath(), randomBytes(saltSize),
        [] { return QRandomGenerator::system()->generate64(); }, clock, secrets, {}};
}

} // namespace profiles
