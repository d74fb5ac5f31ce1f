// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/generator.h"

#include <QHash>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using sandbox::hubspot::Object;
using sandbox::hubspot::Snapshot;

namespace {

struct Generated
{
    sandbox::Instant now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 10h};
    sandbox::World world{{[this] { return now; }, false, 1}};
    std::vector<std::pair<Object, Snapshot>> activities;
    std::vector<Snapshot> contacts;

    Generated(std::uint64_t seed, const sandbox::Amounts& amounts)
    {
        sandbox::generate(world, seed, amounts);
        for (const auto object : sandbox::hubspot::activityObjects) {
            for (auto& record : world.portal().records(object))
                activities.emplace_back(object, std::move(record));
        }
        contacts = world.portal().records(Object::Contacts);
    }

    int count(const std::function<bool(Object, const Snapshot&)>& fits) const
    {
        return static_cast<int>(std::count_if(activities.begin(), activities.end(),
            [&](const auto& activity) { return fits(activity.first, activity.second); }));
    }
};

QString text(const Snapshot& record, const char* name)
{
    return record.properties.value(QString::fromLatin1(name));
}

QString bodyOf(const Snapshot& record)
{
    for (const char* name :
        {"hs_task_body", "hs_call_body", "hs_meeting_body", "hs_note_body", "hs_email_html"}) {
        if (!text(record, name).isEmpty())
            return text(record, name);
    }
    return {};
}

QString titleOf(const Snapshot& record)
{
    for (const char* name :
        {"hs_task_subject", "hs_call_title", "hs_meeting_title", "hs_email_subject"}) {
        if (!text(record, name).isEmpty())
            return text(record, name);
    }
    return {};
}

// The contacts of the portal that have exactly one partner in the org, decided with the org's own
// records.
QSet<QString> syncedContacts(Generated& made)
{
    QHash<QString, int> contactsByEmail;
    QHash<QString, int> leadsByEmail;
    auto& org = made.world.org();
    QSet<QString> seen;
    for (const auto& change : made.world.log().changes()) {
        if (change.side != sandbox::Side::Salesforce || seen.contains(change.id))
            continue;
        seen.insert(change.id);
        const auto record = org.record(change.id);
        const auto email = record ? record->value(u"Email"_s).toString().toLower() : QString();
        if (!email.isEmpty() && !record->value(u"IsConverted"_s).toBool())
            ++(change.object == u"Contact"_s ? contactsByEmail : leadsByEmail)[email];
    }
    QSet<QString> synced;
    for (const auto& contact : made.contacts) {
        const auto byId = org.record(text(contact, "salesforcecontactid"))
            || org.record(text(contact, "salesforceleadid"));
        const auto email = text(contact, "email");
        const int contacts = contactsByEmail.value(email);
        if (byId || contacts == 1 || (contacts == 0 && leadsByEmail.value(email) == 1))
            synced.insert(contact.id);
    }
    return synced;
}

bool isEligible(Object object, const Snapshot& record, const QSet<QString>& synced)
{
    const auto status = text(record, "hs_email_status");
    if (object == Object::Emails && text(record, "hs_email_direction") != u"INCOMING_EMAIL"_s
        && !status.isEmpty() && status != u"SENT"_s)
        return false;
    return std::any_of(record.contacts.begin(), record.contacts.end(),
        [&](const QString& id) { return synced.contains(id); });
}

// Everything of a world that can be read, as one text.
QString fingerprint(const Generated& made)
{
    QString text;
    QDebug out(&text);
    for (const auto& [object, record] : made.activities)
        out << record.id << record.properties << record.contacts
            << record.createdAt.time_since_epoch().count()
            << record.updatedAt.time_since_epoch().count();
    for (const auto& contact : made.contacts)
        out << contact.id << contact.properties;
    for (const auto& change : made.world.log().changes())
        out << change.id << change.object << static_cast<int>(change.what);
    return text;
}

} // namespace

class GeneratorTest final : public QObject
{
    Q_OBJECT

private slots:
    void theSameSeedGivesTheSameWorld()
    {
        const auto first = fingerprint(Generated(5, {80, 200}));
        QVERIFY(first == fingerprint(Generated(5, {80, 200})));
        QVERIFY(first != fingerprint(Generated(6, {80, 200})));
    }

    void givesWhatWasAskedFor()
    {
        Generated made(1, {300, 1000});
        QCOMPARE(made.contacts.size(), std::size_t{300});
        QCOMPARE(made.activities.size(), std::size_t{1000});
        for (const auto object : sandbox::hubspot::activityObjects)
            QVERIFY(made.count([&](Object own, const Snapshot&) { return own == object; }) >= 60);
        QCOMPARE(made.world.portal().account().timeZone, u"Europe/Oslo"_s);
        for (const auto& change : made.world.log().changes())
            QCOMPARE(change.actor, u"seed"_s);
        // Afterwards people are at work again.
        (void)made.world.portal().addContact({});
        QCOMPARE(made.world.log().changes().back().actor, u"user"_s);
    }

