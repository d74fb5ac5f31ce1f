// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxserver/service.h"

#include "sandboxserver/sides.h"

namespace sandboxserver {

using namespace Qt::StringLiterals;
using sandbox::Side;

Service::Service(sandbox::World& world)
    : m_world(world)
    , m_admin(world)
{
}

QString Service::start(const Ports& ports)
{
    const bool isOne = ports.hubspot != 0 && ports.hubspot == ports.salesforce;
    m_hubspotPort = listen(isOne ? std::nullopt : std::optional(Side::HubSpot), ports.hubspot);
    m_salesforcePort = isOne ? m_hubspotPort : listen(Side::Salesforce, ports.salesforce);
    if (m_hubspotPort != 0 && m_salesforcePort != 0)
        return {};
    return u"cannot listen on 127.0.0.1:%1"_s.arg(
        m_hubspotPort == 0 ? ports.hubspot : ports.salesforce);
}

QJsonObject Service::addresses() const
{
    const auto address = [](quint16 port) { return u"http://127.0.0.1:%1"_s.arg(port); };
    return {{u"hubspot"_s, address(m_hubspotPort)}, {u"salesforce"_s, address(m_salesforcePort)},
        {u"hubspotToken"_s, u"sandbox-hubspot-token"_s},
        {u"salesforceToken"_s, QString::fromLatin1(sandbox::salesforce::defaultToken)}};
}

sandbox::HttpResponse Service::handle(std::optional<Side> side, const sandbox::HttpRequest& request)
{
    const QByteArray path = request.path();
    if (Admin::isAdminPath(path))
        return m_admin.handle(request);
    return m_world.handle(side.value_or(sideOfPath(path)), request);
}

quint16 Service::listen(std::optional<Side> side, quint16 port)
{
    m_faces.push_back(std::make_unique<HttpFace>(
        [this, side](const sandbox::HttpRequest& request) { return handle(side, request); }));
    return m_faces.back()->listenOnLoopback(port);
}

} // namespace sandboxserver
