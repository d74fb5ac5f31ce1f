// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/parserecords.h"

#include "printed.h"

#include <QTest>

using core::SalesforceId;
using salesforce::parseComposite;
using salesforce::parsePage;
using salesforce::parseRetrieved;
using salesforce::PersonRow;
using salesforce::TaskShape;
using salesforce::UserRecord;

namespace {

QByteArray input(const char* name)
{
    return support::goldenInput(QStringLiteral("salesforce/%1.json").arg(QLatin1String(name)));
}

TaskShape fullShape()
{
    return {{core::allTaskFields.begin(), core::allTaskFields.end()}, true};
}

const std::vector<SalesforceId> asked{{QStringLiteral("00T5e00000AbCdEEAV")},
    {QStringLiteral("00T5e00000AbCdGEAV")}, {QStringLiteral("00T5e00000AbCdFEAV")}};

QString peopleText(const QByteArray& bytes)
{
    const auto pages = parseComposite<PersonRow>(bytes, 2, salesforce::readPerson);
    if (!pages)
        return printed::error(pages.error());
    QString text;
    for (const auto& page : *pages) {
        text += QStringLiteral("page, next [%1]\n").arg(page.next);
        for (const auto& row : page.rows)
            text += QLatin1String("  ") + printed::personRow(row);
    }
    return text;
}

QString tasksText(const QByteArray& bytes)
{
    const auto tasks = parseRetrieved(bytes, asked, fullShape());
    if (!tasks)
        return printed::error(tasks.error());
    QString text;
    for (const auto& task : *tasks)
        text += printed::task(task);
    return text;
}

QString usersText(const QByteArray& bytes)
{
    const auto page = parsePage<UserRecord>(bytes, salesforce::readUser);
    if (!page)
        return printed::error(page.error());
    QString text;
    for (const auto& user : page->rows) {
        text += QStringLiteral("%1 <%2> %3 \"%4\"%5%6\n")
                    .arg(user.id.value, user.email, user.username, user.name,
                        printed::flag(user.active, "active"),
                        printed::flag(user.standard, "standard"));
    }
    return text;
}

QString statusesText(const QByteArray& bytes)
{
    const auto page = parsePage<core::TaskStatus>(bytes, salesforce::readTaskStatus);
    if (!page)
        return printed::error(page.error());
    core::OrgDescription org;
    org.statuses = page->rows;
    return printed::org(org).section(QLatin1Char('\n'), 0, qsizetype(page->rows.size()) - 1)
        + QLatin1Char('\n');
}

QString madeText(const QString& name)
{
    const QByteArray bytes = input(qPrintable(name));
    if (name.startsWith(QLatin1String("people")))
        return peopleText(bytes);
    if (name == QLatin1String("users"))
        return usersText(bytes);
    if (name == QLatin1String("statuses"))
        return statusesText(bytes);
    return tasksText(bytes);
}

} // namespace

