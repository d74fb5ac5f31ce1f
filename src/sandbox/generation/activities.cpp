// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/generation/activities.h"

#include "sandbox/generation/texts.h"
#include "sandbox/instants.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sandbox::generation {

namespace {

using namespace std::chrono_literals;
using hubspot::Object;
using hubspot::Properties;

constexpr std::int64_t hourMs = 3600000;
constexpr std::int64_t dayMs = 24 * hourMs;
constexpr int bulkEditFrom = 1000; // activities

QString text(Instant at)
{
    return QString::fromLatin1(isoText(at));
}

// Times of day (UTC) at which some zone changes its day: UTC, Oslo in winter and summer,
// Kiritimati, St John's.
constexpr std::array<std::int64_t, 6> midnights{
    0, 23 * hourMs, 22 * hourMs, 10 * hourMs, 3 * hourMs + 1800000, 2 * hourMs + 1800000};

Object objectOf(Random& random)
{
    const int drawn = random.below(100);
    if (drawn < 30)
        return Object::Tasks;
    if (drawn < 60)
        return Object::Emails;
    if (drawn < 75)
        return Object::Calls;
    return drawn < 90 ? Object::Notes : Object::Meetings;
}

class Office final
{
public:
    Office(World& world, std::uint64_t seed, const Staff& staff, const Crowd& crowd)
        : m_world(world)
        , m_random(seed, "activities")
        , m_texts(seed, "texts")
        , m_staff(staff)
        , m_crowd(crowd)
        , m_now(world.now())
        , m_start(m_now - 60 * 24h)
        , m_bulkEdit(m_now - 3 * 24h - 17min)
    {
    }

    void work(int count)
    {
        m_bulkLeft = count >= bulkEditFrom ? 205 + count / 100 : 0;
        m_longEvery = std::max(count / 5, 400);
        for (int number = 0; number < count; ++number)
            add(number);
    }

private:
    void add(int number)
    {
        const auto object = objectOf(m_random);
        m_createdAt = m_start
            + std::chrono::milliseconds{m_random.between(0, (m_now - m_start).count() - 60000)};
        m_isLong = number % m_longEvery == m_longEvery / 2;
        Properties properties;
        const auto owner = m_staff.any(m_random);
        if (!owner.isEmpty())
            properties.insert(QStringLiteral("hubspot_owner_id"), owner);
        describe(object, properties);
        hubspot::Stamps stamps;
        stamps.createdAt = m_createdAt;
        stamps.updatedAt = updatedAt(object);
        (void)m_world.portal().addActivity(object, properties, contacts(), stamps);
    }

    Instant updatedAt(Object object)
    {
        if (object == Object::Tasks && m_bulkLeft > 0 && m_createdAt < m_bulkEdit) {
            --m_bulkLeft;
            return m_bulkEdit;
        }
        const auto age = (m_now - m_createdAt).count();
        const bool isEdited = m_random.chance(400);
        return m_createdAt + std::chrono::milliseconds{m_random.between(0, isEdited ? age : 5000)};
    }

    // None, one or several, of the same import day or of any age.
    QStringList contacts()
    {
        QStringList ids;
        const int drawn = m_random.below(100);
        const int count = drawn < 4 ? 0 : drawn < 80 ? 1 : drawn < 92 ? 2 : m_random.below(4) + 2;
        const bool fromImport = count > 1 && m_crowd.imported.size() >= 2 && m_random.chance(500);
        for (int i = 0; i < count && !m_crowd.all.empty(); ++i) {
            const auto id = fromImport
                ? m_crowd.imported.at(m_random.below(static_cast<int>(m_crowd.imported.size())))
                : m_crowd.all
                      .at(static_cast<std::size_t>(
                          m_random.below(static_cast<int>(m_crowd.all.size()))))
                      .id;
            if (!ids.contains(id))
                ids.append(id);
        }
        return ids;
    }

    void describe(Object object, Properties& properties)
    {
        switch (object) {
        case Object::Tasks:
            return describeTask(properties);
        case Object::Calls:
            return describeCall(properties);
        case Object::Meetings:
            return describeMeeting(properties);
        case Object::Notes:
            return describeNote(properties);
        case Object::Emails:
            return describeEmail(properties);
        case Object::Contacts:
            break;
        }
    }

    // The first title of a world is too long for Salesforce.
    QString title()
    {
        if (std::exchange(m_needsLongTitle, false))
            return longSubject(m_texts);
        return subject(m_texts);
    }

    // One of the words; earlier ones are drawn more often.
    template <std::size_t count> QString oneOf(const std::array<const char*, count>& words)
    {
        const int first = m_random.below(static_cast<int>(count));
        const int second = m_random.below(static_cast<int>(count));
        return QString::fromLatin1(words.at(static_cast<std::size_t>(std::min(first, second))));
    }

    // A long one now and then, none for three in a hundred.
    void describeBody(const char* name, Properties& properties)
    {
        if (m_isLong)
            properties.insert(QString::fromLatin1(name), longBody(m_texts));
        else if (!m_random.chance(30))
            properties.insert(QString::fromLatin1(name), body(m_texts));
    }

    // Most at a sensible hour, every sixth within a second of a midnight somewhere.
    Instant dueAt()
    {
        const auto day = std::chrono::floor<std::chrono::days>(m_createdAt)
            + std::chrono::days{m_random.between(-1, 20)};
        if (!m_random.chance(160))
            return Instant{day} + std::chrono::milliseconds{m_random.between(6, 15) * hourMs};
        const auto midnight = midnights.at(
            static_cast<std::size_t>(m_random.below(static_cast<int>(midnights.size()))));
        return Instant{day} + std::chrono::milliseconds{midnight + m_random.between(-1, 1) * 1000};
    }

