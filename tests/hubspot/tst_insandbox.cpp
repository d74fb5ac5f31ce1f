// SPDX-License-Identifier: GPL-3.0-or-later
#include "box.h"
#include "printed.h"
#include "support/runtask.h"

#include <QTest>

#include <map>

using namespace box;
using core::ActivityObject;
using core::Error;
using hubspot::ChangedSince;

namespace {

using Latest = std::map<QString, core::Activity>; // by id, as it came last

// Every page from `at(0)` on; `between` runs after each.
template <typename Between> core::Result<Latest> readTasks(Box& box, Between between)
{
    Latest latest;
    ChangedSince state = ChangedSince::moment(at(0));
    for (int pages = 0; pages < 1000; ++pages) {
        auto page = support::runTask(
            box.clock, box.client.changedActivities(ActivityObject::Tasks, state, {}));
        if (!page)
            return tl::unexpected(page.error());
        for (core::Activity& task : page->rows)
            latest.insert_or_assign(task.id.value, std::move(task));
        if (page->done)
            return latest;
        state = page->next;
        between(pages);
    }
    return tl::unexpected(Error{Error::Kind::Protocol, QStringLiteral("endless")});
}

} // namespace

class InSandboxTest final : public QObject
{
    Q_OBJECT

private slots:
    void accountAndOwnersAreThePortals();
    void propertiesNameTheirOptions();
    void changesAreReadCompletely();
    void changesWhileReadingAreNotLost();
    void everyObjectIsUnderstood();
    void changedContactsAreUnderstood();
    void contactsOfActivitiesAreFound();
    void recordsAreReadById();
    void theRecycleBinIsReadPageByPage();
    void lastChangesAreTheHistorys();
    void troubleIsAnErrorOfItsKind_data();
    void troubleIsAnErrorOfItsKind();
    void missingScopesAreNamed();
    void delaysPassOnTheClock();
    void writesWhoseAnswerIsLostAreUnknown();
    void otherHostsAreNotThere();
};

void InSandboxTest::accountAndOwnersAreThePortals()
{
    Box box;
    const auto account = support::runTask(box.clock, box.client.account({}));
    QVERIFY2(account, account ? "" : qPrintable(printed::text(account.error())));
    QCOMPARE(account->portalId, QString::number(box.portal().account().portalId));
    QCOMPARE(account->timeZone, box.portal().account().timeZone);

    for (int i = 0; i < 130; ++i) {
        sandbox::hubspot::Owner owner;
        owner.email = QStringLiteral("owner%1@example.no").arg(i);
        owner.firstName = QStringLiteral("Owner");
        owner.archived = i % 13 == 0;
        box.portal().addOwner(owner);
    }
    const int before = box.calls();
    const auto owners = support::runTask(box.clock, box.client.owners({}));
    QVERIFY2(owners, owners ? "" : qPrintable(printed::text(owners.error())));
    const auto expected = box.portal().owners();
    QCOMPARE(owners->size(), expected.size());
    for (const auto& owner : expected) {
        const hubspot::OwnerRecord record{{owner.id}, owner.email,
            (owner.firstName + u' ' + owner.lastName).trimmed(), owner.archived};
        QVERIFY(std::ranges::find(*owners, record) != owners->end());
    }
    QCOMPARE(box.calls() - before, 3); // 120 active, 10 archived
}

void InSandboxTest::propertiesNameTheirOptions()
{
    Box box;
    const auto tasks
        = support::runTask(box.clock, box.client.properties(QStringLiteral("tasks"), {}));
    QVERIFY2(tasks, tasks ? "" : qPrintable(printed::text(tasks.error())));
    const auto status
        = std::ranges::find(*tasks, QStringLiteral("hs_task_status"), &hubspot::Property::name);
    QVERIFY(status != tasks->end());
    QVERIFY(status->options.contains(QStringLiteral("WAITING")));
}

void InSandboxTest::changesAreReadCompletely()
{
    Box box;
    std::map<QString, QString> subjects; // by id
    for (int i = 0; i < 700; ++i) {
        const bool bulk = i >= 150 && i < 600; // 450 in one millisecond
        const QString subject = QStringLiteral("Task %1").arg(i);
        subjects[box.addTask(subject, at(bulk ? 150 : i))] = subject;
    }
    box.addTask(QStringLiteral("before"), at(-1));
    const auto latest = readTasks(box, [](int) {});
    QVERIFY2(latest, latest ? "" : qPrintable(printed::text(latest.error())));
    QCOMPARE(latest->size(), subjects.size());
    for (const auto& [id, task] : *latest) {
        QCOMPARE(task.title, subjects.at(id));
        const auto record = box.portal().record(Object::Tasks, id);
        QVERIFY(task.modified == record->updatedAt);
        QVERIFY(task.created == record->createdAt);
    }
    QVERIFY2(box.calls("/search") <= 7, qPrintable(QString::number(box.calls("/search"))));
}

