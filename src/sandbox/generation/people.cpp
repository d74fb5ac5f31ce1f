// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/generation/people.h"

#include "sandbox/generation/texts.h"

#include <array>

namespace sandbox::generation {

namespace {

using namespace std::chrono_literals;

constexpr int mappedOwners = 8;

QString mailAddress(const char* name, int number)
{
    return QStringLiteral("%1%2@fjordcrm.example").arg(QString::fromLatin1(name)).arg(number);
}

salesforce::Id addUser(World& world, const QString& email, bool isActive, const char* name)
{
    salesforce::User user;
    user.name = QString::fromLatin1(name);
    user.email = email;
    user.username = QStringLiteral("%1.%2").arg(email).arg(world.log().changes().size());
    user.isActive = isActive;
    return world.org().addUser(user, salesforce::Actor::Seed);
}

QString addOwner(World& world, const QString& email, int number, const char* lastName)
{
    hubspot::Owner owner;
    owner.email = email;
    owner.firstName = QStringLiteral("Selger");
    owner.lastName = QStringLiteral("%1 %2").arg(QString::fromLatin1(lastName)).arg(number);
    return world.portal().addOwner(owner);
}

struct Share
{
    Tie tie;
    int perMille;
};

constexpr std::array shares{Share{Tie::ContactId, 610}, Share{Tie::LeadId, 100},
    Share{Tie::ContactEmail, 100}, Share{Tie::ConvertedLead, 50}, Share{Tie::LeadEmail, 40},
    Share{Tie::StaleIdWithEmail, 20}, Share{Tie::ContactIdWithoutEmail, 15},
    Share{Tie::Nothing, 40}, Share{Tie::StaleId, 15}, Share{Tie::Ambiguous, 10}};

// The first ones are one of each, so that small worlds have them all.
Tie tieOf(Random& random, int number)
{
    if (number < static_cast<int>(shares.size()))
        return shares.at(static_cast<std::size_t>(number)).tie;
    int drawn = random.below(1000);
    for (const auto& share : shares) {
        drawn -= share.perMille;
        if (drawn < 0)
            return share.tie;
    }
    return Tie::Nothing;
}

// Makes one contact after the other.
class Host final
{
public:
    Host(World& world, std::uint64_t seed, const Staff& staff)
        : m_world(world)
        , m_random(seed, "people")
        , m_staff(staff)
    {
    }

    Crowd invite(int count)
    {
        const auto importDay
            = std::chrono::floor<std::chrono::days>(m_world.now()) - std::chrono::days{150};
        for (int number = 0; number < count; ++number) {
            const auto tie = tieOf(m_random, number);
            const bool isImported = m_random.chance(300);
            const auto offset = isImported
                ? std::chrono::milliseconds{m_random.between(28800000, 57600000)}
                : std::chrono::milliseconds{m_random.between(0, ageMaxMs)};
            const auto createdAt
                = isImported ? Instant{importDay} + offset : m_world.now() - 61 * 24h - offset;
            const auto id = add(number, tie, createdAt);
            m_crowd.all.push_back({id, tie});
            if (isImported)
                m_crowd.imported.append(id);
        }
        return std::move(m_crowd);
    }

private:
    static constexpr std::int64_t ageMaxMs = std::int64_t{400} * 86400000;

    QString add(int number, Tie tie, Instant createdAt)
    {
        m_first = firstName(m_random);
        m_last = lastName(m_random);
        m_createdAt = createdAt;
        m_owner = m_staff.users.at(
            static_cast<std::size_t>(m_random.below(static_cast<int>(m_staff.users.size()))));
        m_email = QStringLiteral("person%1@kunde%2.example").arg(number).arg(number % 97);
        hubspot::Properties properties{{QStringLiteral("firstname"), m_first},
            {QStringLiteral("lastname"), m_last}, {QStringLiteral("company"), company(m_random)}};
        if (tie != Tie::ContactIdWithoutEmail)
            properties.insert(QStringLiteral("email"), m_email);
        const auto owner = m_staff.any(m_random);
        if (!owner.isEmpty())
            properties.insert(QStringLiteral("hubspot_owner_id"), owner);
        tieUp(tie, properties);
        hubspot::Stamps stamps;
        stamps.createdAt = createdAt;
        stamps.updatedAt = createdAt
            + std::chrono::milliseconds{m_random.between(0, (m_world.now() - createdAt).count())};
        return m_world.portal().addContact(properties, stamps, nextId());
    }

