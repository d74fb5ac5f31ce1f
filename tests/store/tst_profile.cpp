// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/binding.h"
#include "store/cache.h"
#include "store/fixture.h"
#include "store/pack.h"
#include "store/rowcheck.h"
#include "store/samples.h"
#include "store/settingsstore.h"

using fixture::errorOf;
using fixture::failure;
using fixture::inTransaction;
using fixture::valueOf;
using sample::at;

// What there is once per profile (settings, cached answers, the accounts), and how values become
// bytes.
class ProfileTest final : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_database = fixture::inMemory(); }
    void cleanup() { m_database.reset(); }
    void settingsGetANewRevisionWithEveryChange();
    void cacheKeepsTheLastAnswer();
    void cacheRefusesWhatIsTooLarge();
    void sidesAreBoundOneAfterTheOther();
    void anotherAccountIsRefused_data();
    void anotherAccountIsRefused();
    void saltStaysTheFirst();

    void baseIsPackedCompactly();
    void onlyPackedBasesAreUnpacked_data();
    void onlyPackedBasesAreUnpacked();
    void whyChainsAndArgumentsComeBack();
    void onlyPackedWhyChainsAreUnpacked_data();
    void onlyPackedWhyChainsAreUnpacked();
    void rowCheckIsCrc32AndSeesColumnBorders();

private:
    core::Result<store::Bound> bind(const store::Bound& wanted);

    std::unique_ptr<store::Database> m_database;
};

void ProfileTest::settingsGetANewRevisionWithEveryChange()
{
    store::SettingsStore settings(*m_database);
    QVERIFY(!valueOf(settings.load()).has_value());
    const auto save = [&](const char* json) {
        qint64 revision = -1;
        const auto saved = inTransaction(*m_database, [&] {
            auto result = settings.save(json);
            revision = result.value_or(-1);
            return result;
        });
        return saved ? revision : -1;
    };
    QCOMPARE(save("{\"schema\": 1}\n"), 1);
    QCOMPARE(save("{\"schema\": 1}\n"), 1);
    QCOMPARE(save("{\"schema\": 1, \"timeZone\": \"Europe/Oslo\"}\n"), 2);
    const store::StoredSettings expected{"{\"schema\": 1, \"timeZone\": \"Europe/Oslo\"}\n", 2};
    QVERIFY(valueOf(settings.load()) == expected);
    QCOMPARE(save(""), 3);
}

void ProfileTest::cacheKeepsTheLastAnswer()
{
    store::Cache cache(*m_database);
    const QString name = QStringLiteral("salesforce.describe");
    const store::CacheEntry first{QByteArray("\0\x1f\x8b", 3), at(5)};
    const store::CacheEntry second{QByteArray(), at(6)};
    QVERIFY(!valueOf(cache.value(name)).has_value());
    for (const store::CacheEntry& entry : {first, second}) {
        QCOMPARE(
            failure(inTransaction(*m_database, [&] { return cache.put(name, entry); })), QString());
        QVERIFY(valueOf(cache.value(name)) == entry);
    }
    QVERIFY(!valueOf(cache.value(QStringLiteral("owners"))).has_value());
    QCOMPARE(failure(inTransaction(*m_database, [&] { return cache.remove(name); })), QString());
    QVERIFY(!valueOf(cache.value(name)).has_value());
    QCOMPARE(
        failure(inTransaction(*m_database, [&] { return cache.put(name, first); })), QString());
    QCOMPARE(failure(inTransaction(*m_database, [&] { return cache.clear(); })), QString());
    QVERIFY(!valueOf(cache.value(name)).has_value());
}

void ProfileTest::cacheRefusesWhatIsTooLarge()
{
    store::Cache cache(*m_database);
    const store::CacheEntry entry{QByteArray(store::Cache::bytesMax + 1, 'x'), at(5)};
    const auto put
        = inTransaction(*m_database, [&] { return cache.put(QStringLiteral("users"), entry); });
    QCOMPARE(errorOf(put), core::Error::Kind::TooLarge);
}

core::Result<store::Bound> ProfileTest::bind(const store::Bound& wanted)
{
    store::Binding binding(*m_database);
    core::Result<store::Bound> bound;
    const auto stored = inTransaction(*m_database, [&] { return bound = binding.bind(wanted); });
    if (!stored)
        return tl::unexpected(stored.error());
    return bound;
}

void ProfileTest::sidesAreBoundOneAfterTheOther()
{
    const store::Binding binding(*m_database);
    QVERIFY(valueOf(binding.current()) == store::Bound{});
    const store::Bound hubSpot{QStringLiteral("4711"), {}, QByteArray("salt")};
    QVERIFY(valueOf(bind(hubSpot)) == hubSpot);
    const store::Bound both{QStringLiteral("4711"), QStringLiteral("00D1"), QByteArray("salt")};
    QVERIFY(valueOf(bind({{}, QStringLiteral("00D1"), {}})) == both);
    QVERIFY(valueOf(bind(both)) == both);
    QVERIFY(valueOf(binding.current()) == both);
    QCOMPARE(failure(binding.check(QStringLiteral("4711"), {})), QString());
}

