// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/links.h"

#include "store/contacts.h"
#include "store/fixture.h"
#include "store/samples.h"
#include "store/watermarks.h"

#include <QTemporaryDir>

#include <algorithm>

using fixture::errorOf;
using fixture::failure;
using fixture::inTransaction;
using fixture::valueOf;
using sample::at;

class LinksTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_database.reset(); }
    void linkComesBackAsItWasPut();
    void linkIsReplacedByKey();
    void oneTaskHasOneLink();
    void aroundFindsAnyNumberOfKeys_data();
    void aroundFindsAnyNumberOfKeys();
    void byTaskFindsTheLink();
    void tombstonesAreNotLiving();
    void pagesGoOverAllLinksOnce();
    void nullTextsAreEmptyTexts();

    void contactsComeBackAsTheyWerePut();
    void contactsAreFoundByAddressAndByWho();
    void forgottenContactsAreGone();
    void emptyHashFindsNobody();

    void watermarkIsWhatWasSetLast();
    void watermarkMovesOnlyWithItsTransaction();

private:
    void put(const std::vector<core::Link>& links);

    std::unique_ptr<store::Database> m_database;
};

void LinksTest::init()
{
    m_database = fixture::inMemory();
}

void LinksTest::put(const std::vector<core::Link>& links)
{
    store::Links table(*m_database);
    QCOMPARE(failure(inTransaction(*m_database, [&] { return table.putMany(links); })), QString());
}

void LinksTest::linkComesBackAsItWasPut()
{
    core::Link link = sample::link(5);
    link.activity = {QStringLiteral("id with ÆØÅ, 漢字 and \U0001F4DE")};
    link.base[core::TaskField::CallDisposition] = {0xffffffffffffffffULL, 0};
    put({link, sample::link(6)});
    const auto found = valueOf(store::Links(*m_database).around({link.key, sample::key(7)}));
    QCOMPARE(found.size(), 1);
    QVERIFY(found.value(link.key) == link);
}

void LinksTest::linkIsReplacedByKey()
{
    put(sample::links(3));
    core::Link changed = sample::link(2);
    changed.state = core::Link::State::TaskGone;
    changed.base.clear();
    changed.taskVersion += std::chrono::hours(1);
    changed.task = sample::salesforceId(QLatin1String("00T"), 77);
    put({changed});
    const auto all = valueOf(store::Links(*m_database).page({}, 10));
    QCOMPARE(all.size(), std::size_t(3));
    QVERIFY(all.at(1) == changed);
}

void LinksTest::oneTaskHasOneLink()
{
    put(sample::links(2));
    core::Link second = sample::link(3);
    second.task = sample::link(1).task;
    store::Links links(*m_database);
    const auto stored = inTransaction(*m_database, [&] { return links.put(second); });
    QCOMPARE(errorOf(stored), core::Error::Kind::Store);
    QCOMPARE(stored.error().code, QStringLiteral("SQLITE_19"));
    QVERIFY(!stored.error().what.contains(second.task.value));
    QCOMPARE(valueOf(links.living()), 2);
    QVERIFY(valueOf(links.around({sample::key(1)})).value(sample::key(1)) == sample::link(1));
}

void LinksTest::aroundFindsAnyNumberOfKeys_data()
{
    QTest::addColumn<int>("asked");
    for (const int asked : {0, 1, 15, 16, 17, 200, 201, 499, 500, 501, 1000, 1201})
        QTest::addRow("%d keys", asked) << asked;
}

void LinksTest::aroundFindsAnyNumberOfKeys()
{
    QFETCH(int, asked);
    put(sample::links(1200));
    std::vector<core::Key> keys;
    for (int number = 1; number <= asked; ++number)
        keys.push_back(sample::key(number));
    const auto found = valueOf(store::Links(*m_database).around(keys));
    QCOMPARE(found.size(), std::min(asked, 1200));
    for (const core::Key& key : keys) {
        const int number = key.value.section(u':', 3).toInt();
        QVERIFY(number > 1200 ? !found.contains(key) : found.value(key) == sample::link(number));
    }
}

void LinksTest::byTaskFindsTheLink()
{
    put(sample::links(30));
    const auto task = sample::link(29).task;
    const auto found = valueOf(
        store::Links(*m_database).byTask({task, sample::salesforceId(QLatin1String("00T"), 31)}));
    QCOMPARE(found.size(), 1);
    QVERIFY(found.value(task) == sample::link(29));
}

void LinksTest::tombstonesAreNotLiving()
{
    auto links = sample::links(10);
    links.at(0).state = core::Link::State::TaskGone;
    links.at(1).state = core::Link::State::ActivityGone;
    put(links);
    QCOMPARE(valueOf(store::Links(*m_database).living()), 8);
}

void LinksTest::pagesGoOverAllLinksOnce()
{
    put(sample::links(25));
    const store::Links links(*m_database);
    std::vector<core::Key> keys;
    std::vector<core::Link> pages;
    for (core::Key after;;) {
        const auto page = valueOf(links.page(after, 10));
        const auto ofKeys = valueOf(links.keys(after, 10));
        if (page.empty())
            break;
        pages.insert(pages.end(), page.begin(), page.end());
        keys.insert(keys.end(), ofKeys.begin(), ofKeys.end());
        after = page.back().key;
    }
    QCOMPARE(pages.size(), std::size_t(25));
    QVERIFY(std::is_sorted(keys.begin(), keys.end()));
    QCOMPARE(std::size_t(std::unique(keys.begin(), keys.end()) - keys.begin()), std::size_t(25));
}

