// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/faultvfs.h"

#include "engine/rig.h"
#include "store/lease.h"
#include "store/transaction.h"

#include <QTest>

#include <sqlite3.h>

using namespace std::chrono_literals;
using rig::Rig;
using support::FaultVfs;
using support::Power;

// The tools of this room do what they say; without that, nothing that is tested with them means
// anything.
class FaultVfsTest : public QObject
{
    Q_OBJECT

private slots:
    void aRunReachesOutsideByItsEffectsOnly();
    void withoutPowerNothingChanges();
    void anAnswerThatNeverCameWasCarriedOut();
    void theStoreIsTakenOverAfterACut();
    void theCallThatIsNamedFails_data();
    void theCallThatIsNamedFails();

private:
    FaultVfs m_vfs;
};

// Between two effects the process is free to end: so the rows of the log come out of them.
void FaultVfsTest::aRunReachesOutsideByItsEffectsOnly()
{
    Rig rig;
    m_vfs.obey(&rig.power);
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    rig.addCall(person, QStringLiteral("One"));
    rig.pass(10min);
    rig.power.restore();
    QCOMPARE(rig.run().tally.created, 1);
    const auto& effects = rig.power.effects();
    const auto count = [&effects](Power::Effect effect) {
        return std::count(effects.begin(), effects.end(), effect);
    };
    QCOMPARE(count(Power::Effect::Request),
        static_cast<std::ptrdiff_t>(rig.world.requests().requests().size()));
    QCOMPARE(count(Power::Effect::Answer), count(Power::Effect::Request));
    QVERIFY(count(Power::Effect::Sync) > 5); // one per transaction
    QVERIFY(count(Power::Effect::Write) > count(Power::Effect::Sync));
    m_vfs.obey(nullptr);
}

void FaultVfsTest::withoutPowerNothingChanges()
{
    Rig rig;
    m_vfs.obey(&rig.power);
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    rig.addCall(person, QStringLiteral("One"));
    rig.pass(10min);
    rig.closeStore();
    const auto bytes = [&rig] { // of a store that nobody has open
        QFile file(rig.storePath());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray before = bytes();
    QVERIFY(!before.isEmpty());
    rig.openStore();
    const auto requests = rig.world.requests().requests().size();
    rig.power.cut();
    QVERIFY(!rig.tryRun());
    QVERIFY(!rig.tryApplySettings(Rig::allKindsOn()));
    rig.closeStore();
    QCOMPARE(rig.power.effects().size(), std::size_t{0});
    QCOMPARE(rig.world.requests().requests().size(), requests);
    rig.power.restore();
    QCOMPARE(bytes(), before);
    m_vfs.obey(nullptr);
}

void FaultVfsTest::anAnswerThatNeverCameWasCarriedOut()
{
    Rig rig;
    m_vfs.obey(&rig.power);
    rig.power.cutBefore(3); // the lease's transaction aside, nothing of this is the store's
    support::SandboxTransport way(rig.world, sandbox::Side::HubSpot,
        QUrl(QStringLiteral("https://hubspot.sandbox")), rig.clock);
    support::PoweredTransport powered(way, rig.power);
    const auto send = [&] {
        net::Request request;
        request.url = QUrl(QStringLiteral("https://hubspot.sandbox/crm/v3/owners"));
        auto task = powered.send(request, {});
        return QCoro::waitFor(std::move(task));
    };
    QVERIFY(send().has_value());
    QVERIFY(!send().has_value());
    QCOMPARE(rig.world.requests().requests().size(), std::size_t{2}); // both were handled
    QVERIFY(!send().has_value());
    QCOMPARE(rig.world.requests().requests().size(), std::size_t{2});
    m_vfs.obey(nullptr);
}

void FaultVfsTest::theStoreIsTakenOverAfterACut()
{
    Rig rig;
    m_vfs.obey(&rig.power);
    const auto first = store::Lease::tryAcquire(*rig.database)->epoch();
    {
        auto lease = store::Lease::tryAcquire(*rig.database);
        QVERIFY(lease.has_value());
        auto transaction = store::Transaction::begin(*rig.database);
        QVERIFY(transaction.has_value());
        rig.power.cut();
        QVERIFY(!transaction->commit());
    }
    rig.closeStore();
    rig.power.restore();
    rig.openStore();
    auto lease = store::Lease::tryAcquire(*rig.database);
    QVERIFY(lease.has_value());
    QCOMPARE(lease->epoch(), first + 2);
    QVERIFY(rig.database->check().has_value());
    m_vfs.obey(nullptr);
}

void FaultVfsTest::theCallThatIsNamedFails_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<core::Error::Kind>("kind");
    QTest::newRow("full") << SQLITE_FULL << core::Error::Kind::Store;
    QTest::newRow("input or output") << SQLITE_IOERR << core::Error::Kind::Store;
    QTest::newRow("damaged") << SQLITE_CORRUPT << core::Error::Kind::StoreDamaged;
}

void FaultVfsTest::theCallThatIsNamedFails()
{
    QFETCH(int, code);
    QFETCH(core::Error::Kind, kind);
    Rig rig;
    m_vfs.failAt(0, code, FaultVfs::Lasting::Once, {FaultVfs::Call::Write});
    const auto failed = rig.tryApplySettings(Rig::allKindsOn());
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, kind);
    QCOMPARE(failed.error().code, QStringLiteral("SQLITE_%1").arg(code));
    QVERIFY(m_vfs.hasFailed());
    m_vfs.heal();
    rig.closeStore();
    rig.openStore();
    QVERIFY(rig.tryApplySettings(Rig::allKindsOn()).has_value());
}

QTEST_GUILESS_MAIN(FaultVfsTest)
#include "tst_faultvfs.moc"
