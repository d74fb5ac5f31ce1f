// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cases.h"

#include <QSet>
#include <QTest>

using namespace core;
using namespace cases;
using namespace Qt::StringLiterals;

// R1.1.
class KindTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyKindHasOneCodeAndOneName();
    void namesAreReadBack();
    void someKindsAreSynced();
    void activitiesHaveTheirKind_data();
    void activitiesHaveTheirKind();
    void emailsAreSendsOrReplies_data();
    void emailsAreSendsOrReplies();
};

void KindTest::everyKindHasOneCodeAndOneName()
{
    QStringList codes;
    QStringList names;
    for (const Kind kind : allKinds) {
        codes.append(keyCode(kind));
        names.append(settingsName(kind));
    }
    QCOMPARE(codes.join(u' '),
        u"form msend mopen mclick ssend sopen sclick sreply meet call note view task integ"_s);
    QCOMPARE(names.join(u' '),
        u"formSubmissions marketingEmailSends marketingEmailOpens marketingEmailClicks "
        "salesEmailSends salesEmailOpens salesEmailClicks salesEmailReplies meetings calls notes "
        "contentViews tasks integrationEvents"_s);
}

void KindTest::namesAreReadBack()
{
    for (const Kind kind : allKinds)
        QVERIFY(kindOfSettingsName(settingsName(kind)) == kind);
    QVERIFY(!kindOfSettingsName(u"Tasks"_s));
    QVERIFY(!kindOfSettingsName(QString()));
}

void KindTest::someKindsAreSynced()
{
    QStringList supported;
    QStringList owned;
    QStringList lookingBack;
    for (const Kind kind : allKinds) {
        if (isSupported(kind))
            supported.append(keyCode(kind));
        if (hasOwner(kind))
            owned.append(keyCode(kind));
        if (!isForwardOnly(kind))
            lookingBack.append(keyCode(kind));
        QCOMPARE(objectOf(kind).has_value(), isSupported(kind));
    }
    QCOMPARE(supported.join(u' '), u"ssend sreply meet call note task"_s);
    QCOMPARE(owned.join(u' '), u"call note task"_s);
    QCOMPARE(lookingBack.join(u' '), u"form msend mopen mclick"_s);
}

void KindTest::activitiesHaveTheirKind_data()
{
    QTest::addColumn<Kind>("kind");
    for (const Kind kind : supportedKinds)
        QTest::newRow(qPrintable(settingsName(kind))) << kind;
}

void KindTest::activitiesHaveTheirKind()
{
    QFETCH(Kind, kind);
    QVERIFY(kindOf(activity(kind)) == kind);
    QCOMPARE(core::objectName(activity(kind).object), core::objectName(*objectOf(kind)));
}

void KindTest::emailsAreSendsOrReplies_data()
{
    QTest::addColumn<QString>("direction");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("code"); // empty: neither
    QTest::newRow("sent") << u"EMAIL"_s << u"SENT"_s << u"ssend"_s;
    QTest::newRow("logged") << u"EMAIL"_s << QString() << u"ssend"_s;
    QTest::newRow("forwarded") << u"FORWARDED_EMAIL"_s << u"SENT"_s << u"ssend"_s;
    QTest::newRow("scheduled") << u"EMAIL"_s << u"SCHEDULED"_s << QString();
    QTest::newRow("sending") << u"EMAIL"_s << u"SENDING"_s << QString();
    QTest::newRow("bounced") << u"EMAIL"_s << u"BOUNCED"_s << QString();
    QTest::newRow("failed forward") << u"FORWARDED_EMAIL"_s << u"FAILED"_s << QString();
    QTest::newRow("reply") << u"INCOMING_EMAIL"_s << QString() << u"sreply"_s;
    QTest::newRow("reply whatever its status")
        << u"INCOMING_EMAIL"_s << u"BOUNCED"_s << u"sreply"_s;
    QTest::newRow("no direction") << QString() << u"SENT"_s << QString();
    QTest::newRow("lower case is another value") << u"email"_s << u"SENT"_s << QString();
}

void KindTest::emailsAreSendsOrReplies()
{
    QFETCH(QString, direction);
    QFETCH(QString, status);
    QFETCH(QString, code);
    Activity email = activity(Kind::SalesEmailSend);
    email.details = EmailDetails{direction, status, {}};
    const auto kind = kindOf(email);
    QCOMPARE(kind ? keyCode(*kind) : QString(), code);
}

QTEST_GUILESS_MAIN(KindTest)
#include "tst_kind.moc"
