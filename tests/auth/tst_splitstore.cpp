// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/splitstore.h"
#include "support/runtask.h"

#include <QTest>

using auth::Secret;
using auth::SplitStore;
using support::runTask;

namespace {

// A keychain whose entries are small, as on Windows, and that can fail the n-th write or lose what
// it was given.
class SmallEntries final : public auth::SecretStore
{
public:
    net::Task<core::Result<void>> write(QString name, Secret secret) override
    {
        if (++writes == failWrite || secret.size() > 1280) {
            core::Error error;
            error.kind = core::Error::Kind::NoVault;
            error.what = QStringLiteral("The stub received bad data.");
            co_return tl::make_unexpected(error);
        }
        if (writes != loseWrite)
            entries.insert(name, writes == cutWrite ? secret.reveal().chopped(1) : secret.reveal());
        co_return core::Result<void>();
    }
    net::Task<core::Result<std::optional<Secret>>> read(QString name) override
    {
        std::optional<Secret> found;
        if (entries.contains(name))
            found.emplace(entries.value(name));
        co_return found;
    }
    net::Task<core::Result<void>> remove(QString name) override
    {
        entries.remove(name);
        co_return core::Result<void>();
    }

    QHash<QString, QByteArray> entries;
    int writes = 0;
    int failWrite = 0;
    int loseWrite = 0;
    int cutWrite = 0;
};

QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, '\0');
    quint32 state = quint32(size);
    for (char& byte : bytes)
        byte = char((state = state * 1664525U + 1013904223U) >> 24U);
    return bytes;
}

const QString name = QStringLiteral("acme/salesforce");

} // namespace

class SplitStoreTest final : public QObject
{
    Q_OBJECT

private slots:
    void keepsSecretsOfEverySize_data();
    void keepsSecretsOfEverySize();
    void refusesWhatIsTooLong();
    void shorterSecretLeavesNoPartsBehind();
    void secretThatLooksLikeAHeaderIsKept();
    void missingOrChangedPartsAreNoticed_data();
    void missingOrChangedPartsAreNoticed();
    void failedWriteNeverGivesHalfASecret();
    void lostWriteIsNoticed();
    void changedWriteIsNoticed();
    void removeRemovesEverything();
    void absentIsNothing();
};

void SplitStoreTest::keepsSecretsOfEverySize_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("entries");
    const auto row = [](int size, int entries) { QTest::addRow("%d", size) << size << entries; };
    row(0, 1);
    row(1, 1);
    row(1000, 1);
    row(1001, 3);
    row(1279, 3);
    row(1281, 3);
    row(2000, 3);
    row(2001, 4);
    row(2561, 4);
    row(16 * 1024, 18);
}

void SplitStoreTest::keepsSecretsOfEverySize()
{
    QFETCH(int, size);
    QFETCH(int, entries);
    SmallEntries keychain;
    SplitStore store(keychain);
    const QByteArray bytes = noise(size);
    QVERIFY(runTask(store.write(name, Secret(bytes))).has_value());
    QCOMPARE(keychain.entries.size(), entries);
    const auto back = runTask(store.read(name));
    QVERIFY(back && back->has_value());
    QCOMPARE((*back)->reveal(), bytes);
}

void SplitStoreTest::refusesWhatIsTooLong()
{
    SmallEntries keychain;
    SplitStore store(keychain);
    const auto kept = runTask(store.write(name, Secret(noise(16 * 1024 + 1))));
    QVERIFY(!kept);
    QCOMPARE(kept.error().kind, core::Error::Kind::NoVault);
    QCOMPARE(kept.error().code, QStringLiteral("SECRET_TOO_LONG"));
    QCOMPARE(keychain.entries.size(), 0);
}

void SplitStoreTest::shorterSecretLeavesNoPartsBehind()
{
    SmallEntries keychain;
    SplitStore store(keychain);
    for (const int size : {5000, 3000, 10}) {
        QVERIFY(runTask(store.write(name, Secret(noise(size)))).has_value());
        QCOMPARE((*runTask(store.read(name)))->reveal(), noise(size));
    }
    QCOMPARE(keychain.entries.size(), 1);
}

