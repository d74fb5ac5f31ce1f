// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/gzip.h"

#include <QTest>

using What = net::Inflated::What;

class GzipTest final : public QObject
{
    Q_OBJECT

private slots:
    void comesBackAsItWas_data();
    void comesBackAsItWas();
    void refusesWhatIsNotWhole();
    void stopsAtTheLimit();
};

void GzipTest::comesBackAsItWas_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("one") << QByteArray("x");
    QTest::newRow("a piece") << QByteArray(64 * 1024, 'x');
    QTest::newRow("a piece and one") << QByteArray(64 * 1024 + 1, 'x');
    QByteArray noise(300'000, '\0');
    quint32 state = 1;
    for (char& byte : noise)
        byte = char((state = state * 1664525U + 1013904223U) >> 24U);
    QTest::newRow("noise") << noise;
}

void GzipTest::comesBackAsItWas()
{
    QFETCH(QByteArray, bytes);
    for (const int level : {1, 6, 9}) {
        const auto inflated = net::gunzip(net::gzip(bytes, level), bytes.size());
        QCOMPARE(inflated.what, What::Whole);
        QVERIFY(inflated.bytes == bytes);
    }
}

void GzipTest::refusesWhatIsNotWhole()
{
    const QByteArray whole = net::gzip("{\"a\":[1,2,3,4,5,6,7,8,9]}");
    for (qsizetype cut = 0; cut < whole.size(); ++cut)
        QCOMPARE(net::gunzip(whole.left(cut), 1000).what, What::Damaged);
    QCOMPARE(net::gunzip(whole + "x", 1000).what, What::Damaged);
    QByteArray flipped = whole;
    flipped[flipped.size() - 6] = char(~flipped[flipped.size() - 6]); // check sum
    QCOMPARE(net::gunzip(flipped, 1000).what, What::Damaged);
}

void GzipTest::stopsAtTheLimit()
{
    const QByteArray bomb = net::gzip(QByteArray(100'000'000, '\0'), 9);
    QVERIFY(bomb.size() < 200'000);
    const auto inflated = net::gunzip(bomb, 1'000'000);
    QCOMPARE(inflated.what, What::TooLarge);
    QVERIFY(inflated.bytes.isEmpty());
}

QTEST_GUILESS_MAIN(GzipTest)
#include "tst_gzip.moc"
