// SPDX-License-Identifier: GPL-3.0-or-later
#include "hubspot/parse.h"
#include "printed.h"
#include "subjects.h"

#include <QTest>

#include <random>

using namespace subjects;
using core::Error;

namespace {

// What the parser says is wrong at `path`: the error of the whole, or why the row is set aside.
QString mistakeIn(const Printed& text, const QString& path)
{
    if (!text)
        return text.error().kind == Error::Kind::Protocol ? text.error().what : QString();
    static const QByteArray mark("  unreadable: ");
    const qsizetype at = text->indexOf(mark);
    if (at < 0)
        return {};
    const QString line = QString::fromUtf8(text->mid(at + mark.size())).section(u'\n', 0, 0);
    return spelled(path.section(u'/', 0, 1)) + u'.' + line;
}

} // namespace

class ParseTest final : public QObject
{
    Q_OBJECT

private slots:
    void eachAnswerIsUnderstood_data();
    void eachAnswerIsUnderstood();
    void requiredFieldsAreNamedWhenWrong_data();
    void requiredFieldsAreNamedWhenWrong();
    void optionalFieldsMayBeAbsentButNotMistyped_data();
    void optionalFieldsMayBeAbsentButNotMistyped();
    void valuesThatMakeNoSenseAreNamed_data();
    void valuesThatMakeNoSenseAreNamed();
    void onlyRowsOfKnownVersionAreSetAside();
    void entriesOfErrorsAreErrors_data();
    void entriesOfErrorsAreErrors();
    void unknownFieldsAreIgnored();
    void brokenDocumentsAreProtocolErrors_data();
    void brokenDocumentsAreProtocolErrors();
    void damagedBytesNeverDoWorse_data();
    void damagedBytesNeverDoWorse();
};

void ParseTest::eachAnswerIsUnderstood_data()
{
    QTest::addColumn<QString>("name");
    for (const Subject& subject : subjects::all)
        QTest::newRow(subject.name) << QString::fromLatin1(subject.name);
}

void ParseTest::eachAnswerIsUnderstood()
{
    QFETCH(QString, name);
    const Printed text = subjectNamed(name).parse(input(name));
    QVERIFY2(text, text ? "" : qPrintable(printed::text(text.error())));
    QVERIFY(support::compareGolden(QStringLiteral("hubspot/%1.expected.txt").arg(name), *text));
}

void ParseTest::requiredFieldsAreNamedWhenWrong_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("path");
    const auto row = [](const char* name, std::initializer_list<const char*> paths) {
        for (const char* path : paths)
            QTest::addRow("%s %s", name, path)
                << QString::fromLatin1(name) << QString::fromLatin1(path);
    };
    row("account", {"portalId", "accountType", "timeZone", "uiDomain"});
    row("owners", {"results", "results/1", "results/0/id", "results/2/archived"});
    row("properties",
        {"results", "results/1", "results/0/name", "results/2/type", "results/0/options/1/value",
            "results/0/options/1"});
    for (const char* name : {"tasks", "calls", "meetings", "emails"})
        row(name,
            {"results", "results/0", "results/1/id", "results/1/properties",
                "results/1/properties/hs_createdate", "results/0/properties/hs_lastmodifieddate"});
    row("contacts",
        {"results", "results/2/id", "results/2/properties", "results/1/properties/createdate",
            "results/1/properties/lastmodifieddate", "errors/0"});
    row("associations",
        {"results", "results/1", "results/0/from", "results/0/from/id", "results/0/to",
            "results/0/to/1", "results/0/to/1/toObjectId", "results/0/paging/next/after"});
    row("history",
        {"results", "results/0/id", "results/1/propertiesWithHistory",
            "results/0/propertiesWithHistory/hs_task_status/1/timestamp"});
}