    void mostActivitiesAreEligible_data()
    {
        QTest::addColumn<quint64>("seed");
        QTest::addColumn<int>("contacts");
        QTest::addColumn<int>("activities");
        QTest::newRow("demo") << quint64{1} << 400 << 1000;
        QTest::newRow("small") << quint64{7} << 200 << 600;
        QTest::newRow("other seed") << quint64{99} << 500 << 1000;
        QTest::newRow("large") << quint64{2} << 2000 << 5000;
    }

    void mostActivitiesAreEligible()
    {
        QFETCH(quint64, seed);
        QFETCH(int, contacts);
        QFETCH(int, activities);
        Generated made(seed, {contacts, activities});
        const auto synced = syncedContacts(made);
        const int eligible = made.count([&](Object object, const Snapshot& record) {
            return isEligible(object, record, synced);
        });
        QVERIFY2(eligible * 100 >= activities * 85, qPrintable(QString::number(eligible)));
        QVERIFY2(eligible * 100 <= activities * 98, qPrintable(QString::number(eligible)));
    }

    void timesLieInTheLastSixtyDays()
    {
        Generated made(3, {100, 1000});
        QSet<std::int64_t> days;
        for (const auto& [object, record] : made.activities) {
            QVERIFY(record.createdAt >= made.now - 60 * 24h && record.createdAt <= made.now);
            QVERIFY(record.updatedAt >= record.createdAt && record.updatedAt <= made.now);
            days.insert(
                std::chrono::floor<std::chrono::days>(record.createdAt).time_since_epoch().count());
        }
        QVERIFY(days.size() >= 58);
        for (const auto& contact : made.contacts)
            QVERIFY(contact.createdAt < made.now - 60 * 24h);
    }

    void aBulkEditLeavesOneStamp()
    {
        const auto largest = [](const Generated& made) {
            QHash<qint64, int> stamps;
            int most = 0;
            for (const auto& [object, record] : made.activities) {
                if (object == Object::Tasks)
                    most = std::max(most, ++stamps[record.updatedAt.time_since_epoch().count()]);
            }
            return most;
        };
        QVERIFY(largest(Generated(1, {100, 1000})) > 200);
        QVERIFY(largest(Generated(4, {100, 1000})) > 200);
        QVERIFY(largest(Generated(1, {100, 999})) < 20);
    }

    void contactsAreTiedInEveryWay()
    {
        Generated made(1, {400, 10});
        auto& org = made.world.org();
        int byContact = 0, byLead = 0, converted = 0, stale = 0, without = 0, noEmail = 0;
        QSet<qsizetype> lengths;
        QHash<std::int64_t, int> days;
        for (const auto& contact : made.contacts) {
            const auto contactId = text(contact, "salesforcecontactid");
            const auto lead = org.record(text(contact, "salesforceleadid"));
            byContact += org.record(contactId) ? 1 : 0;
            stale += !contactId.isEmpty() && !org.record(contactId) ? 1 : 0;
            byLead += lead ? 1 : 0;
            converted += lead && lead->value(u"IsConverted"_s).toBool() ? 1 : 0;
            without += contactId.isEmpty() && !lead ? 1 : 0;
            noEmail += text(contact, "email").isEmpty() ? 1 : 0;
            lengths.insert(contact.id.size());
            ++days[std::chrono::floor<std::chrono::days>(contact.createdAt)
                       .time_since_epoch()
                       .count()];
        }
        QVERIFY(byContact > 200 && byLead > 30 && converted > 5 && stale > 3 && without > 30
            && noEmail > 1);
        QVERIFY(byLead > converted);
        QVERIFY(lengths.contains(5) && lengths.contains(10) && lengths.contains(12));
        QVERIFY(*std::max_element(days.begin(), days.end()) > 60);
        QCOMPARE(static_cast<int>(syncedContacts(made).size()) < 400, true);
    }

