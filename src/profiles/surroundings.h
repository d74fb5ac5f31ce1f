// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/clock.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <functional>
#include <stop_token>

namespace auth {
class SecretStore;
}

namespace profiles {

// What main.cpp gives: everything of the outside world that work on a profile may touch.
struct Surroundings
{
    QHash<QString, QString> variables; // the environment
    QString profilesFolder; // default place of the profiles
    QString programFolder; // where the other programs lie
    QByteArray salt; // 16 random bytes
    std::function<quint64()> random;
    net::Clock& clock;
    auth::SecretStore& secrets;
    std::stop_token stop; // set by whoever wants an end: Ctrl-C and SIGTERM
};

} // namespace profiles
