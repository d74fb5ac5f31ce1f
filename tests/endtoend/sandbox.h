// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "endtoend/program.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QMap>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <memory>
#include <vector>

namespace endtoend {

// A sandbox with sample data for as long as this object lives, and what it says of itself: the
// oracle of these tests, never the program's own opinion.
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
    Variables variables() const
    {
        return {{QStringLiteral("ACTIVITYBRIDGE_HUBSPOT_URL"), address("hubspot")},
            {QStringLiteral("ACTIVITYBRIDGE_HUBSPOT_TOKEN"), address("hubspotToken")},
            {QStringLiteral("ACTIVITYBRIDGE_SALESFORCE_INSTANCE_URL"), address("salesforce")},
            {QStringLiteral("ACTIVITYBRIDGE_SALESFORCE_TOKEN"), address("salesforceToken")}};
    }
    QString address(const char* name) const
    {
        return m_addresses.value(QLatin1String(name)).toString();
    }

    // The lines of a page behind the scenes, from number `from` on: log, requests, tasks, counts.
    std::vector<QJsonObject> look(const QString& page, qint64 from = 0)
    {
        const QString query = from > 0 ? QStringLiteral("?from=%1").arg(from) : QString();
        const QByteArray text = answer(m_network.get(request(page + query)));
        std::vector<QJsonObject> lines;
        for (const QByteArray& line : text.split('\n')) {
            if (!line.isEmpty())
                lines.push_back(QJsonDocument::fromJson(line).object());
        }
        return lines;
    }
    // What a person does in one of the two windows; the id, or nothing if it was refused.
    QString edit(const QJsonObject& wish)
    {
        const QByteArray body = QJsonDocument(wish).toJson(QJsonDocument::Compact);
        const QByteArray text = answer(m_network.post(request(QStringLiteral("edit")), body));
        return QJsonDocument::fromJson(text).object().value(QStringLiteral("id")).toString();
    }
    void addFault(const QString& spec)
    {
        const QJsonObject wish{{QStringLiteral("spec"), spec}};
        answer(m_network.post(request(QStringLiteral("faults")), QJsonDocument(wish).toJson()));
    }

    // How often each key was created in Salesforce, ever.
    QMap<QString, int> createsByKey()
    {
        QMap<QString, int> creates;
        for (const QJsonObject& change : look(QStringLiteral("log"))) {
            const QString key = change.value(QStringLiteral("key")).toString();
            if (!key.isEmpty() && change.value(QStringLiteral("what")) == QLatin1String("created")
                && change.value(QStringLiteral("object")) == QLatin1String("Task"))
                ++creates[key];
        }
        return creates;
    }
    // Every living task with a key as text, without what each org gives by itself (ids of tasks,
    // stamps).
    QMap<QString, QString> tasksByKey()
    {
        QMap<QString, QString> tasks;
        for (QJsonObject task : look(QStringLiteral("tasks"))) {
            const QString key = task.take(QStringLiteral("key")).toString();
            if (key.isEmpty() || task.value(QStringLiteral("isDeleted")).toBool())
                continue;
            task.remove(QStringLiteral("id"));
            task.remove(QStringLiteral("systemModstamp"));
            tasks.insert(key, QString::fromUtf8(QJsonDocument(task).toJson()));
        }
        return tasks;
    }
    qint64 recordsWritten()
    {
        return look(QStringLiteral("counts"))
            .front()
            .value(QStringLiteral("requests"))
            .toObject()
            .value(QStringLiteral("salesforce"))
            .toObject()
            .value(QStringLiteral("recordsWritten"))
            .toInteger();
    }

private:
    QNetworkRequest request(const QString& page) const
    {
        QNetworkRequest request(QUrl(address("salesforce") + QStringLiteral("/sandbox/") + page));
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        return request;
    }
    static QByteArray answer(QNetworkReply* reply)
    {
        const std::unique_ptr<QNetworkReply> owned(reply);
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        if (!reply->isFinished())
            loop.exec();
        return reply->readAll();
    }

    QProcess m_process;
    QJsonObject m_addresses;
    QNetworkAccessManager m_network;
};

} // namespace endtoend
