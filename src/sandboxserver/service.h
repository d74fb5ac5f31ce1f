// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/world.h"
#include "sandboxserver/admin.h"
#include "sandboxserver/httpface.h"

#include <QJsonObject>
#include <QString>

#include <memory>
#include <vector>

namespace sandboxserver {

struct Ports
{
    quint16 hubspot = 0; // 0: a free one
    quint16 salesforce = 0; // the same number as hubspot: one port for both, told apart by path
};

// A world on loopback: one port for each service, with the admin endpoint on both. The world
// outlives it.
class Service final
{
public:
    explicit Service(sandbox::World& world);

    // A sentence if a port cannot be had.
    QString start(const Ports& ports);

    quint16 hubspotPort() const { return m_hubspotPort; }
    quint16 salesforcePort() const { return m_salesforcePort; }

    // {"hubspot": "http://127.0.0.1:P1", "salesforce": "http://127.0.0.1:P2", "hubspotToken",
    // "salesforceToken"}
    QJsonObject addresses() const;

private:
    sandbox::HttpResponse handle(
        std::optional<sandbox::Side> side, const sandbox::HttpRequest& request);
    quint16 listen(std::optional<sandbox::Side> side, quint16 port);

    sandbox::World& m_world;
    Admin m_admin;
    std::vector<std::unique_ptr<HttpFace>> m_faces;
    quint16 m_hubspotPort = 0;
    quint16 m_salesforcePort = 0;
};

} // namespace sandboxserver
