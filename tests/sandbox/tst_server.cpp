// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverscene.h"

#include "sandboxserver/compression.h"

#include <QTest>

using namespace Qt::StringLiterals;
using sandbox::Side;
using sandbox_test::Answer;
using sandbox_test::upsertBody;
using sandbox_test::upsertPath;
using Scene = sandbox_test::ServerScene;
using sandbox::CommitThenDrop;
using sandbox::Delay;
using sandbox::DropBefore;
using sandbox::Truncate;
using sandbox_test::get;
using sandbox_test::patience;
using sandboxserver::Service;

class ServerTest final : public QObject
{
    Q_OBJECT

private slots:
    void bothServicesAnswerOnLoopback()
    {
        Scene scene;
        QVERIFY(scene.service.hubspotPort() != scene.service.salesforcePort());
        const Answer limits = scene.salesforce("GET", "limits");
        QCOMPARE(limits.status, 200);
        QVERIFY(limits.object().contains(u"DailyApiRequests"_s));
        const Answer hubspot = scene.send("GET",
            scene.url(scene.service.hubspotPort(), "/account-info/2026-09/details"), {},
            {{"Authorization", "Bearer sandbox-hubspot-token"}});
        QCOMPARE(hubspot.status, 200);
        QCOMPARE(scene
                     .send("GET",
                         scene.url(scene.service.hubspotPort(), "/account-info/2026-09/details"))
                     .status,
            401);
        QCOMPARE(scene.service.addresses().value(u"salesforceToken"_s).toString(),
            u"sandbox-salesforce-token"_s);
        QCOMPARE(scene.world.requests().count(Side::Salesforce), 1);
        QCOMPARE(scene.world.requests().count(Side::HubSpot), 2);
    }

