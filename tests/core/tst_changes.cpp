// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cases.h"
#include "core/changes.h"

#include <QTest>

#include <functional>

using namespace core;
using namespace cases;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(core::ConflictRule)

namespace {

using Edit = std::function<void(Activity&)>;
using Setting = std::function<void(World&)>;

// A pair that was agreed on, then edited on either side.
class Pair final
{
public:
    explicit Pair(Kind kind)
        : now(activity(kind))
        , m_kind(kind)
    {
        now.owner = {u"71"_s};
        const Action created = decide(caseOf(now), world.circumstances()).front();
        link = linkOf(created);
        task = taskOf(created);
    }

    void changeInSalesforce(TaskField field, const QJsonValue& value)
    {
        task.fields[field] = value;
    }

    Difference difference()
    {
        m_circumstances.emplace(world.circumstances());
        TaskMapping mapping(now, m_kind, {link.contact, {u"72"_s}, link.who}, *m_circumstances);
        return differenceOf(mapping, link.base);
    }

    Changes changes(const Settling& settling = {})
    {
        return changesOf(difference(), link.base, now, task, settling);
    }

    World world;
    Activity now;
    Link link;
    Task task;

private:
    Kind m_kind;
    std::optional<Circumstances> m_circumstances;
};

QString fieldsOf(const Difference& difference)
{
    TaskFields fields;
    for (const Pending& pending : difference.pending)
        fields[pending.field] = pending.wanted.value;
    return text(fields);
}

QString conflictsOf(const Changes& changes)
{
    QStringList list;
    for (const RaiseConflict& conflict : changes.conflicts) {
        const QString winner = conflict.undecided ? u"nobody"_s
            : conflict.hubSpotWins                ? u"HubSpot"_s
                                                  : u"Salesforce"_s;
        list.append(apiName(conflict.field) + u':' + winner);
    }
    return list.join(u' ');
}

} // namespace

Q_DECLARE_METATYPE(Edit)
Q_DECLARE_METATYPE(Setting)

// R1.12 and R2.4.
class ChangesTest final : public QObject
{
    Q_OBJECT

private slots:
    void onlyWhatChangedIsWritten_data();
    void onlyWhatChangedIsWritten();
    void settingsOfTodayGiveTheValue();
    void settingsAloneChangeNothing_data();
    void settingsAloneChangeNothing();
    void ownersFollowOnlyTheActivitysOwner_data();
    void ownersFollowOnlyTheActivitysOwner();
    void withheldEmailsClearNothing_data();
    void withheldEmailsClearNothing();
    void templatesMayReadTheBody();
    void unmappedValuesBlock();
    void fieldsThatMayNotBeUpdated();
    void anOlderBaseLearnsNewFields();
    void bothSidesChangedTheSameField_data();
    void bothSidesChangedTheSameField();
    void theNewestIsNewerByTwoMinutes_data();
    void theNewestIsNewerByTwoMinutes();
    void thePropertysOwnChangeCounts();
    void otherFieldsAreNoConflict();
    void theSameValueIsNoConflict();
    void aConflictIsNotRaisedForEver_data();
    void aConflictIsNotRaisedForEver();
    void aLostValueComesBackAsAConflict();
    void openQuestionsAreNotAskedAgain();
    void withoutTheTaskEverythingIsWritten();
    void fieldsThatWereNotReadAreWritten();
};

