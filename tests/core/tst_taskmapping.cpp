// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cases.h"
#include "core/property.h"
#include "core/taskmapping.h"

#include <QTest>

using namespace core;
using namespace cases;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(core::TaskField)

namespace {

const TaskContact theContact{{u"501"_s}, {u"72"_s}, theWho};

NewTask made(World& world, const Activity& a)
{
    const Circumstances circumstances = world.circumstances();
    TaskMapping mapping(a, kindOf(a).value(), theContact, circumstances);
    return newTask(mapping);
}

QString value(const NewTask& task, TaskField field)
{
    const auto found = task.fields.find(field);
    return found == task.fields.end() ? u"-"_s : found->second.toVariant().toString();
}

// Names of the fields whose sources differ.
QString changed(const Activity& before, const Activity& after)
{
    const Kind kind = kindOf(before).value();
    const Sources a = sourcesOf(before, kind);
    const Sources b = sourcesOf(after, kind);
    QStringList names;
    for (const auto& [field, source] : a) {
        if (b.at(field) != source)
            names.append(apiName(field));
    }
    return names.join(u' ');
}

using Edit = std::function<void(Activity&)>;

} // namespace

Q_DECLARE_METATYPE(Edit)

// R1.2, R1.4 (date), R1.6 to R1.9.
class TaskMappingTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyKindBecomesATask_data();
    void everyKindBecomesATask();
    void theChainFollowsTheRules();
    void datesAreDaysOfTheZone_data();
    void datesAreDaysOfTheZone();
    void subjectsAreCut_data();
    void subjectsAreCut();
    void descriptionsAreCut();
    void typesAreTheOrgs_data();
    void typesAreTheOrgs();
    void fieldsThatMayNotBeWritten_data();
    void fieldsThatMayNotBeWritten();
    void callsCarryTheirDetails_data();
    void callsCarryTheirDetails();
    void valuesThatDoNotMapBlock();
    void bodiesCanBeEmpty_data();
    void bodiesCanBeEmpty();
    void sourcesFeedTheirFields_data();
    void sourcesFeedTheirFields();
    void settingsAreNoSource();
    void notesReadTheirHtmlOnce();
};

void TaskMappingTest::everyKindBecomesATask_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("fields"); // all but Description
    const QString rest = u", WhoId=%1, OwnerId=%2, IsReminderSet=false"_s.arg(theWho.value);
    const QString own = rest.arg(kari.value);
    const QString contacts = rest.arg(ola.value);
    const auto row = [](Kind kind, const QString& fields) {
        QTest::newRow(qPrintable(settingsName(kind))) << kind << fields;
    };
    const QString closed = u", Status=Completed, Priority=Normal, ActivityDate=2026-11-20"_s;
    row(Kind::Task,
        u"Subject=Offer, Status=Not Started, Priority=High, ActivityDate=2026-11-20, "
        "TaskSubtype=Task"_s
            + own);
    row(Kind::Call,
        u"Subject=Call: Offer"_s + closed + u", TaskSubtype=Call"_s + own
            + u", CallType=Outbound, CallDurationInSeconds=90"_s);
    row(Kind::Meeting, u"Subject=Meeting: Offer"_s + closed + u", TaskSubtype=Task"_s + contacts);
    row(Kind::Note, u"Subject=Note: First line"_s + closed + u", TaskSubtype=Task"_s + own);
    row(Kind::SalesEmailSend,
        u"Subject=Sent Offer"_s + closed + u", TaskSubtype=Email"_s + contacts);
    row(Kind::SalesEmailReply,
        u"Subject=Replied Offer"_s + closed + u", TaskSubtype=Email"_s + contacts);
}