    void onePortServesBothByPath()
    {
        sandbox::Instant now{std::chrono::hours(24 * 20'000)};
        sandbox::World world({.now = [&] { return now; }, .rateLimits = false, .seed = 1});
        quint16 port = 0;
        {
            Service free(world);
            QCOMPARE(free.start({}), QString());
            port = free.hubspotPort();
        }
        Service service(world);
        QCOMPARE(service.start({port, port}), QString());
        Scene scene; // its client only
        QCOMPARE(scene.send("GET", scene.url(port, "/services/data/v68.0/limits")).status, 200);
        QCOMPARE(scene
                     .send("GET", scene.url(port, "/account-info/2026-09/details"), {},
                         {{"Authorization", "Bearer sandbox-hubspot-token"}})
                     .status,
            200);
        Service second(world);
        QVERIFY(second.start({port, 0}).contains(QString::number(port)));
    }

    void writesArriveWhole()
    {
        Scene scene;
        const QByteArray body = upsertBody(200, QByteArray(1500, 'x'));
        QVERIFY(body.size() > 300'000);
        QCOMPARE(scene.salesforce("PATCH", upsertPath, body).status, 200);
        QCOMPARE(scene.world.org().count(u"Task"_s), std::size_t(200));
        QCOMPARE(scene.world.org().tasks()[199].description.size(), 1500);
    }

    void packedBodiesAreUnpackedForSalesforceOnly()
    {
        Scene scene;
        const QByteArray packed = sandboxserver::gzip(upsertBody(3));
        QCOMPARE(
            scene.salesforce("PATCH", upsertPath, packed, {{"Content-Encoding", "gzip"}}).status,
            200);
        QCOMPARE(scene.world.org().count(u"Task"_s), std::size_t(3));
        QCOMPARE(
            scene.salesforce("PATCH", upsertPath, packed.chopped(4), {{"Content-Encoding", "gzip"}})
                .status,
            400);
        QCOMPARE(scene.salesforce("PATCH", upsertPath, packed + "x", {{"Content-Encoding", "gzip"}})
                     .status,
            400);
        QCOMPARE(scene.salesforce("PATCH", upsertPath, packed, {{"Content-Encoding", "br"}}).status,
            415);
        QCOMPARE(
            scene
                .send("POST",
                    scene.url(scene.service.hubspotPort(), "/crm/objects/2026-09/tasks/search"),
                    packed, {{"Content-Encoding", "gzip"}})
                .status,
            415);
    }

    void largeAnswersArePackedIfTheClientAccepts()
    {
        Scene scene;
        const QByteArray target = "/services/data/v68.0/sobjects/Task/describe";
        const QByteArray packed
            = scene.raw(get(target, "Accept-Encoding: gzip, deflate\r\nConnection: close\r\n"));
        QVERIFY(packed.contains("\r\nContent-Encoding: gzip\r\n"));
        const auto body
            = sandboxserver::gunzip(packed.mid(packed.indexOf("\r\n\r\n") + 4), 1'000'000);
        QVERIFY(body && body->startsWith('{') && body->endsWith('}'));
        const QByteArray plain = scene.raw(get(target, "Connection: close\r\n"));
        QVERIFY(!plain.contains("Content-Encoding"));
        QCOMPARE(plain.mid(plain.indexOf("\r\n\r\n") + 4), *body);
        QVERIFY(!scene
                     .raw(get("/services/data/v68.0/limits",
                         "Accept-Encoding: gzip\r\nConnection: close\r\n"))
                     .contains("Content-Encoding"));
    }

    void oneConnectionTakesManyRequests()
    {
        Scene scene;
        const QByteArray answers = scene.raw(get("/services/data/v68.0/limits")
            + get("/services/data/v68.0/sobjects/Nothing")
            + get("/services/data/v68.0/limits", "Connection: close\r\n"));
        QCOMPARE(answers.count("HTTP/1.1 200 OK\r\n"), 2);
        QCOMPARE(answers.count("HTTP/1.1 404 Not Found\r\n"), 1);
    }

    void statusesWithoutBodyHaveNoLength()
    {
        Scene scene;
        const sandbox::salesforce::Id id = scene.world.org().add(u"Task"_s, {}).id;
        const Answer answer
            = scene.salesforce("PATCH", "sobjects/Task/" + id.toLatin1(), R"({"Subject":"x"})");
        QCOMPARE(answer.status, 204);
        QVERIFY(answer.body.isEmpty());
        QCOMPARE(scene.salesforce("GET", "limits").status, 200); // the connection is still good
    }

    void targetsAreNotChangedOnTheWay()
    {
        Scene scene;
        scene.world.org().add(u"Task"_s,
            {{u"Subject"_s, u"a/b +c:é%"_s}, {sandbox::salesforce::keyFieldName, u"hs:1:a/b"_s}});
        QCOMPARE(scene.salesforce("GET", "sobjects/Task/HubSpot_Engagement_Id__c/hs%3A1%3Aa%2Fb")
                     .object()
                     .value(u"Subject"_s)
                     .toString(),
            u"a/b +c:é%"_s);
        const Answer answer = scene.salesforce(
            "GET", "query?q=SELECT+Id+FROM+Task+WHERE+Subject+=+'a%2Fb+%2Bc:%C3%A9%25'");
        QCOMPARE(answer.object().value(u"totalSize"_s).toInt(), 1);
    }

    void longUrisReachTheService()
    {
        Scene scene;
        const QByteArray start
            = "/services/data/v68.0/query?q=SELECT+Id+FROM+Contact+WHERE+Email+IN+('";
        const auto status = [&](qsizetype length) {
            const QByteArray target = start + QByteArray(length - start.size() - 2, 'x') + "')";
            return scene.send("GET", scene.url(scene.service.salesforcePort(), target)).status;
        };
        QCOMPARE(status(16'384), 400); // the literal is too long, the URI is not
        QCOMPARE(status(16'385), 414);
    }

    void droppedBeforeMeansNothingHappened()
    {
        Scene scene;
        scene.fault(DropBefore{}, "DELETE");
        const sandbox::salesforce::Id id = scene.world.org().add(u"Task"_s, {}).id;
        const QByteArray path = "/services/data/v68.0/sobjects/Task/" + id.toLatin1();
        QCOMPARE(scene.raw(get(path).replace(0, 3, "DELETE")), QByteArray());
        QCOMPARE(scene.world.org().count(u"Task"_s), std::size_t(1));
        QCOMPARE(scene.raw(get(path, "Connection: close\r\n").replace(0, 3, "DELETE")).left(12),
            QByteArray("HTTP/1.1 204"));
    }

    void droppedAfterCommitSendsNothingEither()
    {
        Scene scene;
        scene.fault(CommitThenDrop{});
        const sandbox::salesforce::Id id = scene.world.org().add(u"Task"_s, {}).id;
        QCOMPARE(
            scene.raw(
                get("/services/data/v68.0/sobjects/Task/" + id.toLatin1()).replace(0, 3, "DELETE")),
            QByteArray());
        QCOMPARE(scene.world.org().count(u"Task"_s), std::size_t(0));
        QVERIFY(scene.world.requests().requests()[0].committed);
    }

    void truncatedAnswersPromiseMore()
    {
        Scene scene;
        scene.fault(Truncate{});
        const QByteArray answer = scene.raw(get("/services/data/v68.0/limits"));
        const qsizetype split = answer.indexOf("\r\n\r\n") + 4;
        const qsizetype at = answer.indexOf("Content-Length: ") + 16;
        const int promised = answer.mid(at, answer.indexOf('\r', at) - at).toInt();
        QVERIFY(promised > 10);
        QCOMPARE(answer.size() - split, qsizetype(promised / 2));
        scene.fault(Truncate{});
        QVERIFY(scene.salesforce("GET", "limits").error != QNetworkReply::NoError);
    }

    void delaysHoldTheAnswerBack()
    {
        Scene scene;
        scene.fault(Delay{std::chrono::milliseconds(80)});
        // Two connections: the delayed one is asked first and answers last.
        QStringList order;
        QEventLoop loop;
        const auto ask = [&](const QString& name) {
            QNetworkRequest request(
                scene.url(scene.service.salesforcePort(), "/services/data/v68.0/limits"));
            QNetworkReply* reply = scene.network.get(request);
            QObject::connect(reply, &QNetworkReply::finished, &loop, [&, name, reply] {
                order.append(name);
                reply->deleteLater();
                if (order.size() == 2)
                    loop.quit();
            });
        };
        ask(u"delayed"_s);
        ask(u"prompt"_s);
        QTimer::singleShot(patience, &loop, &QEventLoop::quit);
        loop.exec();
        QCOMPARE(order, (QStringList{u"prompt"_s, u"delayed"_s}));
    }

    void aClientThatLeavesDuringADelayDoesNoHarm()
    {
        Scene scene;
        scene.fault(Delay{std::chrono::milliseconds(30)});
        {
            QTcpSocket socket;
            socket.connectToHost(
                QHostAddress(QHostAddress::LocalHost), scene.service.salesforcePort());
            socket.write(get("/services/data/v68.0/limits"));
            QTRY_COMPARE(scene.world.requests().count(Side::Salesforce), 1);
        }
        QCOMPARE(scene.salesforce("GET", "limits").status, 200);
    }
};

QTEST_GUILESS_MAIN(ServerTest)
#include "tst_server.moc"