    void tieUp(Tie tie, hubspot::Properties& properties)
    {
        const auto contactId = QStringLiteral("salesforcecontactid");
        const auto leadId = QStringLiteral("salesforceleadid");
        switch (tie) {
        case Tie::ContactId:
        case Tie::ContactIdWithoutEmail:
            properties.insert(contactId, addContact(m_email));
            break;
        case Tie::LeadId:
            properties.insert(leadId, addLead(m_email));
            break;
        case Tie::ConvertedLead: {
            const auto lead = addLead(m_email);
            m_world.org().convertLead(lead, addContact(m_email), salesforce::Actor::Seed);
            properties.insert(leadId, lead);
            break;
        }
        case Tie::ContactEmail:
            (void)addContact(m_email.toUpper());
            break;
        case Tie::LeadEmail:
            (void)addLead(m_email);
            break;
        case Tie::StaleIdWithEmail:
            properties.insert(contactId, addGone());
            (void)addContact(m_email);
            break;
        case Tie::StaleId:
            properties.insert(contactId, addGone());
            break;
        case Tie::Ambiguous:
            (void)addContact(m_email);
            (void)addContact(m_email);
            break;
        case Tie::Nothing:
            break;
        }
    }

    salesforce::Id addContact(const QString& email)
    {
        salesforce::Contact contact;
        contact.firstName = m_first;
        contact.lastName = m_last;
        contact.email = email;
        contact.ownerId = m_owner;
        contact.createdDate = m_createdAt + 5min;
        return m_world.org().addContact(contact, salesforce::Actor::Seed);
    }

    salesforce::Id addLead(const QString& email)
    {
        salesforce::Lead lead;
        lead.firstName = m_first;
        lead.lastName = m_last;
        lead.company = QStringLiteral("Kunde AS");
        lead.email = email;
        lead.ownerId = m_owner;
        lead.createdDate = m_createdAt + 5min;
        return m_world.org().addLead(lead, salesforce::Actor::Seed);
    }

    // The id of a record that no query finds any more.
    salesforce::Id addGone()
    {
        const auto id = addContact({});
        m_world.org().purge(id, salesforce::Actor::Seed);
        return id;
    }

    QString nextId()
    {
        auto& next = m_nextIds.at(
            static_cast<std::size_t>(m_random.below(static_cast<int>(m_nextIds.size()))));
        next += static_cast<std::uint64_t>(m_random.between(1, 7));
        return QString::number(qulonglong{next});
    }

    World& m_world;
    Random m_random;
    const Staff& m_staff;
    Crowd m_crowd;
    std::array<std::uint64_t, 4> m_nextIds{15501, 201450001, 8841230001, 184412300001};
    QString m_first;
    QString m_last;
    QString m_email;
    salesforce::Id m_owner;
    Instant m_createdAt;
};

} // namespace

QString Staff::any(Random& random) const
{
    const int drawn = random.below(100);
    if (drawn < 80)
        return mapped.at(random.below(static_cast<int>(mapped.size())));
    return drawn < 92 ? others.at(random.below(static_cast<int>(others.size()))) : QString();
}

Staff hire(World& world)
{
    Staff staff;
    for (int number = 1; number <= mappedOwners; ++number) {
        const auto email = mailAddress("selger", number);
        staff.users.push_back(
            addUser(world, number == 3 ? email.toUpper() : email, true, "Selger"));
        staff.mapped.append(addOwner(world, email, number, "Nilsen"));
    }
    staff.others.append(addOwner(world, mailAddress("ukjent", 1), 1, "Ukjent"));
    staff.others.append(addOwner(world, mailAddress("ukjent", 2), 2, "Ukjent"));

    const auto inactive = mailAddress("sluttet", 1);
    (void)addUser(world, inactive, false, "Sluttet");
    staff.others.append(addOwner(world, inactive, 1, "Sluttet"));

    const auto shared = mailAddress("felles", 1);
    staff.users.push_back(addUser(world, shared, true, "Felles En"));
    staff.users.push_back(addUser(world, shared, true, "Felles To"));
    staff.others.append(addOwner(world, shared, 1, "Felles"));

    hubspot::Owner archived;
    archived.email = mailAddress("arkivert", 1);
    archived.firstName = QStringLiteral("Arkivert");
    archived.archived = true;
    staff.users.push_back(addUser(world, archived.email, true, "Arkivert"));
    staff.others.append(world.portal().addOwner(archived));

    hubspot::Owner queue;
    queue.firstName = QStringLiteral("Support");
    queue.type = QStringLiteral("QUEUE");
    staff.others.append(world.portal().addOwner(queue));
    return staff;
}

Crowd meet(World& world, std::uint64_t seed, const Staff& staff, int count)
{
    return Host(world, seed, staff).invite(count);
}

} // namespace sandbox::generation