void TaskMappingTest::everyKindBecomesATask()
{
    QFETCH(Kind, kind);
    QFETCH(QString, fields);
    World world;
    Activity a = activity(kind);
    a.owner = {u"71"_s};
    NewTask task = made(world, a);
    QVERIFY(!task.blocked);
    const QString description = value(task, TaskField::Description);
    const QString link = u"https://app-eu1.hubspot.com/contacts/1234567/record/0-1/501"_s;
    QCOMPARE(description.contains(link), kind != Kind::Task);
    QVERIFY(description.endsWith(u"First line\n\nSecond line"_s));
    task.fields.erase(TaskField::Description);
    QCOMPARE(text(task.fields), fields);
    QVERIFY(task.base.size() == fieldsOf(kind).size());
}

void TaskMappingTest::theChainFollowsTheRules()
{
    World world;
    world.of(Kind::Call).taskType = u"Call"_s;
    Activity a = activity(Kind::Call);
    a.owner = {u"99"_s};
    a.title = QString(300, u'x');
    a.bodyHtml = QString(40000, u'y');
    const NewTask task = made(world, a);
    using enum ReasonCode;
    QCOMPARE(codes(task.why),
        codes({TypeChosen, DateChosen, OwnerNotMapped, OwnerOfContact, SubjectCut, BodyCut,
            StatusChosen, PriorityChosen}));
    QCOMPARE(args(task.why, TypeChosen), u"Call"_s);
    QCOMPARE(args(task.why, DateChosen), u"2026-11-20|Europe/Oslo|hs_timestamp"_s);
    QCOMPARE(args(task.why, OwnerNotMapped), u"99|activity"_s);
    QCOMPARE(args(task.why, OwnerOfContact), u"72|"_s + ola.value + u"|email"_s);
    QCOMPARE(args(task.why, SubjectCut), u"306"_s); // "Call: " and the title
    QCOMPARE(args(task.why, StatusChosen), u"Completed"_s);
}

void TaskMappingTest::datesAreDaysOfTheZone_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("account");
    QTest::addColumn<Instant>("moment");
    QTest::addColumn<QString>("day");
    const auto row = [](const char* name, const QString& setting, const QString& account,
                         const char* moment, const QString& day) {
        QTest::newRow(name) << setting << account << at(moment) << day;
    };
    const QString oslo = u"Europe/Oslo"_s;
    row("account's zone", {}, oslo, "2026-11-20T23:00:00.000Z", u"2026-11-21"_s);
    row("the setting wins", u"UTC"_s, oslo, "2026-11-20T23:00:00.000Z", u"2026-11-20"_s);
    row("a millisecond before midnight", {}, oslo, "2026-11-20T22:59:59.999Z", u"2026-11-20"_s);
    row("summer time", {}, oslo, "2026-07-20T22:00:00.000Z", u"2026-07-21"_s);
    row("the last hour before summer time", {}, oslo, "2026-03-28T22:59:59.999Z", u"2026-03-28"_s);
    row("the first evening of summer time", {}, oslo, "2026-03-29T22:00:00.000Z", u"2026-03-30"_s);
    row("the last evening of summer time", {}, oslo, "2026-10-24T22:00:00.000Z", u"2026-10-25"_s);
    row("the first evening of winter time", {}, oslo, "2026-10-25T22:00:00.000Z", u"2026-10-25"_s);
    row("Kiritimati", u"Pacific/Kiritimati"_s, oslo, "2026-11-20T10:00:00.000Z", u"2026-11-21"_s);
    row("St. John's", u"America/St_Johns"_s, oslo, "2026-11-20T03:29:59.999Z", u"2026-11-19"_s);
}

void TaskMappingTest::datesAreDaysOfTheZone()
{
    QFETCH(QString, setting);
    QFETCH(QString, account);
    QFETCH(Instant, moment);
    QFETCH(QString, day);
    World world;
    world.settings.timeZone = setting;
    world.account.timeZone = account;
    Activity a = activity(Kind::Call);
    a.timestamp = moment;
    const NewTask task = made(world, a);
    QCOMPARE(value(task, TaskField::ActivityDate), day);
    QCOMPARE(args(task.why, ReasonCode::DateChosen),
        day + u'|' + (setting.isEmpty() ? account : setting) + u"|hs_timestamp"_s);
    Activity due = activity(Kind::Task);
    due.timestamp.reset();
    QCOMPARE(value(made(world, due), TaskField::ActivityDate), u"-"_s);
}