void ChangesTest::onlyWhatChangedIsWritten_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("changed");
    QTest::addColumn<QString>("written");
    const auto row
        = [](const char* name, Kind kind, Edit edit, const char* changed, const char* written) {
              QTest::newRow(name) << kind << std::move(edit) << QString::fromLatin1(changed)
                                  << QString::fromUtf8(written);
          };
    row(
        "nothing", Kind::Task, [](Activity&) {}, "", "");
    row(
        "subject", Kind::Task, [](Activity& a) { a.title = u"New"_s; }, "Subject", "Subject=New");
    row(
        "status and due date", Kind::Task,
        [](Activity& a) {
            std::get<TaskDetails>(a.details).status = u"COMPLETED"_s;
            a.timestamp = happened + 86400;
        },
        "ActivityDate, Status", "Status=Completed, ActivityDate=2026-11-21");
    row(
        "due date removed", Kind::Task, [](Activity& a) { a.timestamp.reset(); }, "ActivityDate",
        "ActivityDate=");
    row(
        "another time of the same day", Kind::Task, [](Activity& a) { a.timestamp = happened + 1; },
        "ActivityDate", "");
    row(
        "mark-up only", Kind::Task,
        [](Activity& a) { a.bodyHtml = u"<p><b>First</b> line</p><p>Second line</p>"_s; },
        "Description", "");
    row(
        "second line of a note", Kind::Note,
        [](Activity& a) { a.bodyHtml = u"<p>First line</p><p>Another</p>"_s; }, "Description",
        "Description=2026-11-20 13:00 · Note · "
        "https://app-eu1.hubspot.com/contacts/1234567/record/0-1/501\n\nFirst line\n\nAnother");
    row(
        "title of a call cleared", Kind::Call, [](Activity& a) { a.title.clear(); }, "Subject",
        "Subject=Call");
    row(
        "duration of a call removed", Kind::Call,
        [](Activity& a) { std::get<CallDetails>(a.details).duration.reset(); },
        "CallDurationInSeconds", "CallDurationInSeconds=");
    row(
        "an unknown outcome", Kind::Call,
        [](Activity& a) { std::get<CallDetails>(a.details).disposition = u"x"_s; },
        "CallDisposition", "");
    row(
        "outcome of a meeting", Kind::Meeting,
        [](Activity& a) { std::get<MeetingDetails>(a.details).outcome = u"COMPLETED"_s; }, "", "");
    row(
        "text of an email edited", Kind::SalesEmailSend, [](Activity& a) { a.title = u"New"_s; },
        "Subject", "Subject=Sent New");
}

void ChangesTest::onlyWhatChangedIsWritten()
{
    QFETCH(Kind, kind);
    QFETCH(Edit, edit);
    QFETCH(QString, changed);
    QFETCH(QString, written);
    Pair pair(kind);
    edit(pair.now);
    const Difference difference = pair.difference();
    QCOMPARE(difference.changed.join(u", "_s), changed);
    QCOMPARE(fieldsOf(difference), written);
    QCOMPARE(text(pair.changes().fields), fieldsOf(difference));
    QCOMPARE(conflictsOf(pair.changes()), QString());
    // Once it is written, nothing is left to do.
    pair.link.base = pair.changes().base;
    QVERIFY(pair.difference().pending.empty());
    QVERIFY(pair.difference().changed.isEmpty());
}

void ChangesTest::settingsOfTodayGiveTheValue()
{
    Pair pair(Kind::Call);
    pair.world.of(Kind::Call).subject = u"Phone: {title}"_s;
    pair.world.of(Kind::Call).taskType = u"Call"_s;
    pair.world.settings.timeZone = u"Pacific/Kiritimati"_s;
    pair.now.title = u"New"_s;
    QCOMPARE(text(pair.changes().fields), u"Subject=Phone: New"_s);
}

void ChangesTest::settingsAloneChangeNothing_data()
{
    QTest::addColumn<Setting>("change");
    QTest::newRow("template") << Setting(
        [](World& w) { w.of(Kind::Call).subject = u"Phone: {title}"_s; });
    QTest::newRow("type") << Setting([](World& w) { w.of(Kind::Call).taskType = u"Call"_s; });
    QTest::newRow("no body") << Setting([](World& w) { w.of(Kind::Call).body = false; });
    QTest::newRow("zone") << Setting(
        [](World& w) { w.settings.timeZone = u"Pacific/Kiritimati"_s; });
    QTest::newRow("closed status")
        << Setting([](World& w) { w.settings.closedStatus = u"Deferred"_s; });
    QTest::newRow("owner table") << Setting(
        [](World& w) { w.settings.ownerOverrides[u"71"_s] = ola.value; });
    QTest::newRow("user left") << Setting([](World& w) { w.users[0].active = false; });
}