void ParseTest::requiredFieldsAreNamedWhenWrong()
{
    QFETCH(QString, name);
    QFETCH(QString, path);
    const bool isElement = path.back().isDigit(); // an element cannot be left out, only be wrong
    for (const QJsonValue& wrong : {QJsonValue(QJsonValue::Undefined), QJsonValue(QJsonValue::Null),
             QJsonValue(1.5), QJsonValue(QJsonArray{QJsonValue(QJsonValue::Null)})}) {
        if (isElement && wrong.isUndefined())
            continue;
        const Printed text = subjectNamed(name).parse(editedInput(name, path, wrong));
        const QString mistake = mistakeIn(text, path);
        // An array in the place of an array is wrong only in its first element.
        const QString expected = spelled(path);
        QVERIFY2(mistake.startsWith(expected + u':')
                || (wrong.isArray() && mistake.startsWith(expected + QStringLiteral("[0]:"))),
            qPrintable(mistake));
    }
}

void ParseTest::optionalFieldsMayBeAbsentButNotMistyped_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line"); // what is printed when the field is not there
    const auto row = [](const char* name, const char* path, const char* line) {
        QTest::addRow("%s %s", name, path)
            << QString::fromLatin1(name) << QString::fromLatin1(path) << QString::fromLatin1(line);
    };
    row("owners", "results/0/email", "  email: \"\"\n");
    row("owners", "results/0/firstName", "  name: \"Nordmann\"\n");
    row("owners", "paging", "after \"\"\n");
    row("owners", "paging/next", "after \"\"\n");
    row("properties", "results/0/hasUniqueValue", "  unique: no\n");
    row("properties", "results/0/options", "  options: \"\"\n");
    row("tasks", "results/0/archived", "  archived: no\n");
    row("tasks", "results/0/properties/hs_timestamp", "  timestamp: -\n");
    row("tasks", "results/0/properties/hubspot_owner_id", "  owner: \"\"\n");
    row("tasks", "results/0/properties/hs_task_subject", "  title: \"\"\n");
    row("tasks", "results/0/properties/hs_task_body", "  body: \"\"\n");
    row("tasks", "results/0/properties/hs_object_source", "  source: \"\"\n");
    row("tasks", "results/0/properties/hs_object_source_label", "  sourceLabel: \"\"\n");
    row("tasks", "results/0/properties/hs_task_status", "  status: \"\"\n");
    row("tasks", "results/0/properties/hs_task_priority", "  priority: \"\"\n");
    row("tasks", "results/0/properties/hs_task_type", "  type: \"\"\n");
    row("tasks", "paging", "no more\n");
    row("calls", "results/0/properties/hs_call_duration", "  duration: -\n");
    row("calls", "results/0/properties/hs_call_direction", "  direction: \"\"\n");
    row("meetings", "results/0/properties/hs_meeting_start_time", "  start: -\n");
    row("meetings", "results/0/properties/hs_meeting_end_time", "  end: -\n");
    row("notes", "results/0/properties/hs_note_body", "  body: \"\"\n");
    row("emails", "results/0/properties/hs_email_text", "  text: \"\"\n");
    row("contacts", "results/0/properties/email", "  email: \"\"\n");
    row("contacts", "results/0/properties/lastname", "  name: \"Ola\"\n");
    row("contacts", "results/0/properties/salesforcecontactid", "  salesforceContactId: \"\"\n");
    row("contacts", "results/0/properties/hs_merged_object_ids", "  merged: -\n");
    row("associations", "results/0/paging", "  after: \"\"\n");
    row("history", "results/0/propertiesWithHistory/hs_task_status", "98765\n");
}

void ParseTest::optionalFieldsMayBeAbsentButNotMistyped()
{
    QFETCH(QString, name);
    QFETCH(QString, path);
    QFETCH(QString, line);
    const Subject subject = subjectNamed(name);
    for (const QJsonValue& nothing :
        {QJsonValue(QJsonValue::Undefined), QJsonValue(QJsonValue::Null)}) {
        const Printed text = subject.parse(editedInput(name, path, nothing));
        QVERIFY2(text, text ? "" : qPrintable(printed::text(text.error())));
        QVERIFY2(text->contains(line.toUtf8()), text->constData());
    }
    const Printed mistyped = subject.parse(editedInput(name, path, QJsonValue(17)));
    const QString mistake = mistakeIn(mistyped, path);
    QVERIFY2(mistake.startsWith(spelled(path) + u':'), qPrintable(mistake));
}

