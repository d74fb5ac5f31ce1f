// SPDX-License-Identifier: GPL-3.0-or-later
#include "profiles/sandboxprocess.h"

#include <qcoro/qcorotask.h>

#include <QDir>
#include <QJsonDocument>

namespace profiles {

namespace {

constexpr int startMax = 60'000; // milliseconds until it says that it is ready
constexpr int endMax = 5'000;

core::Error unavailable(const QString& what)
{
    return {core::Error::Kind::Network, QStringLiteral("activitybridge-sandbox: ") + what};
}

} // namespace

core::Result<std::unique_ptr<SandboxProcess>> SandboxProcess::start(
    const QString& programFolder, const Sample& sample)
{
    std::unique_ptr<SandboxProcess> sandbox(new SandboxProcess);
    QProcess& process = sandbox->m_process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QDir(programFolder).filePath(QStringLiteral("activitybridge-sandbox")),
        {QStringLiteral("--seed"), QString::number(sample.seed), QStringLiteral("--contacts"),
            QString::number(sample.contacts), QStringLiteral("--activities"),
            QString::number(sample.activities), QStringLiteral("--rate-limits"),
            QStringLiteral("off"), QStringLiteral("--key-field"),
            sample.keyField ? QStringLiteral("on") : QStringLiteral("off"),
            QStringLiteral("--exit-with-parent")});
    while (!process.canReadLine()) {
        if (!process.waitForReadyRead(startMax))
            return tl::unexpected(unavailable(process.errorString()));
    }
    sandbox->m_addresses = QJsonDocument::fromJson(process.readLine()).object();
    if (!sandbox->m_addresses.contains(QStringLiteral("hubspot")))
        return tl::unexpected(unavailable(QStringLiteral("did not say where it is")));
    return sandbox;
}

SandboxProcess::~SandboxProcess()
{
    m_process.closeWriteChannel(); // it ends when its standard input does
    if (!m_process.waitForFinished(endMax))
        m_process.kill();
    m_process.waitForFinished(endMax);
}

QHash<QString, QString> SandboxProcess::variables() const
{
    const auto of
        = [this](const char* name) { return m_addresses.value(QLatin1String(name)).toString(); };
    return {{QStringLiteral("ACTIVITYBRIDGE_HUBSPOT_URL"), of("hubspot")},
        {QStringLiteral("ACTIVITYBRIDGE_HUBSPOT_TOKEN"), of("hubspotToken")},
        {QStringLiteral("ACTIVITYBRIDGE_SALESFORCE_INSTANCE_URL"), of("salesforce")},
        {QStringLiteral("ACTIVITYBRIDGE_SALESFORCE_TOKEN"), of("salesforceToken")}};
}

core::Result<QJsonArray> SandboxProcess::look(const QString& what)
{
    net::Request request;
    request.url = QUrl(m_addresses.value(QLatin1String("salesforce")).toString()
        + QStringLiteral("/sandbox/") + what);
    auto response = QCoro::waitFor(m_network.send(request, std::stop_token{}));
    if (!response)
        return tl::unexpected(response.error());
    QJsonArray rows;
    for (const QByteArray& line : response->body.split('\n')) {
        if (!line.trimmed().isEmpty())
            rows.append(QJsonDocument::fromJson(line).object());
    }
    return rows;
}

} // namespace profiles