void ChangesTest::settingsAloneChangeNothing()
{
    QFETCH(Setting, change);
    Pair pair(Kind::Call);
    change(pair.world);
    pair.now.modified = modified + 1;
    QVERIFY(pair.difference().changed.isEmpty());
    QVERIFY(pair.changes().fields.empty());
    QVERIFY(pair.changes().base == pair.link.base);
}

void ChangesTest::ownersFollowOnlyTheActivitysOwner_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("option");
    QTest::addColumn<QString>("owner");
    QTest::addColumn<QString>("written");
    const QString contacts = u"OwnerId="_s + ola.value; // 72 owns the contact
    QTest::newRow("call") << Kind::Call << false << u"72"_s << contacts;
    QTest::newRow("call, no owner any more") << Kind::Call << false << QString() << contacts;
    QTest::newRow("call, unmapped owner") << Kind::Call << false << u"99"_s << contacts;
    QTest::newRow("meeting") << Kind::Meeting << false << u"99"_s << QString();
    QTest::newRow("email") << Kind::SalesEmailReply << false << u"72"_s << QString();
    QTest::newRow("meeting with the option") << Kind::Meeting << true << u"72"_s << contacts;
}

void ChangesTest::ownersFollowOnlyTheActivitysOwner()
{
    QFETCH(Kind, kind);
    QFETCH(bool, option);
    QFETCH(QString, owner);
    QFETCH(QString, written);
    Pair pair(kind);
    pair.world.settings.ownersOfMeetingsAndEmails = option;
    pair.now.owner = {owner};
    QCOMPARE(text(pair.changes().fields), written);
    // An owner that does not count is remembered all the same: the option, set later, moves
    // nothing.
    pair.link.base = pair.changes().base;
    pair.world.settings.ownersOfMeetingsAndEmails = true;
    QVERIFY(pair.changes().fields.empty());
}

void ChangesTest::withheldEmailsClearNothing_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("withheld"); // fields
    const Edit all = [](Activity& a) {
        a.title.clear();
        a.bodyHtml.clear();
    };
    const auto row
        = [](const char* name, Kind kind, Edit edit, const char* written, const char* withheld) {
              QTest::newRow(name) << kind << std::move(edit) << QString::fromLatin1(written)
                                  << QString::fromLatin1(withheld);
          };
    row("all of a send", Kind::SalesEmailSend, all, "", "Subject Description");
    row("all of a reply", Kind::SalesEmailReply, all, "", "Subject Description");
    row(
        "only the body", Kind::SalesEmailReply, [](Activity& a) { a.bodyHtml = u" "_s; }, "",
        "Description");
    row(
        "the body, with a new subject", Kind::SalesEmailSend,
        [](Activity& a) {
            a.bodyHtml.clear();
            a.title = u"New"_s;
        },
        "Subject=Sent New", "Description");
    row(
        "HTML gone, plain text there", Kind::SalesEmailSend,
        [](Activity& a) {
            a.bodyHtml.clear();
            std::get<EmailDetails>(a.details).text = u"First line\n\nSecond line"_s;
        },
        "", "");
    row(
        "a call is cleared", Kind::Call, [](Activity& a) { a.title.clear(); }, "Subject=Call", "");
}

void ChangesTest::withheldEmailsClearNothing()
{
    QFETCH(Kind, kind);
    QFETCH(Edit, edit);
    QFETCH(QString, written);
    QFETCH(QString, withheld);
    Pair pair(kind);
    const Activity before = pair.now;
    edit(pair.now);
    const Changes changes = pair.changes();
    QCOMPARE(text(changes.fields), written);
    QStringList named;
    for (const Reason& reason : changes.why) {
        if (reason.code == ReasonCode::Redacted)
            named.append(reason.args);
    }
    QCOMPARE(named.join(u' '), withheld);
    // Shown again as it was, there is nothing to do.
    pair.link.base = changes.base;
    if (pair.now.title.isEmpty())
        pair.now.title = before.title;
    pair.now.bodyHtml = before.bodyHtml;
    if (kind != Kind::Call)
        QCOMPARE(text(pair.changes().fields), QString());
}