    void ownersAreOfEveryKind()
    {
        Generated made(1, {60, 600});
        const auto owners = made.world.portal().owners();
        QVERIFY(std::any_of(
            owners.begin(), owners.end(), [](const auto& owner) { return owner.archived; }));
        QVERIFY(std::any_of(owners.begin(), owners.end(),
            [](const auto& owner) { return owner.type == u"QUEUE"_s; }));
        QHash<QString, int> activeByEmail, inactiveByEmail;
        for (const auto& change : made.world.log().changes()) {
            const auto user
                = change.object == u"User"_s ? made.world.org().record(change.id) : std::nullopt;
            if (user)
                ++(user->value(u"IsActive"_s).toBool()
                        ? activeByEmail
                        : inactiveByEmail)[user->value(u"Email"_s).toString().toLower()];
        }
        int mapped = 0, shared = 0, inactive = 0, unknown = 0;
        for (const auto& owner : owners) {
            const int active = activeByEmail.value(owner.email);
            mapped += active == 1 ? 1 : 0;
            shared += active == 2 ? 1 : 0;
            inactive += active == 0 && inactiveByEmail.value(owner.email) > 0 ? 1 : 0;
            unknown += active == 0 && inactiveByEmail.value(owner.email) == 0 ? 1 : 0;
        }
        QVERIFY(mapped >= 8 && shared >= 1 && inactive >= 1 && unknown >= 2);
        QSet<QString> used;
        for (const auto& [object, record] : made.activities)
            used.insert(text(record, "hubspot_owner_id"));
        QVERIFY(used.size() >= static_cast<qsizetype>(owners.size())); // all of them and nobody
    }

    void textsAreAsPeopleLeaveThem()
    {
        Generated made(1, {200, 2000});
        const auto bodies = [&](const QString& part) {
            return made.count(
                [&](Object, const Snapshot& record) { return bodyOf(record).contains(part); });
        };
        for (const QString& part : {u"<script>"_s, u"<style>"_s, u"<table"_s, u"<ul>"_s,
                 u"<a href="_s, u"&nbsp;"_s, u"&oslash;"_s, u"😀"_s, u"<br"_s})
            QVERIFY2(bodies(part) > 0, qPrintable(part));
        const int isLong = made.count(
            [](Object, const Snapshot& record) { return bodyOf(record).size() >= 40000; });
        QVERIFY(isLong >= 3 && isLong <= 10);
        QVERIFY(made.count([](Object, const Snapshot& record) {
            return titleOf(record).toUcs4().size() > 255;
        }) >= 1);
        QVERIFY(made.count([](Object object, const Snapshot& record) {
            return object != Object::Notes && titleOf(record).isEmpty();
        }) >= 1);
        QVERIFY(made.count([](Object, const Snapshot& record) { return bodyOf(record).isEmpty(); })
            >= 10);
        const int usual = made.count([](Object, const Snapshot& record) {
            return bodyOf(record).size() >= 100 && bodyOf(record).size() <= 600;
        });
        QVERIFY2(usual >= 1400, qPrintable(QString::number(usual)));
    }

    void activitiesHaveNoneOneOrManyContacts()
    {
        Generated made(1, {300, 2000});
        QHash<QString, Snapshot> byId;
        for (const auto& contact : made.contacts)
            byId.insert(contact.id, contact);
        QHash<qsizetype, int> sizes;
        int sameDay = 0, otherDay = 0;
        for (const auto& [object, record] : made.activities) {
            ++sizes[record.contacts.size()];
            if (record.contacts.size() < 2)
                continue;
            QSet<std::int64_t> days;
            for (const auto& id : record.contacts)
                days.insert(std::chrono::floor<std::chrono::days>(byId.value(id).createdAt)
                                .time_since_epoch()
                                .count());
            ++(days.size() == 1 ? sameDay : otherDay);
        }
        QVERIFY(sizes.value(0) > 40 && sizes.value(1) > 1300 && sizes.value(2) > 100
            && sizes.value(4) > 5);
        QVERIFY(sameDay > 40 && otherDay > 40);
    }

    void duesTouchMidnights()
    {
        Generated made(1, {50, 2000});
        QSet<QString> minutes;
        for (const auto& [object, record] : made.activities) {
            if (object == Object::Tasks)
                minutes.insert(text(record, "hs_timestamp").mid(11, 8));
        }
        for (const QString& time : {u"22:59:59"_s, u"23:00:00"_s, u"23:59:59"_s, u"00:00:00"_s,
                 u"09:59:59"_s, u"10:00:00"_s, u"03:29:59"_s, u"03:30:00"_s})
            QVERIFY2(minutes.contains(time), qPrintable(time));
    }

    void emailsHaveEveryDirectionAndStatus()
    {
        Generated made(1, {50, 2000});
        QSet<QString> seen;
        for (const auto& [object, record] : made.activities) {
            if (object == Object::Emails)
                seen.insert(
                    text(record, "hs_email_direction") + u' ' + text(record, "hs_email_status"));
        }
        for (const QString& pair : {u"EMAIL SENT"_s, u"EMAIL "_s, u"EMAIL BOUNCED"_s,
                 u"INCOMING_EMAIL SENT"_s, u"FORWARDED_EMAIL SENT"_s})
            QVERIFY2(seen.contains(pair), qPrintable(pair));
    }
};

QTEST_GUILESS_MAIN(GeneratorTest)
#include "tst_generator.moc"