void TaskMappingTest::subjectsAreCut_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<int>("limit"); // of the org
    QTest::addColumn<bool>("cut");
    QTest::newRow("255") << QString(255, u'x') << 255 << false;
    QTest::newRow("256") << QString(256, u'x') << 255 << true;
    QTest::newRow("255 beyond the first plane") << u"🎉"_s.repeated(255) << 255 << false;
    QTest::newRow("256 beyond the first plane") << u"🎉"_s.repeated(256) << 255 << true;
    QTest::newRow("an org with less room") << QString(81, u'x') << 80 << true;
    QTest::newRow("an org with more room than the rule") << QString(256, u'x') << 300 << true;
}

void TaskMappingTest::subjectsAreCut()
{
    QFETCH(QString, title);
    QFETCH(int, limit);
    QFETCH(bool, cut);
    World world;
    world.org.subjectLength = limit;
    Activity a = activity(Kind::Task);
    a.title = title;
    const NewTask task = made(world, a);
    QCOMPARE(value(task, TaskField::Subject) != title, cut);
    QVERIFY(value(task, TaskField::Subject).toUcs4().size() <= std::min(limit, 255));
    QCOMPARE(value(task, TaskField::Description).contains(title), cut);
    QCOMPARE(args(task.why, ReasonCode::SubjectCut) != u"-", cut);
}

void TaskMappingTest::descriptionsAreCut()
{
    World world;
    Activity a = activity(Kind::Task);
    a.bodyHtml = QString(32000, u'x');
    QCOMPARE(value(made(world, a), TaskField::Description), a.bodyHtml);
    QCOMPARE(args(made(world, a).why, ReasonCode::BodyCut), u"-"_s);
    a.bodyHtml = QString(32001, u'x');
    QVERIFY(value(made(world, a), TaskField::Description).size() <= 32000);
    QCOMPARE(args(made(world, a).why, ReasonCode::BodyCut), u"32001"_s);
    world.org.descriptionLength = 1000;
    QVERIFY(value(made(world, a), TaskField::Description).size() <= 1000);
    world.of(Kind::Task).body = false;
    QCOMPARE(value(made(world, a), TaskField::Description), u"-"_s);
}

void TaskMappingTest::typesAreTheOrgs_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("writable");
    QTest::addColumn<QString>("written"); // "! code" if blocked
    using enum ReasonCode;
    QTest::newRow("none") << QString() << true << u"-"_s;
    QTest::newRow("none, not writable") << QString() << false << u"-"_s;
    QTest::newRow("chosen") << u"Email"_s << true << u"Email"_s;
    QTest::newRow("chosen, not writable")
        << u"Email"_s << false << u"! "_s + codes({FieldNotWritable});
    QTest::newRow("no longer in the org") << u"Fax"_s << true << u"! "_s + codes({TypeNotInOrg});
    QTest::newRow("in another case") << u"email"_s << true << u"! "_s + codes({TypeNotInOrg});
}

void TaskMappingTest::typesAreTheOrgs()
{
    QFETCH(QString, type);
    QFETCH(bool, writable);
    QFETCH(QString, written);
    World world;
    world.of(Kind::Note).taskType = type;
    if (!writable)
        world.org.createable.removeAll(u"Type"_s);
    const NewTask task = made(world, activity(Kind::Note));
    QCOMPARE(task.blocked ? u"! "_s + codes({task.why.back().code}) : value(task, TaskField::Type),
        written);
}

void TaskMappingTest::fieldsThatMayNotBeWritten_data()
{
    QTest::addColumn<TaskField>("field");
    QTest::addColumn<bool>("blocks");
    using enum TaskField;
    for (const TaskField field : fieldsOf(Kind::Call)) {
        const bool blocks = field == Subject || field == Status || field == Priority
            || field == WhoId || field == OwnerId || field == Type;
        QTest::newRow(qPrintable(apiName(field))) << field << blocks;
    }
}

