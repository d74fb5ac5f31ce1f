// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <memory>

// The programs as people run them: processes, standard output, exit codes.
namespace endtoend {

struct Ran
{
    int code = -1;
    QByteArray out;
    QByteArray err;
    QJsonObject document() const { return QJsonDocument::fromJson(out).object(); }
};

inline QString program(const char* name)
{
    return qEnvironmentVariable("ACTIVITYBRIDGE_BIN") + QLatin1Char('/') + QLatin1String(name);
}

inline Ran run(const QStringList& arguments, const QHash<QString, QString>& variables = {})
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (auto it = variables.begin(); it != variables.end(); ++it)
        environment.insert(it.key(), it.value());
    process.setProcessEnvironment(environment);
    process.start(program("activitybridgectl"), arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        return {-1, {}, process.errorString().toUtf8()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

// A sandbox with sample data for as long as this object lives.
class Sandbox final
{
public:
    explicit Sandbox(const QStringList& options)
    {
        m_process.start(program("activitybridge-sandbox"),
            options + QStringList{QStringLiteral("--exit-with-parent")});
        while (!m_process.canReadLine() && m_process.waitForReadyRead(30'000)) { }
        m_addresses = QJsonDocument::fromJson(m_process.readLine()).object();
    }
    ~Sandbox()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished(5'000);
    }
    bool isUp() const { return !m_addresses.isEmpty(); }
    QHash<QString, QString> variables() const
    {
        const auto of = [this](const char* name) {
            return m_addresses.value(QLatin1String(name)).toString();
        };
        return {{QStringLiteral("ACTIVITYBRIDGE_HUBSPOT_URL"), of("hubspot")},
            {QStringLiteral("ACTIVITYBRIDGE_HUBSPOT_TOKEN"), of("hubspotToken")},
            {QStringLiteral("ACTIVITYBRIDGE_SALESFORCE_INSTANCE_URL"), of("salesforce")},
            {QStringLiteral("ACTIVITYBRIDGE_SALESFORCE_TOKEN"), of("salesforceToken")}};
    }

private:
    QProcess m_process;
    QJsonObject m_addresses;
};

} // namespace endtoend