void LinksTest::nullTextsAreEmptyTexts()
{
    core::Link link = sample::link(1);
    link.contact = {};
    link.who = {};
    link.base.clear();
    put({link});
    QVERIFY(valueOf(store::Links(*m_database).page({}, 1)).at(0) == link);
}

void LinksTest::contactsComeBackAsTheyWerePut()
{
    store::Contacts table(*m_database);
    std::vector<core::KnownContact> contacts;
    std::vector<core::HubSpotId> ids;
    for (int number = 0; number < 600; ++number) {
        contacts.push_back(sample::contact(number));
        ids.push_back(contacts.back().id);
    }
    const auto put = [&] { return table.putMany(contacts, at(1)); };
    QCOMPARE(failure(inTransaction(*m_database, put)), QString());
    contacts.at(3).match = core::NotSynced{}; // was a lead: its columns must become empty again
    contacts.at(4).email = {QByteArray(32, 'x')};
    QCOMPARE(failure(inTransaction(*m_database, put)), QString());
    const auto found = valueOf(table.around(ids));
    QCOMPARE(found.size(), 600);
    for (const core::KnownContact& contact : contacts)
        QVERIFY(found.value(contact.id) == contact);
    QCOMPARE(valueOf(table.count()), 600);
    QVERIFY(valueOf(table.page({}, 1)).at(0) == contacts.at(0));
}

void LinksTest::contactsAreFoundByAddressAndByWho()
{
    store::Contacts table(*m_database);
    std::vector<core::KnownContact> contacts;
    for (int number = 0; number < 20; ++number)
        contacts.push_back(sample::contact(number));
    contacts.at(11).email = contacts.at(2).email;
    contacts.at(10).match = contacts.at(3).match;
    QCOMPARE(failure(inTransaction(*m_database, [&] { return table.putMany(contacts, at(1)); })),
        QString());
    const auto byEmail = valueOf(table.byEmail({contacts.at(11).email, contacts.at(2).email}));
    QCOMPARE(byEmail.size(), std::size_t(2));
    QVERIFY(byEmail.at(0) == contacts.at(2) && byEmail.at(1) == contacts.at(11));
    const auto who = std::get<core::Synced>(contacts.at(3).match).who;
    const auto byWho = valueOf(table.byWho({who}));
    QCOMPARE(byWho.size(), std::size_t(2));
    QVERIFY(byWho.at(0) == contacts.at(3) && byWho.at(1) == contacts.at(10));
}

void LinksTest::forgottenContactsAreGone()
{
    store::Contacts table(*m_database);
    const std::vector contacts{sample::contact(1), sample::contact(2), sample::contact(3)};
    QCOMPARE(failure(inTransaction(*m_database, [&] { return table.putMany(contacts, at(1)); })),
        QString());
    const std::vector<core::HubSpotId> ids{contacts.at(0).id, contacts.at(2).id};
    QCOMPARE(failure(inTransaction(*m_database, [&] { return table.forget(ids); })), QString());
    const auto left = valueOf(table.page({}, 10));
    QCOMPARE(left.size(), std::size_t(1));
    QVERIFY(left.at(0) == contacts.at(1));
}

void LinksTest::emptyHashFindsNobody()
{
    store::Contacts table(*m_database);
    QCOMPARE(failure(inTransaction(
                 *m_database, [&] { return table.putMany({sample::contact(0)}, at(1)); })),
        QString());
    QVERIFY(valueOf(table.byEmail({core::EmailHash{}})).empty());
    QVERIFY(valueOf(table.byWho({core::SalesforceId{}})).empty());
}

void LinksTest::watermarkIsWhatWasSetLast()
{
    store::Watermarks marks(*m_database);
    const QString name = QStringLiteral("hubspot.tasks");
    QCOMPARE(valueOf(marks.value(name)), std::optional<store::Watermark>());
    const store::Watermark first{at(1700000000123), {}};
    const store::Watermark second{at(1700000000124), QStringLiteral("99")};
    QCOMPARE(
        failure(inTransaction(*m_database, [&] { return marks.set(name, first); })), QString());
    QVERIFY(valueOf(marks.value(name)) == first);
    QCOMPARE(
        failure(inTransaction(*m_database, [&] { return marks.set(name, second); })), QString());
    QVERIFY(valueOf(marks.value(name)) == second);
    QCOMPARE(valueOf(marks.all()).size(), std::size_t(1));
    QCOMPARE(failure(inTransaction(*m_database, [&] { return marks.clear(name); })), QString());
    QCOMPARE(valueOf(marks.value(name)), std::optional<store::Watermark>());
}

void LinksTest::watermarkMovesOnlyWithItsTransaction()
{
    store::Watermarks marks(*m_database);
    store::Links links(*m_database);
    {
        auto transaction = store::Transaction::begin(*m_database);
        QVERIFY(transaction.has_value());
        QCOMPARE(failure(links.put(sample::link(1))), QString());
        QCOMPARE(failure(marks.set(QStringLiteral("x"), {at(5), {}})), QString());
    }
    QVERIFY(valueOf(marks.all()).empty());
    QCOMPARE(valueOf(links.living()), 0);
}

QTEST_GUILESS_MAIN(LinksTest)
#include "tst_links.moc"