void TaskMappingTest::fieldsThatMayNotBeWritten()
{
    QFETCH(TaskField, field);
    QFETCH(bool, blocks);
    World world;
    world.of(Kind::Call).taskType = u"Call"_s;
    world.org.createable.removeAll(apiName(field));
    Activity a = activity(Kind::Call);
    std::get<CallDetails>(a.details).disposition = u"f240bbac-87c9-4f6e-bf70-924b57d47db7"_s;
    const NewTask task = made(world, a);
    QCOMPARE(task.blocked, blocks);
    const ReasonCode code = blocks ? ReasonCode::FieldNotWritable : ReasonCode::FieldLeftOut;
    QCOMPARE(args(task.why, code), apiName(field));
    if (blocks)
        return;
    QCOMPARE(value(task, field), u"-"_s);
    QCOMPARE(task.base.at(field).written, writtenHash(field, QJsonValue::Null));
    QCOMPARE(task.fields.size(), fieldsOf(Kind::Call).size() - 1);
}

void TaskMappingTest::callsCarryTheirDetails_data()
{
    QTest::addColumn<QString>("direction");
    QTest::addColumn<QString>("disposition");
    QTest::addColumn<qint64>("milliseconds"); // -1: none
    QTest::addColumn<QString>("fields"); // type, seconds, disposition
    const auto row = [](const char* name, const char* direction, const char* disposition,
                         qint64 milliseconds, const char* fields) {
        QTest::newRow(name) << QString::fromLatin1(direction) << QString::fromLatin1(disposition)
                            << milliseconds << QString::fromLatin1(fields);
    };
    row("nothing known", "", "", -1, "- - -");
    row("incoming", "INBOUND", "", 0, "Inbound 0 -");
    row("outgoing", "OUTBOUND", "9d9162e7-6cf3-4944-bf63-4dff82258764", 61999, "Outbound 61 Busy");
    row("connected", "", "f240bbac-87c9-4f6e-bf70-924b57d47db7", -1, "- - Connected");
    row("live message", "", "a4c4c377-d246-4b32-a13b-75a56a4cd0ff", -1, "- - Left live message");
    row("voicemail", "", "b2cf5968-551e-4856-9783-52b3da59a7d0", -1, "- - Left voicemail");
    row("no answer", "", "73a0d17f-1163-4015-bdd5-ec830791da20", -1, "- - No answer");
    row("wrong number", "", "17b47fee-58de-441e-a44c-c6300d46f273", -1, "- - Wrong number");
    row("upper case", "", "17B47FEE-58DE-441E-A44C-C6300D46F273", -1, "- - Wrong number");
    row("the account's own outcome", "", "11111111-2222-3333-4444-555555555555", -1, "- - -");
    row("another direction", "SIDEWAYS", "", -1, "- - -");
    row("longer than any call", "", "", Q_INT64_C(9000000000000), "- - -");
    row("negative", "", "", -2, "- - -");
}

void TaskMappingTest::callsCarryTheirDetails()
{
    QFETCH(QString, direction);
    QFETCH(QString, disposition);
    QFETCH(qint64, milliseconds);
    QFETCH(QString, fields);
    World world;
    Activity a = activity(Kind::Call);
    CallDetails call{direction, disposition, {}, {}};
    if (milliseconds != -1)
        call.duration = std::chrono::milliseconds(milliseconds);
    a.details = call;
    const NewTask task = made(world, a);
    const QStringList got{value(task, TaskField::CallType),
        value(task, TaskField::CallDurationInSeconds), value(task, TaskField::CallDisposition)};
    QCOMPARE(got.join(u' '), fields);
    world.org.callTypes.clear();
    QCOMPARE(value(made(world, a), TaskField::CallType), u"-"_s);
}