void ChangesTest::templatesMayReadTheBody()
{
    Pair pair(Kind::Call);
    pair.world.of(Kind::Call).subject = u"{title}: {first line}"_s;
    QVERIFY(pair.changes().fields.empty());
    pair.now.bodyHtml = u"<p>New</p>"_s;
    QCOMPARE(pair.changes().fields.at(TaskField::Subject).toString(), u"Offer: New"_s);
}

void ChangesTest::unmappedValuesBlock()
{
    Pair pair(Kind::Task);
    pair.now.title = u"New"_s;
    std::get<TaskDetails>(pair.now.details).status = u"ON_HOLD"_s;
    const Difference difference = pair.difference();
    QVERIFY(difference.problem.has_value());
    QCOMPARE(codes({difference.problem->code}), codes({ReasonCode::StatusNotMapped}));
}

void ChangesTest::fieldsThatMayNotBeUpdated()
{
    Pair pair(Kind::Call);
    pair.world.org.updateable.removeAll(u"CallType"_s);
    std::get<CallDetails>(pair.now.details).direction = u"INBOUND"_s;
    pair.now.title = u"New"_s;
    QCOMPARE(text(pair.changes().fields), u"Subject=Call: New"_s);
    QCOMPARE(args(pair.changes().why, ReasonCode::FieldLeftOut), u"CallType"_s);
    pair.link.base = pair.changes().base;
    QVERIFY(pair.difference().changed.isEmpty());
    pair.world.org.updateable.removeAll(u"Subject"_s);
    pair.now.title = u"Newer"_s;
    QVERIFY(pair.difference().problem.has_value());
    QCOMPARE(pair.difference().problem->args.join(u' '), u"Subject"_s);
}

void ChangesTest::anOlderBaseLearnsNewFields()
{
    Pair pair(Kind::Call);
    const Base complete = pair.link.base;
    pair.link.base.erase(TaskField::CallType);
    QVERIFY(pair.difference().changed.isEmpty());
    QCOMPARE(pair.difference().base.at(TaskField::CallType).source,
        complete.at(TaskField::CallType).source);
}

void ChangesTest::bothSidesChangedTheSameField_data()
{
    QTest::addColumn<ConflictRule>("rule");
    QTest::addColumn<int>("later"); // seconds that HubSpot's change is later
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("conflicts");
    QTest::addColumn<QString>("chain");
    using enum ReasonCode;
    const QString hubSpot = codes({ChangedInSalesforce, ConflictHubSpotWins});
    const QString salesforce = codes({ChangedInSalesforce, ConflictSalesforceWins});
    const QString nobody = codes({ChangedInSalesforce, ConflictUndecided});
    const QString written = u"Subject=From HubSpot"_s;
    const auto row = [](const char* name, ConflictRule rule, int later, const QString& fields,
                         const char* conflicts, const QString& chain) {
        QTest::newRow(name) << rule << later << fields << QString::fromLatin1(conflicts) << chain;
    };
    row("newest, HubSpot later", ConflictRule::Newest, 3600, written, "Subject:HubSpot", hubSpot);
    row("newest, Salesforce later", ConflictRule::Newest, -3600, {}, "Subject:Salesforce",
        salesforce);
    row("newest, close together", ConflictRule::Newest, 119, {}, "Subject:Salesforce", salesforce);
    row("newest, exactly 120 s", ConflictRule::Newest, 120, written, "Subject:HubSpot", hubSpot);
    row("HubSpot, though earlier", ConflictRule::HubSpot, -3600, written, "Subject:HubSpot",
        hubSpot);
    row("Salesforce, though earlier", ConflictRule::Salesforce, 3600, {}, "Subject:Salesforce",
        salesforce);
    row("ask", ConflictRule::Ask, 3600, {}, "Subject:nobody", nobody);
}

