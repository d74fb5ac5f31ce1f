// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cases.h"
#include "core/property.h"
#include "core/task.h"

#include <QTest>

using namespace core;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(core::TaskField)

// Names and hashes of task fields.
class TaskTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyFieldHasItsName();
    void aValueReadBackEqualsWhatWasWritten_data();
    void aValueReadBackEqualsWhatWasWritten();
    void anotherValueDiffers_data();
    void anotherValueDiffers();
    void payloadsHashByContent();
    void payloadsHashAlikeInAnyOrder();
};

void TaskTest::everyFieldHasItsName()
{
    QStringList names;
    for (const TaskField field : allTaskFields) {
        names.append(apiName(field));
        QVERIFY(taskFieldOf(apiName(field)) == field);
    }
    QCOMPARE(names.join(u' '),
        u"Subject Description Status Priority ActivityDate Type TaskSubtype WhoId OwnerId "
        "IsReminderSet CallType CallDurationInSeconds CallDisposition"_s);
    QVERIFY(!taskFieldOf(u"WhatId"_s));
}

void TaskTest::aValueReadBackEqualsWhatWasWritten_data()
{
    QTest::addColumn<TaskField>("field");
    QTest::addColumn<QJsonValue>("written");
    QTest::addColumn<QJsonValue>("read");
    const auto row = [](const char* name, TaskField field, const QJsonValue& a,
                         const QJsonValue& b) { QTest::newRow(name) << field << a << b; };
    using enum TaskField;
    row("line ends", Description, u"a\nb\n\nc"_s, u"a\r\nb\r\n\r\nc"_s);
    row("old line ends", Description, u"a\nb"_s, u"a\rb"_s);
    row("blanks at line ends", Description, u"a  \nb\t\nc"_s, u"a\r\nb\r\nc"_s);
    row("blanks around", Subject, u" Offer "_s, u"Offer"_s);
    row("line breaks around", Description, u"a\n\n"_s, u"a"_s);
    row("nothing", Description, QString(), QJsonValue::Null);
    row("only blanks", Description, u" \n "_s, QJsonValue::Null);
    row("whole numbers", CallDurationInSeconds, 90, 90.0);
    row("short and long ids", OwnerId, u"0035e00000AbCdE"_s, u"0035e00000AbCdEAAV"_s);
}

void TaskTest::aValueReadBackEqualsWhatWasWritten()
{
    QFETCH(TaskField, field);
    QFETCH(QJsonValue, written);
    QFETCH(QJsonValue, read);
    QCOMPARE(writtenHash(field, read), writtenHash(field, written));
}

void TaskTest::anotherValueDiffers_data()
{
    QTest::addColumn<TaskField>("field");
    QTest::addColumn<QJsonValue>("a");
    QTest::addColumn<QJsonValue>("b");
    const auto row = [](const char* name, TaskField field, const QJsonValue& a,
                         const QJsonValue& b) { QTest::newRow(name) << field << a << b; };
    using enum TaskField;
    row("text", Subject, u"Offer"_s, u"offer"_s);
    row("blanks inside", Description, u"a b"_s, u"a  b"_s);
    row("blanks at the start of a line", Description, u"a\nb"_s, u"a\n b"_s);
    row("empty lines", Description, u"a\nb"_s, u"a\n\nb"_s);
    row("number and text", CallDurationInSeconds, 1, u"1"_s);
    row("zero and nothing", CallDurationInSeconds, 0, QJsonValue::Null);
    row("false and nothing", IsReminderSet, false, QJsonValue::Null);
    row("true and false", IsReminderSet, true, false);
    row("text that looks like nothing", Subject, u"n"_s, QJsonValue::Null);
    row("ids by case", OwnerId, u"0035e00000AbCdE"_s, u"0035e00000abcde"_s);
}

void TaskTest::anotherValueDiffers()
{
    QFETCH(TaskField, field);
    QFETCH(QJsonValue, a);
    QFETCH(QJsonValue, b);
    QVERIFY(writtenHash(field, a) != writtenHash(field, b));
}

void TaskTest::payloadsHashByContent()
{
    const TaskFields fields{{TaskField::Subject, u"Offer"_s}, {TaskField::Status, u"Completed"_s}};
    TaskFields other = fields;
    other[TaskField::Subject] = u"offer"_s;
    TaskFields cleared = fields;
    cleared[TaskField::Description] = QJsonValue::Null;
    QCOMPARE(payloadHash(fields).size(), 32);
    // The same on every machine: SHA-256 of "Subject 6\nsOfferStatus 10\nsCompleted", a line feed
    // after each length.
    QCOMPARE(payloadHash(fields).toHex(),
        QByteArray("4bfebc948c4a2aa83a330e5f136e14e95fe46e32bde758b5be65e3fcaba99228"));
    QVERIFY(payloadHash(other) != payloadHash(fields));
    QVERIFY(payloadHash(cleared) != payloadHash(fields));
}

void TaskTest::payloadsHashAlikeInAnyOrder()
{
    QVERIFY(property::holds("the order of insertion leaves no trace", [] {
        std::vector<std::pair<TaskField, QJsonValue>> values;
        for (const TaskField field : allTaskFields) {
            if (*rc::gen::arbitrary<bool>())
                values.emplace_back(
                    field, property::textOf({u"a"_s, u"\"\\"_s, u"\u2028"_s, u"🎉"_s, u"\n"_s}, 4));
        }
        TaskFields forwards(values.begin(), values.end());
        TaskFields backwards(values.rbegin(), values.rend());
        RC_ASSERT(payloadHash(forwards) == payloadHash(backwards));
    }));
}

QTEST_GUILESS_MAIN(TaskTest)
#include "tst_task.moc"
