// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/keychainstore.h"
#include "support/runtask.h"

#include <QTest>

using auth::Secret;
using support::runTask;

class KeychainTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void withoutAKeychainNothingIsKeptAnywhere();
    void memoryKeepsForThisProcess();
};

void KeychainTest::initTestCase()
{
    // A session bus that cannot be there, whatever machine this runs on.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    qunsetenv("DISPLAY");
    qunsetenv("KDE_FULL_SESSION");
}

void KeychainTest::withoutAKeychainNothingIsKeptAnywhere()
{
#ifdef Q_OS_LINUX
    auth::KeychainStore store;
    const QString name = QStringLiteral("test/hubspot");
    const auto written = runTask(store.write(name, Secret("canary")));
    QVERIFY(!written);
    QCOMPARE(written.error().kind, core::Error::Kind::NoVault);
    QVERIFY2(written.error().code.startsWith(QStringLiteral("KEYCHAIN_")),
        qPrintable(written.error().code));
    QVERIFY(written.error().what.contains(QStringLiteral("keychain (GNOME Keyring, KWallet)")));
    QVERIFY(!written.error().what.contains(QStringLiteral("canary")));

    const auto back = runTask(store.read(name)); // a fallback would answer here
    QVERIFY(!back);
    QCOMPARE(back.error().kind, core::Error::Kind::NoVault);
    QCOMPARE(runTask(store.remove(name)).error().kind, core::Error::Kind::NoVault);
#endif
}

void KeychainTest::memoryKeepsForThisProcess()
{
    auth::MemoryStore store;
    const QString name = QStringLiteral("a");
    QVERIFY(!runTask(store.read(name))->has_value());
    QVERIFY(runTask(store.write(name, Secret("x"))).has_value());
    QCOMPARE((*runTask(store.read(name)))->reveal(), QByteArray("x"));
    QVERIFY(runTask(store.remove(name)).has_value());
    QVERIFY(!runTask(store.read(name))->has_value());
}

QTEST_GUILESS_MAIN(KeychainTest)
#include "tst_keychain.moc"