void ProfileTest::anotherAccountIsRefused_data()
{
    QTest::addColumn<QString>("portal");
    QTest::addColumn<QString>("org");
    QTest::addColumn<QString>("named");
    QTest::newRow("portal") << QStringLiteral("4712") << QStringLiteral("00D1")
                            << QStringLiteral("HubSpot account 4711, not 4712");
    QTest::newRow("org") << QString() << QStringLiteral("00D2")
                         << QStringLiteral("Salesforce org 00D1, not 00D2");
}

void ProfileTest::anotherAccountIsRefused()
{
    QFETCH(QString, portal);
    QFETCH(QString, org);
    QFETCH(QString, named);
    const store::Bound mine{QStringLiteral("4711"), QStringLiteral("00D1"), QByteArray("salt")};
    QVERIFY(bind(mine).has_value());
    const auto bound = bind({portal, org, {}});
    QCOMPARE(errorOf(bound), core::Error::Kind::WrongAccount);
    QVERIFY2(bound.error().what.contains(named), qPrintable(bound.error().what));
    QCOMPARE(
        errorOf(store::Binding(*m_database).check(portal, org)), core::Error::Kind::WrongAccount);
    QVERIFY(valueOf(store::Binding(*m_database).current()) == mine);
}

void ProfileTest::saltStaysTheFirst()
{
    QVERIFY(bind({{}, {}, QByteArray("first")}).has_value());
    QCOMPARE(
        valueOf(bind({QStringLiteral("1"), {}, QByteArray("second")})).salt, QByteArray("first"));
}

void ProfileTest::baseIsPackedCompactly()
{
    const core::Base base{{core::TaskField::Subject, {1, 0xfedcba9876543210ULL}},
        {core::TaskField::CallDisposition, {0x0102030405060708ULL, 0}}};
    const QByteArray packed = store::packBase(base);
    QCOMPARE(packed.toHex(),
        QByteArray("00"
                   "0100000000000000"
                   "1032547698badcfe"
                   "0c"
                   "0807060504030201"
                   "0000000000000000"));
    QVERIFY(store::unpackBase(packed) == base);
    QVERIFY(store::unpackBase({}) == core::Base{});
}

void ProfileTest::onlyPackedBasesAreUnpacked_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray hashes(16, 'h');
    QTest::newRow("cut") << QByteArray("\0", 1) + hashes.chopped(1);
    QTest::newRow("one byte more") << QByteArray("\0", 1) + hashes + 'x';
    QTest::newRow("unknown field") << QByteArray("\x7f") + hashes;
    QTest::newRow("twice") << QByteArray("\1") + hashes + "\1" + hashes;
    QTest::newRow("descending") << QByteArray("\2") + hashes + "\1" + hashes;
}

void ProfileTest::onlyPackedBasesAreUnpacked()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!store::unpackBase(bytes).has_value());
}

void ProfileTest::whyChainsAndArgumentsComeBack()
{
    const core::Why why{{core::ReasonCode::KindOn, {QStringLiteral("tasks"), QString()}},
        {core::ReasonCode::NewActivity, {}},
        {core::ReasonCode::OwnerOfActivity,
            {QStringLiteral("7"), QStringLiteral("\"\\\n\U0001F4DE")}}};
    QVERIFY(store::unpackWhy(store::packWhy(why)) == why);
    QCOMPARE(store::packWhy({}), QStringLiteral("[]"));
    QVERIFY(store::unpackWhy(QStringLiteral("[]")) == core::Why{});
    const QStringList args{QStringLiteral("a"), QString::fromLatin1(""), QStringLiteral("[]")};
    QVERIFY(store::unpackArgs(store::packArgs(args)) == args);
    // Qt reads a bare control character, other readers of JSON do not.
    const QStringList controls{QStringLiteral("\t\n") + QChar(0x1f) + QChar(0)};
    QCOMPARE(store::packArgs(controls), QStringLiteral("[\"\\u0009\\u000a\\u001f\\u0000\"]"));
    QVERIFY(store::unpackArgs(store::packArgs(controls)) == controls);
}

void ProfileTest::onlyPackedWhyChainsAreUnpacked_data()
{
    QTest::addColumn<QString>("json");
    for (const char* json : {"", "{}", "[1]", "[[]]", "[[\"x\"]]", "[[1,2]]", "[[1,\"a\"]"})
        QTest::newRow(json) << QString::fromLatin1(json);
}

void ProfileTest::onlyPackedWhyChainsAreUnpacked()
{
    QFETCH(QString, json);
    QVERIFY(!store::unpackWhy(json).has_value());
}

void ProfileTest::rowCheckIsCrc32AndSeesColumnBorders()
{
    // Check value of CRC-32 for "123456789", through an integer and its known little-endian bytes.
    QCOMPARE(store::RowCheck().value(), 0);
    QCOMPARE(store::RowCheck().add(qint64(0x3837363534333231)).value(), qint64(0x9ae0daaf));
    const auto check = [](const char* first, const char* second) {
        return store::RowCheck()
            .add(QString::fromLatin1(first))
            .add(QString::fromLatin1(second))
            .value();
    };
    QVERIFY(check("ab", "c") != check("a", "bc"));
    QVERIFY(check("", "a") != check("a", ""));
    QCOMPARE(check("ab", "c"), check("ab", "c"));
}

QTEST_GUILESS_MAIN(ProfileTest)
#include "tst_profile.moc"