void TaskMappingTest::valuesThatDoNotMapBlock()
{
    World world;
    Activity a = activity(Kind::Task);
    a.details = TaskDetails{u"ON_HOLD"_s, {}, {}};
    QVERIFY(made(world, a).blocked);
    QCOMPARE(args(made(world, a).why, ReasonCode::StatusNotMapped), u"ON_HOLD|"_s);
    a.details = TaskDetails{{}, u"HUGE"_s, {}};
    QVERIFY(made(world, a).blocked);
    QCOMPARE(args(made(world, a).why, ReasonCode::PriorityNotMapped), u"HUGE|"_s);
    world.org.subtypes = {u"Call"_s};
    const NewTask note = made(world, activity(Kind::Note));
    QVERIFY(!note.blocked);
    QCOMPARE(args(note.why, ReasonCode::FieldLeftOut), u"TaskSubtype"_s);
    world.org.statuses.clear();
    QVERIFY(made(world, activity(Kind::Note)).blocked);
}

void TaskMappingTest::bodiesCanBeEmpty_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("plain");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<bool>("redacted");
    QTest::newRow("all there") << u"Offer"_s << u"<p>a</p>"_s << u"b"_s << u"Sent Offer"_s << false;
    QTest::newRow("only plain") << u"Offer"_s << QString() << u"b"_s << u"Sent Offer"_s << false;
    QTest::newRow("no body") << u"Offer"_s << QString() << QString() << u"Sent Offer"_s << false;
    QTest::newRow("no subject") << QString() << u"<p>a</p>"_s << QString() << u"Sent"_s << false;
    QTest::newRow("withheld") << QString() << QString() << QString() << u"Sent"_s << true;
    QTest::newRow("withheld, blanks") << QString() << u" "_s << u"\n"_s << u"Sent"_s << true;
}

void TaskMappingTest::bodiesCanBeEmpty()
{
    QFETCH(QString, title);
    QFETCH(QString, html);
    QFETCH(QString, plain);
    QFETCH(QString, subject);
    QFETCH(bool, redacted);
    World world;
    Activity a = activity(Kind::SalesEmailSend);
    a.title = title;
    a.bodyHtml = html;
    std::get<EmailDetails>(a.details).text = plain;
    const NewTask task = made(world, a);
    QVERIFY(!task.blocked);
    QCOMPARE(value(task, TaskField::Subject), subject);
    QCOMPARE(args(task.why, ReasonCode::Redacted) != u"-", redacted);
}

void TaskMappingTest::sourcesFeedTheirFields_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("fields");
    const auto row = [](const char* name, Kind kind, Edit edit, const char* fields) {
        QTest::newRow(name) << kind << std::move(edit) << QString::fromLatin1(fields);
    };
    row(
        "title of a task", Kind::Task, [](Activity& a) { a.title = u"Other"_s; }, "Subject");
    row(
        "long title", Kind::Call, [](Activity& a) { a.title = QString(200, u'x'); },
        "Subject Description");
    row(
        "body of a task", Kind::Task, [](Activity& a) { a.bodyHtml += u"!"_s; }, "Description");
    row(
        "title of a call", Kind::Call, [](Activity& a) { a.title.clear(); }, "Subject");
    row(
        "first line of a note", Kind::Note, [](Activity& a) { a.bodyHtml.prepend(u"x"_s); },
        "Subject Description");
    row(
        "second line of a note", Kind::Note, [](Activity& a) { a.bodyHtml += u"<p>3</p>"_s; },
        "Description");
    row(
        "due date", Kind::Task, [](Activity& a) { a.timestamp = happened + 86400; },
        "ActivityDate");
    row(
        "no due date", Kind::Task, [](Activity& a) { a.timestamp.reset(); }, "ActivityDate");
    row(
        "time of a call", Kind::Call, [](Activity& a) { a.timestamp = happened + 1; },
        "Description ActivityDate");
    row(
        "start of a meeting", Kind::Meeting,
        [](Activity& a) { std::get<MeetingDetails>(a.details).start = happened + 1; },
        "Description ActivityDate");
    row(
        "end of a meeting", Kind::Meeting,
        [](Activity& a) { std::get<MeetingDetails>(a.details).end = happened + 1; }, "");
    row(
        "status of a task", Kind::Task,
        [](Activity& a) { std::get<TaskDetails>(a.details).status = u"COMPLETED"_s; }, "Status");
    row(
        "no status is the default", Kind::Task,
        [](Activity& a) { std::get<TaskDetails>(a.details).status.clear(); }, "");
    row(
        "priority of a task", Kind::Task,
        [](Activity& a) { std::get<TaskDetails>(a.details).priority.clear(); }, "Priority");
    row(
        "owner", Kind::Note, [](Activity& a) { a.owner = {u"72"_s}; }, "OwnerId");
    row(
        "direction", Kind::Call,
        [](Activity& a) { std::get<CallDetails>(a.details).direction = u"INBOUND"_s; }, "CallType");
    row(
        "duration", Kind::Call,
        [](Activity& a) { std::get<CallDetails>(a.details).duration.reset(); },
        "CallDurationInSeconds");
    row(
        "outcome", Kind::Call,
        [](Activity& a) { std::get<CallDetails>(a.details).disposition = u"x"_s; },
        "CallDisposition");
    row(
        "plain text of an email", Kind::SalesEmailSend,
        [](Activity& a) { std::get<EmailDetails>(a.details).text = u"x"_s; }, "Description");
    row(
        "version", Kind::Call, [](Activity& a) { a.modified = modified + 1; }, "");
    row(
        "source", Kind::Call, [](Activity& a) { a.source = u"API"_s; }, "");
}