    // The moment something happened that was logged when the record was created: mostly minutes
    // before.
    Instant happenedAt()
    {
        const auto before
            = m_random.chance(100) ? m_random.between(0, 10 * dayMs) : m_random.between(0, hourMs);
        return std::max(m_start, m_createdAt - std::chrono::milliseconds{before});
    }

    void describeTask(Properties& properties)
    {
        static constexpr std::array statuses{
            "NOT_STARTED", "COMPLETED", "IN_PROGRESS", "WAITING", "DEFERRED"};
        static constexpr std::array priorities{"NONE", "MEDIUM", "HIGH", "LOW"};
        static constexpr std::array types{"TODO", "CALL", "EMAIL"};
        const auto status = oneOf(statuses);
        properties.insert(QStringLiteral("hs_timestamp"), text(dueAt()));
        properties.insert(QStringLiteral("hs_task_subject"), title());
        properties.insert(QStringLiteral("hs_task_status"), status);
        properties.insert(QStringLiteral("hs_task_priority"), oneOf(priorities));
        properties.insert(QStringLiteral("hs_task_type"), oneOf(types));
        if (status == QStringLiteral("COMPLETED"))
            properties.insert(QStringLiteral("hs_task_completion_date"), text(m_createdAt));
        describeBody("hs_task_body", properties);
    }

    void describeCall(Properties& properties)
    {
        static constexpr std::array statuses{"COMPLETED", "NO_ANSWER", "BUSY", "FAILED"};
        static constexpr std::array directions{"OUTBOUND", "INBOUND"};
        static constexpr std::array dispositions{"f240bbac-87c9-4f6e-bf70-924b57d47db7",
            "73a0d17f-1163-4015-bdd5-ec830791da20", "b2cf5968-551e-4856-9783-52b3da59a7d0",
            "9d9162e7-6cf3-4944-bf63-4dff82258764"};
        properties.insert(QStringLiteral("hs_timestamp"), text(happenedAt()));
        if (!m_random.chance(50))
            properties.insert(QStringLiteral("hs_call_title"), title());
        properties.insert(QStringLiteral("hs_call_direction"), oneOf(directions));
        properties.insert(QStringLiteral("hs_call_status"), oneOf(statuses));
        if (!m_random.chance(100))
            properties.insert(QStringLiteral("hs_call_disposition"), oneOf(dispositions));
        properties.insert(
            QStringLiteral("hs_call_duration"), QString::number(m_random.between(0, 3600) * 1000));
        properties.insert(QStringLiteral("hs_call_to_number"),
            QStringLiteral("+4722%1").arg(m_random.between(100000, 999999)));
        describeBody("hs_call_body", properties);
    }

    void describeMeeting(Properties& properties)
    {
        static constexpr std::array outcomes{
            "SCHEDULED", "COMPLETED", "NO_SHOW", "RESCHEDULED", "CANCELED"};
        const auto start = dueAt();
        properties.insert(QStringLiteral("hs_timestamp"), text(start));
        properties.insert(QStringLiteral("hs_meeting_start_time"), text(start));
        properties.insert(
            QStringLiteral("hs_meeting_end_time"), text(start + m_random.between(1, 8) * 15min));
        properties.insert(QStringLiteral("hs_meeting_title"), title());
        properties.insert(QStringLiteral("hs_meeting_outcome"), oneOf(outcomes));
        if (m_random.chance(500))
            properties.insert(
                QStringLiteral("hs_meeting_location"), QStringLiteral("Møterom Ægir, Oslo"));
        describeBody("hs_meeting_body", properties);
    }

    void describeNote(Properties& properties)
    {
        properties.insert(QStringLiteral("hs_timestamp"), text(happenedAt()));
        describeBody("hs_note_body", properties);
    }

    void describeEmail(Properties& properties)
    {
        static constexpr std::array unsent{"BOUNCED", "FAILED", "SCHEDULED", "SENDING"};
        const int drawn = m_random.below(100);
        const bool isReply = drawn < 32;
        properties.insert(QStringLiteral("hs_timestamp"), text(happenedAt()));
        properties.insert(QStringLiteral("hs_email_direction"),
            isReply          ? QStringLiteral("INCOMING_EMAIL")
                : drawn < 40 ? QStringLiteral("FORWARDED_EMAIL")
                             : QStringLiteral("EMAIL"));
        if (!isReply && m_random.chance(50))
            properties.insert(QStringLiteral("hs_email_status"), oneOf(unsent));
        else if (!m_random.chance(40))
            properties.insert(QStringLiteral("hs_email_status"), QStringLiteral("SENT"));
        if (m_random.chance(10)) // private: HubSpot shows neither subject nor text
            return;
        properties.insert(QStringLiteral("hs_email_subject"), title());
        if (m_random.chance(150))
            properties.insert(QStringLiteral("hs_email_text"), plainText(m_texts));
        else
            describeBody("hs_email_html", properties);
    }

    World& m_world;
    Random m_random;
    Random m_texts; // what is said does not move what is done
    const Staff& m_staff;
    const Crowd& m_crowd;
    Instant m_now;
    Instant m_start;
    Instant m_bulkEdit;
    Instant m_createdAt; // of the activity at hand
    bool m_isLong = false;
    bool m_needsLongTitle = true;
    int m_bulkLeft = 0;
    int m_longEvery = 1;
};

} // namespace

void keepBusy(World& world, std::uint64_t seed, const Staff& staff, const Crowd& crowd, int count)
{
    Office(world, seed, staff, crowd).work(count);
}

} // namespace sandbox::generation