void ChangesTest::bothSidesChangedTheSameField()
{
    QFETCH(ConflictRule, rule);
    QFETCH(int, later);
    QFETCH(QString, written);
    QFETCH(QString, conflicts);
    QFETCH(QString, chain);
    Pair pair(Kind::Task);
    pair.now.title = u"From HubSpot"_s;
    pair.changeInSalesforce(TaskField::Subject, u"From Salesforce"_s);
    pair.now.modified = pair.task.lastModified + later;
    const Changes changes = pair.changes({rule});
    QCOMPARE(text(changes.fields), written);
    QCOMPARE(conflictsOf(changes), conflicts);
    QCOMPARE(codes(changes.why), chain);
    QVERIFY(changes.conflicts.front().task == theTask);
    if (rule != ConflictRule::Ask)
        QCOMPARE(changes.why.back().args.join(u'|'), u"Subject|"_s + ruleName(rule));
}

void ChangesTest::theNewestIsNewerByTwoMinutes_data()
{
    QTest::addColumn<int>("milliseconds");
    QTest::addColumn<bool>("newer");
    QTest::newRow("an hour earlier") << -3600000 << false;
    QTest::newRow("120 s earlier") << -120000 << false;
    QTest::newRow("equal") << 0 << false;
    QTest::newRow("a millisecond under 120 s") << 119999 << false;
    QTest::newRow("exactly 120 s") << 120000 << true;
    QTest::newRow("more") << 120001 << true;
}

void ChangesTest::theNewestIsNewerByTwoMinutes()
{
    QFETCH(int, milliseconds);
    QFETCH(bool, newer);
    QCOMPARE(isHubSpotNewer(happened + std::chrono::milliseconds(milliseconds), happened), newer);
}

void ChangesTest::thePropertysOwnChangeCounts()
{
    Pair pair(Kind::Task);
    pair.now.title = u"From HubSpot"_s;
    pair.changeInSalesforce(TaskField::Subject, u"From Salesforce"_s);
    pair.now.modified = pair.task.lastModified + 3600;
    Settling settling;
    settling.sourceChanged[TaskField::Subject] = pair.task.lastModified + -3600;
    QCOMPARE(conflictsOf(pair.changes(settling)), u"Subject:Salesforce"_s);
    settling.sourceChanged = {{TaskField::Status, pair.task.lastModified + -3600}};
    QCOMPARE(conflictsOf(pair.changes(settling)), u"Subject:HubSpot"_s);
}

void ChangesTest::otherFieldsAreNoConflict()
{
    Pair pair(Kind::Task);
    pair.now.title = u"From HubSpot"_s;
    pair.changeInSalesforce(TaskField::Status, u"Completed"_s);
    pair.changeInSalesforce(TaskField::OwnerId, ola.value);
    QCOMPARE(text(pair.changes().fields), u"Subject=From HubSpot"_s);
    QCOMPARE(conflictsOf(pair.changes()), QString());
    // What Salesforce made of the text is no change by a person.
    pair.changeInSalesforce(TaskField::Subject, u"Offer "_s);
    QCOMPARE(conflictsOf(pair.changes({ConflictRule::Salesforce})), QString());
}

void ChangesTest::theSameValueIsNoConflict()
{
    Pair pair(Kind::Task);
    pair.now.title = u"New"_s;
    pair.changeInSalesforce(TaskField::Subject, u"New"_s);
    const Changes changes = pair.changes({ConflictRule::Ask});
    QVERIFY(changes.fields.empty());
    QCOMPARE(conflictsOf(changes), QString());
    QCOMPARE(codes(changes.why), codes({ReasonCode::SameOnBothSides}));
    QCOMPARE(
        changes.base.at(TaskField::Subject).written, writtenHash(TaskField::Subject, u"New"_s));
    pair.link.base = changes.base;
    QVERIFY(pair.difference().changed.isEmpty());
}

void ChangesTest::aConflictIsNotRaisedForEver_data()
{
    QTest::addColumn<ConflictRule>("rule");
    QTest::newRow("HubSpot") << ConflictRule::HubSpot;
    QTest::newRow("Salesforce") << ConflictRule::Salesforce;
}

