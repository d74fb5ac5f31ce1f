// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/client.h"

#include "printed.h"
#include "salesforce/queries.h"
#include "support/runtask.h"
#include "support/scriptedtransport.h"

#include <QTest>

using Kind = core::Error::Kind;
using salesforce::Client;
using support::json;

namespace {

const QString describePath = QStringLiteral("/services/data/v68.0/sobjects/Task/describe");
const QString fieldPath = QStringLiteral("/services/data/v68.0/tooling/sobjects/CustomField");
const QString setPath = QStringLiteral("/services/data/v68.0/sobjects/PermissionSet");
const QString permissionsPath = QStringLiteral("/services/data/v68.0/sobjects/FieldPermissions");
const QString assignmentPath
    = QStringLiteral("/services/data/v68.0/sobjects/PermissionSetAssignment");
const QString queryPath = QStringLiteral("/services/data/v68.0/query");

QByteArray describe(const char* field)
{
    return printed::json("{'name':'Task','fields':[") + printed::json(field) + "]}";
}

const char* const usable = "{'name':'HubSpot_Engagement_Id__c','length':64,'createable':true,"
                           "'updateable':true,'externalId':true,'unique':true}";
const char* const readOnly = "{'name':'HubSpot_Engagement_Id__c','length':64,'createable':false,"
                             "'updateable':false,'externalId':true,'unique':true}";
const char* const notUnique = "{'name':'HubSpot_Engagement_Id__c','length':64,'createable':true,"
                              "'updateable':true,'externalId':true,'unique':false}";

net::Response refused(const char* code, const char* message, int status = 400)
{
    return json(printed::json("[{'message':'MESSAGE','errorCode':'CODE'}]")
                    .replace("MESSAGE", message)
                    .replace("CODE", code),
        status);
}

// An org as far as making the key field goes: what is there, and which step is refused.
class Org final
{
public:
    bool hasField = false;
    bool hasSet = false;
    bool isPermitted = false;
    QString refusedPath;

    support::Answer answer(const net::Request& request)
    {
        const QString path = request.url.path();
        if (path == refusedPath)
            return refused("INSUFFICIENT_ACCESS", "insufficient access rights on entity", 403);
        if (path == describePath)
            return json(describe(hasField && isPermitted ? usable : ""));
        if (path == fieldPath)
            return made(hasField, "DUPLICATE_DEVELOPER_NAME");
        if (path == setPath)
            return made(hasSet, "DUPLICATE_DEVELOPER_NAME");
        if (path == permissionsPath)
            return made(m_permissions[request.body], "DUPLICATE_VALUE");
        if (path == assignmentPath)
            return made(isPermitted, "DUPLICATE_VALUE");
        if (path == queryPath)
            return json(
                printed::json("{'totalSize':1,'done':true,'records':[{'Id':'0PS5e00000AbCdE'}]}"));
        return json(
            printed::json("{'user_id':'0055e00000AbCdE','organization_id':'00D5e00000AbCdE'}"));
    }

private:
    static net::Response made(bool& isThere, const char* code)
    {
        if (isThere)
            return refused(code, "it is there already");
        isThere = true;
        return json(printed::json("{'id':'0PS5e00000AbCdE','success':true,'errors':[]}"), 201);
    }
    std::map<QByteArray, bool> m_permissions; // by request
};

} // namespace

class KeyFieldTest final : public QObject
{
    Q_OBJECT

    support::FakeClock clock;
    support::ScriptedTransport transport;
    Org org;

    core::Result<core::KeyField> make()
    {
        Client client(transport, QUrl(QStringLiteral("https://acme.my.salesforce.com")));
        return support::runTask(clock, client.createKeyField({}));
    }
    QStringList paths() const
    {
        QStringList result;
        for (const auto& request : transport.asked)
            result.append(request.url.path());
        return result;
    }

private slots:
    void init()
    {
        org = {};
        transport.asked.clear();
        transport.otherwise([this](const net::Request& request) { return org.answer(request); });
    }