void SplitStoreTest::secretThatLooksLikeAHeaderIsKept()
{
    SmallEntries keychain;
    SplitStore store(keychain);
    const QByteArray tricky = "v1:3:" + QByteArray(64, 'a');
    QVERIFY(runTask(store.write(name, Secret(tricky))).has_value());
    QCOMPARE((*runTask(store.read(name)))->reveal(), tricky);
}

void SplitStoreTest::missingOrChangedPartsAreNoticed_data()
{
    QTest::addColumn<QString>("entry");
    QTest::addColumn<bool>("removed");
    for (int part = 1; part <= 3; ++part) {
        QTest::addRow("part %d gone", part) << QStringLiteral("%1#%2").arg(name).arg(part) << true;
        QTest::addRow("part %d other", part)
            << QStringLiteral("%1#%2").arg(name).arg(part) << false;
    }
}

void SplitStoreTest::missingOrChangedPartsAreNoticed()
{
    QFETCH(QString, entry);
    QFETCH(bool, removed);
    SmallEntries keychain;
    SplitStore store(keychain);
    QVERIFY(runTask(store.write(name, Secret(noise(2500)))).has_value());
    QVERIFY(keychain.entries.contains(entry));
    if (removed)
        keychain.entries.remove(entry);
    else
        keychain.entries[entry][10] = char(~keychain.entries[entry][10]);
    const auto back = runTask(store.read(name));
    QVERIFY(!back);
    QCOMPARE(back.error().code, QStringLiteral("KEYCHAIN_DIFFERS"));
}

void SplitStoreTest::failedWriteNeverGivesHalfASecret()
{
    for (int fail = 1; fail <= 6; ++fail) {
        SmallEntries keychain;
        SplitStore store(keychain);
        QVERIFY(runTask(store.write(name, Secret(noise(3500)))).has_value());
        keychain.failWrite = keychain.writes + fail;
        const auto kept = runTask(store.write(name, Secret(noise(4001))));
        QVERIFY(!kept);
        QCOMPARE(kept.error().kind, core::Error::Kind::NoVault);
        const auto back = runTask(store.read(name));
        const bool old = back && back->has_value() && (*back)->reveal() == noise(3500);
        QVERIFY(old || !back); // the old one, or a clear error; nothing else
    }
}

void SplitStoreTest::lostWriteIsNoticed()
{
    for (const int size : {10, 3500}) {
        for (int lose = 1; lose <= (size == 10 ? 1 : 5); ++lose) {
            SmallEntries keychain;
            SplitStore store(keychain);
            keychain.loseWrite = lose;
            const auto kept = runTask(store.write(name, Secret(noise(size))));
            QVERIFY(!kept);
            QCOMPARE(kept.error().code, QStringLiteral("KEYCHAIN_DIFFERS"));
        }
    }
}

void SplitStoreTest::changedWriteIsNoticed()
{
    for (const int size : {10, 1000, 3500}) {
        for (int cut = 1; cut <= (size == 3500 ? 5 : 1); ++cut) {
            SmallEntries keychain;
            SplitStore store(keychain);
            keychain.cutWrite = cut;
            const auto kept = runTask(store.write(name, Secret(noise(size))));
            QVERIFY(!kept);
            QCOMPARE(kept.error().code, QStringLiteral("KEYCHAIN_DIFFERS"));
        }
    }
}

void SplitStoreTest::removeRemovesEverything()
{
    SmallEntries keychain;
    SplitStore store(keychain);
    QVERIFY(runTask(store.write(name, Secret(noise(9000)))).has_value());
    QVERIFY(runTask(store.write(QStringLiteral("other"), Secret("x"))).has_value());
    QVERIFY(runTask(store.remove(name)).has_value());
    QCOMPARE(keychain.entries.keys(), QStringList({QStringLiteral("other")}));
    QVERIFY(runTask(store.remove(name)).has_value()); // not there is removed already
}

void SplitStoreTest::absentIsNothing()
{
    SmallEntries keychain;
    SplitStore store(keychain);
    const auto back = runTask(store.read(name));
    QVERIFY(back.has_value());
    QVERIFY(!back->has_value());
}

QTEST_GUILESS_MAIN(SplitStoreTest)
#include "tst_splitstore.moc"