void ParseTest::valuesThatMakeNoSenseAreNamed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("value");
    const auto row = [](const char* what, const char* name, const char* path, const char* value) {
        QTest::newRow(what) << QString::fromLatin1(name) << QString::fromLatin1(path)
                            << QString::fromLatin1(value);
    };
    const char* const stamp = "results/0/properties/hs_lastmodifieddate";
    row("no stamp", "tasks", stamp, "");
    row("a day is no stamp", "tasks", stamp, "2026-11-23");
    row("a time without an offset", "tasks", stamp, "2026-11-23T08:01:02");
    row("an impossible day", "tasks", stamp, "2026-02-30T08:01:02Z");
    row("words", "tasks", stamp, "yesterday");
    row("milliseconds beyond the calendar", "tasks", stamp, "999999999999999999");
    row("more digits than a number has", "tasks", stamp, "99999999999999999999999");
    row("due some day", "tasks", "results/0/properties/hs_timestamp", "some day");
    row("duration in words", "calls", "results/0/properties/hs_call_duration", "long");
    row("duration that is no number", "calls", "results/0/properties/hs_call_duration", "nan");
    row("endless duration", "calls", "results/0/properties/hs_call_duration", "inf");
    row("empty id", "tasks", "results/0/id", "");
    row("id with a blank", "tasks", "results/0/id", "98 765");
    row("id of letters", "contacts", "results/0/id", "../../etc/passwd");
    row("endless id", "tasks", "results/0/id", "111111111111111111111");
    row("associated with nothing", "associations", "results/0/to/0/toObjectId", "");
}

void ParseTest::valuesThatMakeNoSenseAreNamed()
{
    QFETCH(QString, name);
    QFETCH(QString, path);
    QFETCH(QString, value);
    const Printed text = subjectNamed(name).parse(editedInput(name, path, value));
    const QString mistake = mistakeIn(text, path);
    QVERIFY2(mistake.startsWith(spelled(path) + u':'), qPrintable(mistake));
}

// A row that cannot be told from others, or whose version is not known, would be lost: the read
// ends. Any other row is set aside, and those around it are read.
void ParseTest::onlyRowsOfKnownVersionAreSetAside()
{
    const Subject tasks = subjectNamed(QStringLiteral("tasks"));
    const QJsonValue wrong(QStringLiteral("some day"));
    for (const char* path : {"results/0/id", "results/0/properties/hs_lastmodifieddate"})
        QVERIFY(!tasks.parse(editedInput(QStringLiteral("tasks"), QLatin1String(path), wrong)));
    const Printed whole = tasks.parse(input(QStringLiteral("tasks")));
    const Printed set = tasks.parse(editedInput(
        QStringLiteral("tasks"), QStringLiteral("results/0/properties/hs_timestamp"), wrong));
    QVERIFY(whole && set);
    QCOMPARE(set->count("unreadable"), 1);
    QCOMPARE(set->count("title: "), whole->count("title: "));
    const qsizetype second = whole->indexOf("\ntasks ") + 1;
    QVERIFY(second > 0);
    QVERIFY(set->endsWith(whole->mid(second)));
}

void ParseTest::entriesOfErrorsAreErrors_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QString>("error"); // kind, status, code | what; empty: no error
    const auto row
        = [](const char* what, const char* name, const char* entry, const QString& error) {
              QTest::newRow(what) << QString::fromLatin1(name) << QByteArray(entry) << error;
          };
    const QString rejected = QString::number(int(Error::Kind::Rejected)) + QStringLiteral(" 207 ");
    const QString forbidden
        = QString::number(int(Error::Kind::Forbidden)) + QStringLiteral(" 207 ");
    row("a contact is not there", "contacts", R"({"category":"OBJECT_NOT_FOUND"})", {});
    row("a contact may not be read", "contacts",
        R"({"category":"MISSING_SCOPES","message":"no","errors":[{"context":{"requiredGranularScopes":["a.read","b.read"]}}]})",
        forbidden + QStringLiteral("MISSING_SCOPES | missing scopes: a.read, b.read; no"));
    row("a contact is refused", "contacts",
        R"({"category":"VALIDATION_ERROR","subCategory":"s","message":"m","errors":[{"code":"c"}]})",
        rejected + QStringLiteral("VALIDATION_ERROR | s; c; m"));
    row("a task without contacts", "associations",
        R"({"category":"OBJECT_NOT_FOUND","subCategory":"crm.associations.NO_ASSOCIATIONS_FOUND"})",
        {});
    row("a task that is not there", "associations",
        R"({"category":"OBJECT_NOT_FOUND","message":"no such task"})",
        rejected + QStringLiteral("OBJECT_NOT_FOUND | no such task"));
    row("an error that says nothing", "associations", "{}", rejected + QStringLiteral(" | "));
    row("an error of the wrong types", "associations", R"({"category":7,"errors":{"code":[1]}})",
        rejected + QStringLiteral(" | "));
    row("history of a task that is not there", "history", R"({"category":"OBJECT_NOT_FOUND"})", {});
    row("history that fails", "history", R"({"category":"INTERNAL_ERROR"})",
        rejected + QStringLiteral("INTERNAL_ERROR | "));
}

