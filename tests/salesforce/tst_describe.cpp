// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/parsedescribe.h"

#include "printed.h"

#include <QTest>

using salesforce::parseDescribe;
using salesforce::parseUserInfo;
using salesforce::parseVersions;

class DescribeTest final : public QObject
{
    Q_OBJECT

private slots:
    void describesAreRead_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("everything visible") << "describe";
        QTest::newRow("nearly everything hidden") << "describe-hidden";
    }
    void describesAreRead()
    {
        QFETCH(QString, name);
        const auto org
            = parseDescribe(support::goldenInput(QStringLiteral("salesforce/%1.json").arg(name)));
        QVERIFY2(org, org ? "" : qPrintable(org.error().what));
        QVERIFY(support::compareGolden(
            QStringLiteral("salesforce/%1.expected.txt").arg(name), printed::org(*org).toUtf8()));
    }

    void brokenDescribesNameThePlace_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected");
        QTest::newRow("of another object")
            << printed::json("{'name':'Event','fields':[]}") << "name: expected Task";
        QTest::newRow("without fields")
            << printed::json("{'name':'Task'}") << "fields: expected an array, found nothing";
        QTest::newRow("field without a name")
            << printed::json("{'name':'Task','fields':[{'createable':true,'updateable':true}]}")
            << "fields[0].name: expected a string, found nothing";
        QTest::newRow("length of nothing") << printed::json(
            "{'name':'Task','fields':[{'name':'Subject','length':0,'createable':true,'updateable':"
            "true}]}") << "fields[0].length: out of range";
        QTest::newRow("value that is no text")
            << printed::json(
                   "{'name':'Task','fields':[{'name':'Type','createable':true,'updateable':true,"
                   "'picklistValues':[{'active':true,'defaultValue':false,'value':7}]}]}")
            << "fields[0].picklistValues[0].value: expected a string, found a number";
        QTest::newRow("a page of a proxy") << QByteArray("<html></html>") << "not JSON";
    }
    void brokenDescribesNameThePlace()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, expected);
        const auto org = parseDescribe(bytes);
        QVERIFY(!org);
        QCOMPARE(org.error().kind, core::Error::Kind::Protocol);
        QVERIFY2(org.error().what.contains(expected), qPrintable(org.error().what));
    }

    void theNewestVersionThatBothKnowIsTaken_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected");
        QTest::newRow("older org") << printed::json(
            "[{'label':'Winter "
            "26','url':'/services/data/v65.0','version':'65.0'},{'version':'66.0'}]")
                                   << "66.0";
        QTest::newRow("same") << printed::json("[{'version':'67.0'},{'version':'68.0'}]") << "68.0";
        QTest::newRow("newer org, newest first")
            << printed::json("[{'version':'70.0'},{'version':'69.0'},{'version':'68.0'}]")
            << "68.0";
        QTest::newRow("floor") << printed::json("[{'version':'60.0'}]") << "60.0";
    }
    void theNewestVersionThatBothKnowIsTaken()
    {
        QFETCH(QByteArray, bytes);
        const auto version = parseVersions(bytes);
        QVERIFY2(version, version ? "" : qPrintable(version.error().what));
        QTEST(*version, "expected");
    }

    void versionsThatCannotBeUsedAreErrors_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<core::Error::Kind>("expected");
        QTest::newRow("too old") << printed::json("[{'version':'59.0'}]")
                                 << core::Error::Kind::SetUpIncomplete;
        QTest::newRow("none") << QByteArray("[]") << core::Error::Kind::SetUpIncomplete;
        QTest::newRow("not a version")
            << printed::json("[{'version':'68'}]") << core::Error::Kind::Protocol;
        QTest::newRow("point release")
            << printed::json("[{'version':'68.5'}]") << core::Error::Kind::Protocol;
        QTest::newRow("an object")
            << printed::json("{'version':'68.0'}") << core::Error::Kind::Protocol;
    }
    void versionsThatCannotBeUsedAreErrors()
    {
        QFETCH(QByteArray, bytes);
        const auto version = parseVersions(bytes);
        QVERIFY(!version);
        QTEST(version.error().kind, "expected");
    }

    void theUserIsWhoSignedIn()
    {
        const auto identity = parseUserInfo(
            printed::json("{'sub':'https://login.salesforce.com/id/x/"
                          "y','user_id':'0055e00000AbCdE','organization_id':'00D5e00000AbCdEEAV','"
                          "preferred_username':'a@b.c','email':'a@b.c'}"));
        QVERIFY2(identity, identity ? "" : qPrintable(identity.error().what));
        QCOMPARE(identity->user.value, QStringLiteral("0055e00000AbCdEAAV"));
        QCOMPARE(identity->organization.value, QStringLiteral("00D5e00000AbCdEEAV"));
        const auto broken
            = parseUserInfo(printed::json("{'user_id':'0055e00000AbCdE','organization_id':''}"));
        QVERIFY(!broken);
        QCOMPARE(broken.error().what, QStringLiteral("organization_id: expected a Salesforce id"));
    }
};

QTEST_GUILESS_MAIN(DescribeTest)
#include "tst_describe.moc"
