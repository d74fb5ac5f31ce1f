// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "net/networktransport.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QUrl>

#include <memory>

namespace profiles {

// activitybridge-sandbox as a process of its own, for the demo: started with sample data, ended
// with this object.
class SandboxProcess final
{
public:
    struct Sample
    {
        int seed = 7;
        int contacts = 300;
        int activities = 900;
        bool keyField = false; // the org has the key field already
    };
    static core::Result<std::unique_ptr<SandboxProcess>> start(
        const QString& programFolder, const Sample& sample);
    ~SandboxProcess();

    // The ACTIVITYBRIDGE_… variables that connect to it.
    QHash<QString, QString> variables() const;

    // Behind the scenes: what the sandbox itself says it has, one object per line ("counts",
    // "tasks").
    core::Result<QJsonArray> look(const QString& what);

private:
    SandboxProcess() = default;

    QProcess m_process;
    QJsonObject m_addresses;
    net::NetworkTransport m_network;
};

} // namespace profiles