class RecordsTest final : public QObject
{
    Q_OBJECT

private slots:
    void answersAreRead_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"people.composite", "retrieved", "users", "statuses"})
            QTest::newRow(name) << name;
    }
    void answersAreRead()
    {
        QFETCH(QString, name);
        QVERIFY(support::compareGolden(
            QStringLiteral("salesforce/%1.expected.txt").arg(name), madeText(name).toUtf8()));
    }

    // Each row breaks one place of a good answer.
    void brokenAnswersNameThePlace_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* what, const char* name, const char* from, const char* to,
                             const char* expected) {
            QTest::newRow(what) << QString::fromLatin1(name) << QByteArray(from) << QByteArray(to)
                                << QString::fromUtf8(expected);
        };
        const auto first = "compositeResponse[1].body.records[0]";
        const auto at = [&first](const char* rest) { return QByteArray(first) + rest; };
        row("id of a stranger", "retrieved", "00T5e00000AbCdFEAV", "00T5e00000AbCdHEAV",
            "[2].Id: not one that was asked for");
        row("short answer", "retrieved", "\n null,", "", "[2]: 3 ids were asked");
        row("wrong suffix of an id", "retrieved", "00T5e00000AbCdEEAV\",\"Sys",
            "00T5e00000AbCdEEAX\",\"Sys", "[0].Id: expected a Salesforce id");
        row("missing field", "retrieved", "\"Type\":\"Call\",", "",
            "[0].Type: expected a value or null, found nothing");
        row("missing key", "retrieved", "\"HubSpot_Engagement_Id__c\":\"hs:62515:call:101\",", "",
            "[0].HubSpot_Engagement_Id__c: expected a value or null, found nothing");
        row("text for a flag", "retrieved", "\"IsReminderSet\":false", "\"IsReminderSet\":\"no\"",
            "[0].IsReminderSet: expected a boolean, found a string");
        row("text for a number", "retrieved", "Seconds\":90", "Seconds\":\"90\"",
            "[0].CallDurationInSeconds: expected a whole number, found a string");
        row("no version", "retrieved", "\"SystemModstamp\":\"2026-11-23T10:00:00Z\"",
            "\"SystemModstamp\":null", "[2].SystemModstamp: expected a time, found null");
        row("time without an offset", "retrieved", "2026-11-23T09:00:00Z", "2026-11-23T09:00:00",
            "[2].LastModifiedDate: expected a time with an offset");
        row("Who that is no id", "retrieved", "\"0035e00000AbCdE\"", "\"ada@example.org\"",
            "[0].WhoId: expected a Salesforce id");
        row("an object of another type", "people.composite", "\"type\":\"Contact\",\"url\"",
            "\"type\":\"Account\",\"url\"", at(".attributes.type: expected Contact or Lead"));
        row("hidden address", "people.composite", "\"Email\":\"ada@example.org\",\"Name\":\"Ada",
            "\"Name\":\"Ada", at(".Email: expected a value or null, found nothing"));
        row("not done without a next page", "people.composite",
            "\"nextRecordsUrl\":\"/services/data/v68.0/query/01gxx0000004CAAAA2-2\",", "",
            "compositeResponse[1].body.nextRecordsUrl: expected a string, found nothing");
        row("a part twice", "people.composite", "\"q1\"", "\"q0\"",
            "compositeResponse[1].referenceId: not one that was asked for, or twice");
        row("a part of somebody else", "people.composite", "\"q1\"", "\"q2\"",
            "compositeResponse[0].referenceId: not one that was asked for, or twice");
        row("records that are no list", "users", "\"records\":[", "\"records\":{},\"x\":[",
            "records: expected an array, found an object");
        row("cut off", "users", "\"Standard\"}]}", "\"Stand", "not JSON");
        row("order out of range", "statuses", "\"SortOrder\":3", "\"SortOrder\":-3",
            "records[2].SortOrder: out of range");
    }
    void brokenAnswersNameThePlace()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, expected);
        QByteArray bytes = input(qPrintable(name));
        const qsizetype at = bytes.indexOf(from);
        QVERIFY(at >= 0);
        bytes.replace(at, from.size(), to);
        QString made;
        if (name.startsWith(QLatin1String("people")))
            made = peopleText(bytes);
        else if (name == QLatin1String("users"))
            made = usersText(bytes);
        else if (name == QLatin1String("statuses"))
            made = statusesText(bytes);
        else
            made = tasksText(bytes);
        const auto kind = int(core::Error::Kind::Protocol);
        QVERIFY2(made.startsWith(QStringLiteral("error kind %1 ").arg(kind)), qPrintable(made));
        QVERIFY2(made.contains(expected), qPrintable(made));
    }

    void aMissingPartIsAnError()
    {
        const auto pages
            = parseComposite<PersonRow>(input("people.composite"), 3, salesforce::readPerson);
        QVERIFY(!pages);
        QCOMPARE(pages.error().what, QStringLiteral("compositeResponse: a part is missing"));
    }

    void aFailedPartIsTheErrorOfAll()
    {
        const QByteArray bytes
            = printed::json("{'compositeResponse':[{'body':{'totalSize':0,'done':true,'records':[]}"
                            ",'httpHeaders':{},'httpStatusCode':200,'referenceId':'q0'},{'body':[{'"
                            "message':'No such column Email on entity "
                            "Lead.','errorCode':'INVALID_FIELD'}],'httpHeaders':{},'httpStatusCode'"
                            ":400,'referenceId':'q1'}]}");
        const auto pages = parseComposite<PersonRow>(bytes, 2, salesforce::readPerson);
        QVERIFY(!pages);
        QCOMPARE(pages.error().kind, core::Error::Kind::Rejected);
        QCOMPARE(pages.error().code, QStringLiteral("INVALID_FIELD"));
        QCOMPARE(pages.error().httpStatus, 400);
        QCOMPARE(pages.error().what, QStringLiteral("No such column Email on entity Lead."));
    }

    void hiddenFieldsAreNeitherExpectedNorRead()
    {
        const QByteArray bytes
            = printed::json("[{'attributes':{'type':'Task'},'Id':'00T5e00000AbCdEEAV','"
                            "SystemModstamp':'2026-11-23T10:00:00Z','LastModifiedDate':'2026-11-"
                            "23T10:00:00Z','IsDeleted':false,'IsArchived':false,'Subject':'S'}]");
        const TaskShape shape{{core::TaskField::Subject}, false};
        const auto tasks = parseRetrieved(bytes, {asked[0]}, shape);
        QVERIFY(tasks);
        QCOMPARE(tasks->size(), std::size_t(1));
        QCOMPARE(tasks->front().fields,
            (core::TaskFields{{core::TaskField::Subject, QStringLiteral("S")}}));
        QVERIFY(tasks->front().key.isEmpty());
    }

    void twoThousandTasksAreReadFast()
    {
        QByteArray bytes = "[";
        std::vector<SalesforceId> ids;
        const QByteArray all = input("retrieved");
        const QByteArray one = all.mid(1, all.indexOf("\n null") - 2);
        for (int i = 0; i < 2000; ++i) {
            bytes += (i > 0 ? "," : "") + one;
            ids.push_back(asked[0]);
        }
        bytes += "]";
        core::Result<std::vector<core::Task>> tasks;
        QBENCHMARK
        {
            tasks = parseRetrieved(bytes, ids, fullShape());
        }
        QVERIFY2(tasks, tasks ? "" : qPrintable(tasks.error().what));
        QCOMPARE(tasks->size(), std::size_t(2000));
    }
};

QTEST_GUILESS_MAIN(RecordsTest)
#include "tst_records.moc"