    void everythingIsMadeInOrder()
    {
        const auto field = make();
        QVERIFY2(field, field ? "" : qPrintable(field.error().what));
        QVERIFY(field->usable());
        QCOMPARE(paths(),
            (QStringList{describePath, fieldPath, QStringLiteral("/services/oauth2/userinfo"),
                setPath, permissionsPath, permissionsPath, assignmentPath, describePath}));
        for (const auto& request : transport.asked) {
            const bool isWrite = request.method != net::Method::Get;
            QCOMPARE(request.replay == net::Replay::Unsafe, isWrite);
        }
    }

    void aSecondTimeOnlyLooks()
    {
        QVERIFY(make());
        transport.asked.clear();
        const auto field = make();
        QVERIFY(field && field->usable());
        QCOMPARE(paths(), QStringList{describePath});
    }

    void whatIsThereIsTolerated()
    {
        org.hasField = true;
        org.hasSet = true;
        const auto field = make();
        QVERIFY2(field, field ? "" : qPrintable(field.error().what));
        QVERIFY(field->usable());
        QVERIFY(paths().contains(queryPath)); // the id of the permission set that was there
    }

    // Stopped after any step, a second try gets to the end.
    void everyStepCanBeRepeated_data()
    {
        QTest::addColumn<QString>("stop");
        for (const auto& path : {fieldPath, setPath, permissionsPath, assignmentPath})
            QTest::newRow(qPrintable(path.section(QLatin1Char('/'), -1))) << path;
    }
    void everyStepCanBeRepeated()
    {
        QFETCH(QString, stop);
        org.refusedPath = stop;
        QVERIFY(!make());
        org.refusedPath.clear();
        const auto field = make();
        QVERIFY2(field, field ? "" : qPrintable(field.error().what));
        QVERIFY(field->usable());
    }

    void aMissingPermissionIsNamed_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("permission");
        QTest::newRow("field") << fieldPath << "Customize Application";
        QTest::newRow("set") << setPath << "Manage Profiles and Permission Sets";
        QTest::newRow("permission") << permissionsPath << "Manage Profiles and Permission Sets";
        QTest::newRow("assignment") << assignmentPath << "Assign Permission Sets";
    }
    void aMissingPermissionIsNamed()
    {
        QFETCH(QString, path);
        QFETCH(QString, permission);
        org.refusedPath = path;
        const auto field = make();
        QVERIFY(!field);
        QCOMPARE(field.error().kind, Kind::Forbidden);
        QCOMPARE(field.error().code, QStringLiteral("INSUFFICIENT_ACCESS"));
        QVERIFY2(field.error().what.startsWith(permission), qPrintable(field.error().what));
    }

    void aFieldOfTheWrongSortIsLeftAlone()
    {
        transport.otherwise([](const net::Request&) { return json(describe(notUnique)); });
        const auto field = make();
        QVERIFY(field);
        QVERIFY(field->visible && !field->unique && !field->usable());
        QCOMPARE(transport.asked.size(), std::size_t(1));
    }

    void aReadOnlyFieldIsPermittedNotMade()
    {
        transport.otherwise([this](const net::Request& request) {
            if (request.url.path() == describePath && !org.isPermitted)
                return support::Answer(json(describe(readOnly)));
            return org.answer(request);
        });
        org.hasField = true;
        const auto field = make();
        QVERIFY(field && field->usable());
        QVERIFY(!paths().contains(fieldPath));
    }

    void anUnknownOutcomeStopsTheSteps()
    {
        transport.otherwise([this](const net::Request& request) {
            return request.url.path() == fieldPath ? support::failure(Kind::Unknown)
                                                   : org.answer(request);
        });
        QCOMPARE(make().error().kind, Kind::Unknown);
        QCOMPARE(transport.asked.size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(KeyFieldTest)
#include "tst_keyfield.moc"
