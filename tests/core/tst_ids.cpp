// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decide.h"
#include "core/ids.h"
#include "core/property.h"

#include <QCryptographicHash>
#include <QTest>

using namespace core;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(core::Kind)

// R1.5 (ids as numbers), R1.10 (keys), Salesforce's two lengths of ids.
class IdsTest final : public QObject
{
    Q_OBJECT

private slots:
    void salesforceIdsAreMadeLong_data();
    void salesforceIdsAreMadeLong();
    void hubSpotIdsCompareAsNumbers_data();
    void hubSpotIdsCompareAsNumbers();
    void addressesHashAlike_data();
    void addressesHashAlike();
    void keysAreMade_data();
    void keysAreMade();
    void keysAlwaysFit();
};

void IdsTest::salesforceIdsAreMadeLong_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("id"); // empty: not an id
    QTest::newRow("15, no capitals") << u"003000000000001"_s << u"003000000000001AAA"_s;
    QTest::newRow("15, capitals") << u"0035e00000AbCdE"_s << u"0035e00000AbCdEAAV"_s;
    QTest::newRow("15, all capitals") << u"ABCDEFGHIJKLMNO"_s << u"ABCDEFGHIJKLMNO555"_s;
    QTest::newRow("18") << u"0035e00000AbCdEAAV"_s << u"0035e00000AbCdEAAV"_s;
    QTest::newRow("18, wrong suffix") << u"0035e00000AbCdEAAA"_s << QString();
    QTest::newRow("18, its case lost") << u"0035e00000abcdeAAV"_s << QString();
    QTest::newRow("16") << u"0035e00000AbCdEA"_s << QString();
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("an address") << u"kari@example.no"_s << QString();
    QTest::newRow("not ASCII") << u"00300000000000ø"_s << QString();
}

void IdsTest::salesforceIdsAreMadeLong()
{
    QFETCH(QString, text);
    QFETCH(QString, id);
    QCOMPARE(salesforceId(text).value_or(SalesforceId{}).value, id);
}

void IdsTest::hubSpotIdsCompareAsNumbers_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<bool>("higher");
    QTest::newRow("same length") << u"502"_s << u"501"_s << true;
    QTest::newRow("longer wins over a higher first digit") << u"1000"_s << u"999"_s << true;
    QTest::newRow("shorter loses") << u"999"_s << u"1000"_s << false;
    QTest::newRow("equal") << u"501"_s << u"501"_s << false;
    QTest::newRow("leading zeros") << u"0501"_s << u"502"_s << false;
    QTest::newRow("longer than any integer")
        << u"100000000000000000000000000000"_s << u"99999999999999999999999999999"_s << true;
    QTest::newRow("something against nothing") << u"1"_s << QString() << true;
}

void IdsTest::hubSpotIdsCompareAsNumbers()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(bool, higher);
    QCOMPARE(higherId({a}, {b}), higher);
}

void IdsTest::addressesHashAlike_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<bool>("alike");
    QTest::newRow("case") << u"Kari@Example.NO"_s << u"kari@example.no"_s << true;
    QTest::newRow("blanks around") << u" kari@example.no\n"_s << u"kari@example.no"_s << true;
    QTest::newRow("another") << u"kari@example.no"_s << u"kari@example.com"_s << false;
    QTest::newRow("capital beyond ASCII") << u"KÅRE@example.no"_s << u"kåre@example.no"_s << true;
}

void IdsTest::addressesHashAlike()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(bool, alike);
    const QByteArray salt("salt");
    QCOMPARE(emailHash(a, salt) == emailHash(b, salt), alike);
    QVERIFY(emailHash(a, salt) != emailHash(a, QByteArray("pepper")));
    QCOMPARE(emailHash(a, salt).value.size(), 32);
    QVERIFY(emailHash(u"  "_s, salt).isEmpty());
}

void IdsTest::keysAreMade_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("key");
    QTest::newRow("digits") << Kind::Call << u"98765"_s << u"hs:1234567:call:98765"_s;
    QTest::newRow("hexadecimal and dashes")
        << Kind::FormSubmission << u"db8b7c2e-01-af"_s << u"hs:1234567:form:db8b7c2e-01-af"_s;
    QTest::newRow("a capital is hashed, not lowered")
        << Kind::Note << u"ABC"_s << u"hs:1234567:note:b5d4045c3f466fa91fe2cc6abe79232a1a57cdf1"_s;
    QTest::newRow("another letter is hashed")
        << Kind::Note << u"abcg"_s << u"hs:1234567:note:HASH"_s;
    QTest::newRow("64 characters fit")
        << Kind::Task << QString(48, u'7') << u"hs:1234567:task:"_s + QString(48, u'7');
    QTest::newRow("65 do not") << Kind::Task << QString(49, u'7') << u"hs:1234567:task:HASH"_s;
}

void IdsTest::keysAreMade()
{
    QFETCH(Kind, kind);
    QFETCH(QString, id);
    QFETCH(QString, key);
    const QByteArray hash = QCryptographicHash::hash(id.toUtf8(), QCryptographicHash::Sha256);
    key.replace(u"HASH"_s, QString::fromLatin1(hash.toHex().first(40)));
    QCOMPARE(keyOf(u"1234567"_s, kind, {id}).value, key);
}

void IdsTest::keysAlwaysFit()
{
    QVERIFY(property::holds("a key is lower case and has at most 64 characters", [] {
        const QString id = property::textOf(
            {u"0"_s, u"1f"_s, u"-"_s, u"A"_s, u"ø"_s, u":"_s, u"0123456789"_s, u" "_s}, 12);
        const auto kind = *rc::gen::elementOf(std::vector<Kind>(allKinds.begin(), allKinds.end()));
        const QString key = keyOf(u"1234567890"_s, kind, {id}).value;
        RC_ASSERT(key.size() <= 64);
        RC_ASSERT(key == key.toLower());
        RC_ASSERT(key.startsWith(keyPrefix(u"1234567890"_s) + keyCode(kind) + u':'));
    }));
}

QTEST_GUILESS_MAIN(IdsTest)
#include "tst_ids.moc"
