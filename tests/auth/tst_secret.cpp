// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/secret.h"

#include <QDebug>
#include <QTest>
#include <QTextStream>

#include <ostream>
#include <type_traits>

using auth::Secret;

namespace {

template <typename Stream, typename T>
concept Streamable = requires(Stream& stream, const T& value)
{
    stream << value;
};

static_assert(Streamable<QDebug, QByteArray>); // the check can say yes
static_assert(!Streamable<QDebug, Secret>);
static_assert(!Streamable<QTextStream, Secret>);
static_assert(!Streamable<std::ostream, Secret>);
static_assert(!std::is_convertible_v<Secret, QByteArray>);
static_assert(!std::is_convertible_v<Secret, QString>);
static_assert(!std::is_constructible_v<QString, Secret>);
static_assert(!std::is_constructible_v<QByteArray, Secret>);
static_assert(!std::is_convertible_v<QByteArray, Secret>);

} // namespace

class SecretTest final : public QObject
{
    Q_OBJECT

private slots:
    void comparesByValue();
    void everyCopyHasBytesOfItsOwn();
    void overwritingHappensInPlace();
    void assigningReplaces();
    void movingLeavesNothingBehind();
};

void SecretTest::comparesByValue()
{
    QVERIFY(Secret("abc") == Secret("abc"));
    QVERIFY(!(Secret("abc") == Secret("abd")));
    QVERIFY(!(Secret("abc") == Secret("abcd")));
    QVERIFY(Secret() == Secret(""));
    QVERIFY(Secret().isEmpty());
    QCOMPARE(Secret("abc").size(), 3);
    QCOMPARE(Secret(QByteArray("a\0b", 3)).reveal(), QByteArray("a\0b", 3));
}

void SecretTest::everyCopyHasBytesOfItsOwn()
{
    const QByteArray source = QByteArray("tok") + "en";
    const Secret first(source);
    const Secret second(first);
    QVERIFY(first.reveal().constData() != source.constData());
    QVERIFY(first.reveal().constData() != second.reveal().constData());
    QCOMPARE(source, QByteArray("token")); // not touched by what happens to the secrets
}

void SecretTest::overwritingHappensInPlace()
{
    QByteArray bytes = QByteArray("very ") + "secret";
    const char* const place = bytes.constData();
    auth::overwrite(bytes);
    QCOMPARE(static_cast<const void*>(bytes.constData()), static_cast<const void*>(place));
    QCOMPARE(bytes, QByteArray(11, '\0'));

    QByteArray shared = QByteArray("very ") + "secret";
    const QByteArray holder = shared;
    auth::overwrite(shared);
    QCOMPARE(holder, QByteArray("very secret"));
    QByteArray empty;
    auth::overwrite(empty);
    QVERIFY(empty.isEmpty());
}

void SecretTest::assigningReplaces()
{
    Secret secret("old secret");
    secret = Secret("new secret");
    QCOMPARE(secret.reveal(), QByteArray("new secret"));
}

void SecretTest::movingLeavesNothingBehind()
{
    Secret first("abc");
    const Secret second(std::move(first));
    QVERIFY(first.isEmpty());
    QCOMPARE(second.reveal(), QByteArray("abc"));
}

QTEST_GUILESS_MAIN(SecretTest)
#include "tst_secret.moc"
