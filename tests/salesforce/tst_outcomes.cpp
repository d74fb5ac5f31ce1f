// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/parseoutcomes.h"

#include "printed.h"

#include <QTest>

using salesforce::idInMessage;
using salesforce::parseCreated;
using salesforce::parseOutcomes;
using salesforce::WriteOutcome;

class OutcomesTest final : public QObject
{
    Q_OBJECT

private slots:
    // Sixteen records, fourteen answers: the last two are not mentioned.
    void everyFormOfOutcomeIsRead()
    {
        const auto outcomes
            = parseOutcomes(support::goldenInput(QStringLiteral("salesforce/outcomes.json")), 16);
        QVERIFY2(outcomes, outcomes ? "" : qPrintable(outcomes.error().what));
        QString text;
        for (const auto& outcome : *outcomes)
            text += printed::outcome(outcome);
        QVERIFY(support::compareGolden(
            QStringLiteral("salesforce/outcomes.expected.txt"), text.toUtf8()));
    }

    void whatCannotBeReadIsNotKnown_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a page of a proxy") << QByteArray("<html>OK</html>");
        QTest::newRow("cut off") << printed::json("[{'id':'00T5e00000AbCdEEAV','succ");
        QTest::newRow("an object") << printed::json("{'success':true}");
        QTest::newRow("more than was sent")
            << printed::json("[{'success':true},{'success':true},{'success':true}]");
    }
    void whatCannotBeReadIsNotKnown()
    {
        QFETCH(QByteArray, bytes);
        const auto outcomes = parseOutcomes(bytes, 2);
        QVERIFY(!outcomes);
        QCOMPARE(outcomes.error().kind, core::Error::Kind::Unknown);
    }

    void anEmptyAnswerLeavesAllUnknown()
    {
        const auto outcomes = parseOutcomes("[]", 2);
        QVERIFY(outcomes);
        QCOMPARE(*outcomes, (std::vector<WriteOutcome>{{}, {}}));
        QCOMPARE(outcomes->front().what, WriteOutcome::What::Unknown);
    }

    void theIdOfADuplicateIsFound_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("expected");
        const QString head
            = QStringLiteral("duplicate value found: X duplicates value on record with id: ");
        QTest::newRow("15 characters")
            << head + QStringLiteral("00T5e00000AbCdE") << "00T5e00000AbCdEEAV";
        QTest::newRow("18 characters")
            << head + QStringLiteral("00T5e00000AbCdEEAV") << "00T5e00000AbCdEEAV";
        QTest::newRow("full stop")
            << head + QStringLiteral("00T5e00000AbCdE.") << "00T5e00000AbCdEEAV";
        QTest::newRow("unknown id") << head + QStringLiteral("<unknown>") << "";
        QTest::newRow("longer word") << head + QStringLiteral("00T5e00000AbCdEEAVxx") << "";
        QTest::newRow("wrong suffix") << head + QStringLiteral("00T5e00000AbCdEEAX") << "";
        QTest::newRow("no id") << "Duplicate external id specified: hs:62515:call:101"
                               << "";
        QTest::newRow("empty") << ""
                               << "";
    }
    void theIdOfADuplicateIsFound()
    {
        QFETCH(QString, message);
        QTEST(idInMessage(message).value, "expected");
    }

    void theIdOfANewRecordIsRead()
    {
        const auto id
            = parseCreated(printed::json("{'id':'0PS5e00000AbCdE','success':true,'errors':[]}"));
        QVERIFY(id);
        QCOMPARE(id->value, QStringLiteral("0PS5e00000AbCdEGAV"));
        QVERIFY(!parseCreated(printed::json("{'success':true}")));
    }

    void aFullAnswerIsReadFast()
    {
        QByteArray bytes = "[";
        for (int i = 0; i < salesforce::upsertMax; ++i)
            bytes += QByteArray(i > 0 ? "," : "")
                + printed::json(
                    "{'id':'00T5e00000AbCdEEAV','success':true,'created':true,'errors':[]}");
        bytes += "]";
        core::Result<std::vector<WriteOutcome>> outcomes;
        QBENCHMARK
        {
            outcomes = parseOutcomes(bytes, salesforce::upsertMax);
        }
        QVERIFY(outcomes);
        QCOMPARE(outcomes->back().what, WriteOutcome::What::Created);
    }
};

QTEST_GUILESS_MAIN(OutcomesTest)
#include "tst_outcomes.moc"