void TaskMappingTest::sourcesFeedTheirFields()
{
    QFETCH(Kind, kind);
    QFETCH(Edit, edit);
    QFETCH(QString, fields);
    const Activity before = activity(kind);
    Activity after = before;
    edit(after);
    QCOMPARE(changed(before, after), fields);
}

void TaskMappingTest::settingsAreNoSource()
{
    World plain;
    World other;
    other.of(Kind::Note).subject = u"{first line}!"_s;
    other.of(Kind::Note).taskType = u"Call"_s;
    other.of(Kind::Note).body = false;
    other.settings.timeZone = u"Pacific/Kiritimati"_s;
    const NewTask a = made(plain, activity(Kind::Note));
    const NewTask b = made(other, activity(Kind::Note));
    for (const auto& [field, agreed] : a.base)
        QCOMPARE(b.base.at(field).source, agreed.source);
    QVERIFY(a.fields != b.fields);
}

// Reading once must not be seen in what is written.
void TaskMappingTest::notesReadTheirHtmlOnce()
{
    QVERIFY(property::holds("a note's texts are those of its HTML", [] {
        World world;
        Activity note = activity(Kind::Note);
        note.bodyHtml = property::textOf(
            {u"<p>a  b</p>"_s, u"a &lt;b&gt; c"_s, u"<pre> x\n\n\ny</pre>"_s, u"<br>"_s, u"a < b"_s,
                u" "_s, u"\n"_s, u"&nbsp;"_s, u"<ul><li>1<ul><li>2</ul></ul>"_s, u"🎉"_s,
                u"<a href=\"https://x.no\">x</a>"_s, QString(200, u'y')},
            8);
        const NewTask task = made(world, note);
        DescriptionOptions options;
        options.zone = world.account.timeZone;
        options.recordLink = u"https://app-eu1.hubspot.com/contacts/1234567/record/0-1/501"_s;
        const Fitted subject = subjectOf(note, Kind::Note, {}, 255);
        if (subject.cut)
            options.fullSubject = subjectOf(note, Kind::Note, {}, 100000).text;
        RC_ASSERT(value(task, TaskField::Subject) == subject.text);
        RC_ASSERT(
            value(task, TaskField::Description) == descriptionOf(note, Kind::Note, options).text);
        for (const auto& [field, source] : sourcesOf(note, Kind::Note))
            RC_ASSERT(task.base.at(field).source == source);
    }));
}

QTEST_GUILESS_MAIN(TaskMappingTest)
#include "tst_taskmapping.moc"