void InSandboxTest::changesWhileReadingAreNotLost()
{
    Box box;
    QStringList ids;
    for (int i = 0; i < 900; ++i)
        ids.append(box.addTask(QStringLiteral("old"), at(i)));
    const auto latest = readTasks(box, [&](int page) {
        if (page > 3)
            return;
        box.clock.advance(milliseconds(1));
        for (int i = page; i < 900; i += 9) // read ones and unread ones
            box.portal().editActivity(Object::Tasks, ids.at(i),
                {{QStringLiteral("hs_task_subject"), QStringLiteral("new %1").arg(page)}});
    });
    QVERIFY(latest.has_value());
    QCOMPARE(latest->size(), std::size_t{900});
    for (const auto& [id, task] : *latest) {
        const auto record = box.portal().record(Object::Tasks, id);
        QCOMPARE(task.title, record->properties.value(QStringLiteral("hs_task_subject")));
        QVERIFY(task.modified == record->updatedAt);
    }
}

void InSandboxTest::everyObjectIsUnderstood()
{
    Box box;
    const QString time = QStringLiteral("2026-11-22T08:00:00.000Z");
    auto& portal = box.portal();
    portal.addActivity(Object::Calls,
        {{QStringLiteral("hs_timestamp"), time},
            {QStringLiteral("hs_call_title"), QStringLiteral("Call")},
            {QStringLiteral("hs_call_direction"), QStringLiteral("INBOUND")},
            {QStringLiteral("hs_call_duration"), QStringLiteral("38000")}});
    portal.addActivity(Object::Meetings,
        {{QStringLiteral("hs_timestamp"), time},
            {QStringLiteral("hs_meeting_title"), QStringLiteral("Demo")},
            {QStringLiteral("hs_meeting_start_time"), time},
            {QStringLiteral("hs_meeting_end_time"), QStringLiteral("2026-11-22T09:00:00.000Z")}});
    portal.addActivity(Object::Notes,
        {{QStringLiteral("hs_timestamp"), time},
            {QStringLiteral("hs_note_body"), QStringLiteral("<p>n</p>")}});
    portal.addActivity(Object::Emails,
        {{QStringLiteral("hs_timestamp"), time},
            {QStringLiteral("hs_email_subject"), QStringLiteral("Hi")},
            {QStringLiteral("hs_email_direction"), QStringLiteral("INCOMING_EMAIL")}});

    std::map<ActivityObject, core::Activity> found;
    for (const ActivityObject object : core::allActivityObjects) {
        const auto page = support::runTask(
            box.clock, box.client.changedActivities(object, ChangedSince::moment(at(0)), {}));
        QVERIFY2(page, page ? "" : qPrintable(printed::text(page.error())));
        QVERIFY(page->done);
        QVERIFY(page->serverTime == std::chrono::floor<std::chrono::seconds>(box.clock.wall()));
        for (const core::Activity& activity : page->rows)
            found.insert_or_assign(object, activity);
    }
    QCOMPARE(found.size(), std::size_t{4});
    const auto call = std::get<core::CallDetails>(found.at(ActivityObject::Calls).details);
    QCOMPARE(call.direction, QStringLiteral("INBOUND"));
    QVERIFY(call.duration == milliseconds(38'000));
    const auto meeting = std::get<core::MeetingDetails>(found.at(ActivityObject::Meetings).details);
    QCOMPARE(printed::moment(meeting.start), time);
    QCOMPARE(printed::moment(meeting.end), QStringLiteral("2026-11-22T09:00:00.000Z"));
    QCOMPARE(found.at(ActivityObject::Notes).bodyHtml, QStringLiteral("<p>n</p>"));
    QCOMPARE(found.at(ActivityObject::Emails).title, QStringLiteral("Hi"));
}

void InSandboxTest::changedContactsAreUnderstood()
{
    Box box;
    const QString winner = box.addContact(QStringLiteral("a@example.no"));
    const QString loser = box.addContact(QStringLiteral("b@example.no"));
    box.portal().mergeContacts(winner, loser);
    const auto page
        = support::runTask(box.clock, box.client.changedContacts(ChangedSince::moment(at(0)), {}));
    QVERIFY2(page, page ? "" : qPrintable(printed::text(page.error())));
    QCOMPARE(page->rows.size(), std::size_t{1});
    QCOMPARE(page->rows.front().id.value, winner);
    QCOMPARE(page->rows.front().email, QStringLiteral("a@example.no"));
    QCOMPARE(printed::ids(page->rows.front().mergedIds), loser);
}

void InSandboxTest::contactsOfActivitiesAreFound()
{
    Box box;
    box.portal().setAssociationPageSize(2);
    QStringList people;
    for (int i = 0; i < 5; ++i)
        people.append(box.addContact(QStringLiteral("p%1@example.no").arg(i)));
    QStringList tasks;
    for (int count = 0; count <= 5; ++count)
        tasks.append(box.addTask(QStringLiteral("task"), at(count), people.first(count)));
    const auto found = support::runTask(
        box.clock, box.client.contactsOf(ActivityObject::Tasks, idList(tasks), {}));
    QVERIFY2(found, found ? "" : qPrintable(printed::text(found.error())));
    QCOMPARE(found->size(), qsizetype{6});
    for (int count = 0; count <= 5; ++count) {
        QStringList ids;
        for (const HubSpotId& id : found->value({tasks.at(count)}))
            ids.append(id.value);
        ids.sort();
        QStringList expected = people.first(count);
        expected.sort();
        QCOMPARE(ids, expected);
    }
    QCOMPARE(box.calls("/associations/"), 3); // five contacts by two
}

void InSandboxTest::recordsAreReadById()
{
    Box box;
    const QString kept = box.addTask(QStringLiteral("kept"), at(1));
    const QString archived = box.addTask(QStringLiteral("archived"), at(2));
    box.portal().archiveActivity(Object::Tasks, archived);
    const auto tasks = support::runTask(box.clock,
        box.client.activities(ActivityObject::Tasks,
            idList({archived, kept, QStringLiteral("999999999")}), hubspot::RecordState::Living,
            {}));
    QVERIFY2(tasks, tasks ? "" : qPrintable(printed::text(tasks.error())));
    QCOMPARE(tasks->size(), std::size_t{1});
    QCOMPARE(tasks->front().title, QStringLiteral("kept"));
    const auto gone = support::runTask(box.clock,
        box.client.activities(
            ActivityObject::Tasks, idList({archived, kept}), hubspot::RecordState::Archived, {}));
    QVERIFY(gone);
    QCOMPARE(gone->size(), std::size_t{1});
    QCOMPARE(gone->front().title, QStringLiteral("archived"));
    QVERIFY(gone->front().archived);

    const QString winner = box.addContact(QStringLiteral("a@example.no"));
    const QString loser = box.addContact(QStringLiteral("b@example.no"));
    box.portal().mergeContacts(winner, loser);
    const auto contacts
        = support::runTask(box.clock, box.client.contacts(idList({loser, winner}), {}));
    QVERIFY2(contacts, contacts ? "" : qPrintable(printed::text(contacts.error())));
    QCOMPARE(contacts->size(), std::size_t{1});
    QCOMPARE(contacts->front().id.value, winner);
}

void InSandboxTest::theRecycleBinIsReadPageByPage()
{
    Box box;
    box.addTask(QStringLiteral("kept"), at(1));
    QSet<QString> archived;
    for (int i = 0; i < 250; ++i) {
        const QString id = box.addTask(QStringLiteral("archived"), at(2 + i));
        box.portal().archiveActivity(Object::Tasks, id);
        archived.insert(id);
    }
    QString after;
    QSet<QString> found;
    do {
        const auto page = support::runTask(
            box.clock, box.client.archivedActivities(ActivityObject::Tasks, after, {}));
        QVERIFY2(page, page ? "" : qPrintable(printed::text(page.error())));
        for (const core::Activity& task : page->rows) {
            QVERIFY(task.archived);
            QCOMPARE(task.title, QStringLiteral("archived"));
            found.insert(task.id.value);
        }
        after = page->after;
    } while (!after.isEmpty());
    QCOMPARE(found, archived);
    QCOMPARE(box.calls("/tasks"), 3);
}

void InSandboxTest::lastChangesAreTheHistorys()
{
    Box box;
    const QString status = QStringLiteral("hs_task_status");
    const QString priority = QStringLiteral("hs_task_priority");
    const QString id = box.addTask(QStringLiteral("task"), at(0));
    box.clock.advance(milliseconds(5000));
    const core::Instant edited = box.clock.wall();
    box.portal().editActivity(Object::Tasks, id, {{status, QStringLiteral("COMPLETED")}});
    box.clock.advance(milliseconds(5000));
    box.portal().editActivity(
        Object::Tasks, id, {{QStringLiteral("hs_task_subject"), QStringLiteral("later")}});
    const auto changes = support::runTask(box.clock,
        box.client.lastChanges(ActivityObject::Tasks, idList({id}), {status, priority}, {}));
    QVERIFY2(changes, changes ? "" : qPrintable(printed::text(changes.error())));
    const auto record = changes->value({id});
    QVERIFY(record.value(status) == edited);
    QVERIFY(!record.contains(QStringLiteral("hs_task_subject")));
}

void InSandboxTest::troubleIsAnErrorOfItsKind_data()
{
    QTest::addColumn<sandbox::FaultAction>("action");
    QTest::addColumn<Error::Kind>("kind");
    using enum Error::Kind;
    const auto row = [](const char* name, const sandbox::FaultAction& action, Error::Kind kind) {
        QTest::newRow(name) << action << kind;
    };
    row("a hotel's page", sandbox::HtmlPage{}, NotTheService);
    row("a connection that drops", sandbox::DropBefore{}, Network);
    row("an answer that drops", sandbox::CommitThenDrop{}, Network);
    row("an answer that is cut", sandbox::Truncate{}, Network);
    row("an answer that comes too late", sandbox::Delay{std::chrono::minutes(10)}, Network);
    row("a busy server", sandbox::Status{503, std::chrono::seconds(3)}, ServerBusy);
    row("a dead token", sandbox::RevokeToken{}, SignInNeeded);
}

void InSandboxTest::troubleIsAnErrorOfItsKind()
{
    QFETCH(sandbox::FaultAction, action);
    QFETCH(Error::Kind, kind);
    Box box;
    box.world.faults().add({{}, {}, action});
    const auto page
        = support::runTask(box.clock, box.client.changedContacts(ChangedSince::moment(at(0)), {}));
    QVERIFY(!page);
    QVERIFY2(page.error().kind == kind, qPrintable(printed::text(page.error())));
}

void InSandboxTest::missingScopesAreNamed()
{
    Box box;
    box.portal().setScopes({QStringLiteral("crm.objects.contacts.read")});
    const auto page = support::runTask(box.clock,
        box.client.changedActivities(ActivityObject::Emails, ChangedSince::moment(at(0)), {}));
    QVERIFY(!page);
    QCOMPARE(page.error().kind, Error::Kind::Forbidden);
    QCOMPARE(page.error().code, QStringLiteral("MISSING_SCOPES"));
    QVERIFY2(page.error().what.contains(QStringLiteral("sales-email-read")),
        qPrintable(page.error().what));
}

void InSandboxTest::delaysPassOnTheClock()
{
    Box box;
    box.world.faults().add({{}, {}, sandbox::Delay{milliseconds(1500)}});
    const auto before = box.clock.monotonic();
    QVERIFY(support::runTask(box.clock, box.client.account({})).has_value());
    QCOMPARE((box.clock.monotonic() - before).count(), 1500);
}

void InSandboxTest::writesWhoseAnswerIsLostAreUnknown()
{
    for (const sandbox::FaultAction& action :
        {sandbox::FaultAction(sandbox::DropBefore{}), sandbox::FaultAction(sandbox::Truncate{})}) {
        Box box;
        box.world.faults().add({{}, {}, action});
        net::Request request;
        request.url = QUrl(QStringLiteral("https://api.hubapi.com/account-info/2026-09/details"));
        request.replay = net::Replay::Unsafe;
        const auto answer = support::runTask(box.clock, box.authorized.send(request, {}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Error::Kind::Unknown);
    }
}

void InSandboxTest::otherHostsAreNotThere()
{
    Box box;
    net::Request request;
    for (const char* url : {"https://api.example.com/account-info/2026-09/details",
             "http://api.hubapi.com/account-info/2026-09/details", "https://api.hubapi.com"}) {
        request.url = QUrl(QString::fromLatin1(url));
        const auto answer = support::runTask(box.clock, box.authorized.send(request, {}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Error::Kind::Network);
    }
    QCOMPARE(box.calls(), 0);
}

QTEST_GUILESS_MAIN(InSandboxTest)
#include "tst_insandbox.moc"