void ChangesTest::aConflictIsNotRaisedForEver()
{
    QFETCH(ConflictRule, rule);
    Pair pair(Kind::Task);
    pair.now.title = u"From HubSpot"_s;
    pair.changeInSalesforce(TaskField::Subject, u"From Salesforce"_s);
    const Changes changes = pair.changes({rule});
    for (const auto& [field, value] : changes.fields)
        pair.changeInSalesforce(field, value);
    pair.link.base = changes.base;
    QCOMPARE(conflictsOf(pair.changes({rule})), QString());
    QVERIFY(pair.changes({rule}).fields.empty());
    // HubSpot changes again: a value that a Salesforce user gave is met as a conflict once more,
    // never overwritten silently; one that HubSpot won is not.
    pair.now.title = u"From HubSpot again"_s;
    const bool salesforce = rule == ConflictRule::Salesforce;
    QCOMPARE(conflictsOf(pair.changes({rule})), salesforce ? u"Subject:Salesforce"_s : QString());
    QCOMPARE(pair.changes({rule}).fields.empty(), salesforce);
}

// Salesforce won; then HubSpot goes back to what the task had before both changed it.
void ChangesTest::aLostValueComesBackAsAConflict()
{
    Pair pair(Kind::Task);
    pair.now.title = u"From HubSpot"_s;
    pair.changeInSalesforce(TaskField::Subject, u"From Salesforce"_s);
    pair.link.base = pair.changes({ConflictRule::Salesforce}).base;
    pair.now.title = u"Offer"_s;
    QCOMPARE(conflictsOf(pair.changes({ConflictRule::HubSpot})), u"Subject:HubSpot"_s);
    QCOMPARE(text(pair.changes({ConflictRule::HubSpot}).fields), u"Subject=Offer"_s);
    // A user who takes HubSpot's value ends the conflict: the next change just goes over.
    pair.changeInSalesforce(TaskField::Subject, u"From HubSpot"_s);
    QCOMPARE(conflictsOf(pair.changes({ConflictRule::HubSpot})), QString());
    QCOMPARE(text(pair.changes({ConflictRule::Salesforce}).fields), u"Subject=Offer"_s);
}

void ChangesTest::openQuestionsAreNotAskedAgain()
{
    Pair pair(Kind::Task);
    pair.now.title = u"From HubSpot"_s;
    std::get<TaskDetails>(pair.now.details).status = u"COMPLETED"_s;
    pair.changeInSalesforce(TaskField::Subject, u"From Salesforce"_s);
    const Changes asked = pair.changes({ConflictRule::Ask});
    QCOMPARE(text(asked.fields), u"Status=Completed"_s);
    QVERIFY(asked.base.at(TaskField::Subject) == pair.link.base.at(TaskField::Subject));
    pair.link.base = asked.base;
    pair.changeInSalesforce(TaskField::Status, u"Completed"_s);
    QCOMPARE(conflictsOf(pair.changes({ConflictRule::Ask, false})), QString());
    QVERIFY(pair.changes({ConflictRule::Ask, false}).base == pair.link.base);
    // The answer is given by deciding again under a rule.
    QCOMPARE(text(pair.changes({ConflictRule::HubSpot}).fields), u"Subject=From HubSpot"_s);
}

void ChangesTest::withoutTheTaskEverythingIsWritten()
{
    Pair pair(Kind::Task);
    pair.now.title = u"New"_s;
    const Changes changes
        = changesOf(pair.difference(), pair.link.base, pair.now, std::nullopt, {});
    QCOMPARE(text(changes.fields), u"Subject=New"_s);
    QCOMPARE(conflictsOf(changes), QString());
}

void ChangesTest::fieldsThatWereNotReadAreWritten()
{
    Pair pair(Kind::Task);
    pair.now.title = u"New"_s;
    pair.task.fields.erase(TaskField::Subject);
    QCOMPARE(text(pair.changes({ConflictRule::Salesforce}).fields), u"Subject=New"_s);
}

QTEST_GUILESS_MAIN(ChangesTest)
#include "tst_changes.moc"