void ParseTest::entriesOfErrorsAreErrors()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, entry);
    QFETCH(QString, error);
    const QJsonArray errors{
        QJsonObject{{QStringLiteral("category"), QStringLiteral("OBJECT_NOT_FOUND")},
            {QStringLiteral("subCategory"),
                QStringLiteral("crm.associations.NO_ASSOCIATIONS_FOUND")}},
        QJsonDocument::fromJson(entry).object()};
    const Printed text
        = subjectNamed(name).parse(editedInput(name, QStringLiteral("errors"), errors));
    QCOMPARE(text ? QString() : printed::text(text.error()), error);
}

void ParseTest::unknownFieldsAreIgnored()
{
    for (const Subject& subject : subjects::all) {
        const QString name = QString::fromLatin1(subject.name);
        const Printed before = subject.parse(input(name));
        const Printed after = subject.parse(editedInput(
            name, QStringLiteral("_new"), QJsonObject{{QStringLiteral("a"), QJsonArray{1, {}}}}));
        QVERIFY(before && after);
        QCOMPARE(*after, *before);
    }
}

void ParseTest::brokenDocumentsAreProtocolErrors_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("blanks") << QByteArray("  \n ");
    QTest::newRow("a page") << QByteArray("<!doctype html><title>Sign in to the hotel</title>");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("a text") << QByteArray("\"results\"");
    QTest::newRow("an empty object") << QByteArray("{}");
    QTest::newRow("text behind") << QByteArray("{\"results\":[]} {}");
    QTest::newRow("a zero byte") << QByteArray("{\"results\":[\0]}", 15);
    QTest::newRow("not UTF-8") << QByteArray("{\"results\":[{\"id\":\"\xff\xfe\"}]}");
    QTest::newRow("nested too deep")
        << QByteArray("{\"results\":" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + '}');
}

void ParseTest::brokenDocumentsAreProtocolErrors()
{
    QFETCH(QByteArray, body);
    for (const Subject& subject : subjects::all) {
        const Printed text = subject.parse(body);
        QVERIFY2(!text, subject.name);
        QCOMPARE(text.error().kind, Error::Kind::Protocol);
    }
}

void ParseTest::damagedBytesNeverDoWorse_data()
{
    eachAnswerIsUnderstood_data();
}

// Cut anywhere: an error. Some bytes changed: a value or an error, never a crash.
void ParseTest::damagedBytesNeverDoWorse()
{
    QFETCH(QString, name);
    const Subject subject = subjectNamed(name);
    const QByteArray whole = input(name).trimmed();
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY(!subject.parse(whole.left(size)));

    std::mt19937 random(7);
    const QByteArray bytes("{}[]\":,\\0enu\x80\xff\x00 ", 17);
    for (int i = 0; i < 3000; ++i) {
        QByteArray damaged = whole;
        for (std::uint32_t k = random() % 4 + 1; k > 0; --k)
            damaged[qsizetype(random() % std::size_t(damaged.size()))]
                = bytes[qsizetype(random() % std::size_t(bytes.size()))];
        const Printed text = subject.parse(damaged);
        if (!text && text.error().kind != Error::Kind::Rejected)
            QCOMPARE(text.error().kind, Error::Kind::Protocol);
    }
}

QTEST_GUILESS_MAIN(ParseTest)
#include "tst_parse.moc"
