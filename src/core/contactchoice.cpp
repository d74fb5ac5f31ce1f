// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contactchoice.h"

#include "core/day.h"

#include <algorithm>

namespace core {

namespace {

using Contacts = std::vector<const KnownContact*>;

struct Newest
{
    const KnownContact* contact = nullptr;
    QString day; // only where several were compared
    qsizetype ofThatDay = 1;
};

// `contacts` is not empty. Days are only made where there is something to compare.
Newest newestOf(const Contacts& contacts, const QString& zone)
{
    Newest best{contacts.front(), {}, 1};
    if (contacts.size() == 1)
        return best;
    best.day = dayOf(best.contact->created, zone);
    for (auto it = contacts.begin() + 1; it != contacts.end(); ++it) {
        const QString day = dayOf((*it)->created, zone);
        if (day > best.day) {
            best = {*it, day, 1};
        } else if (day == best.day) {
            ++best.ofThatDay;
            if (higherId((*it)->id, best.contact->id))
                best.contact = *it;
        }
    }
    return best;
}

Reason reasonOf(const Newest& newest, qsizetype eligible)
{
    const QString& id = newest.contact->id.value;
    if (eligible == 1)
        return {ReasonCode::OnlyContact, {id}};
    if (newest.ofThatDay == 1)
        return {ReasonCode::NewestContact, {id, newest.day, QString::number(eligible)}};
    return {ReasonCode::HighestIdOfDay, {id, newest.day, QString::number(newest.ofThatDay)}};
}

// The contacts by what became of them, each group in the order of ids so that the input's order
// leaves no trace.
struct Groups
{
    Contacts eligible;
    Contacts ambiguous;
    qsizetype notSynced = 0;
    std::optional<Instant> earliestSince; // of those synced too late
};

Groups groupsOf(const std::vector<KnownContact>& contacts, std::optional<Instant> syncedBy)
{
    Groups groups;
    for (const KnownContact& contact : contacts) {
        if (std::holds_alternative<Ambiguous>(contact.match)) {
            groups.ambiguous.push_back(&contact);
            continue;
        }
        const auto* synced = std::get_if<Synced>(&contact.match);
        if (!synced)
            ++groups.notSynced;
        else if (!syncedBy || synced->since <= *syncedBy)
            groups.eligible.push_back(&contact);
        else
            groups.earliestSince
                = std::min(synced->since, groups.earliestSince.value_or(synced->since));
    }
    std::ranges::sort(groups.ambiguous,
        [](const KnownContact* a, const KnownContact* b) { return higherId(b->id, a->id); });
    return groups;
}

void nameAmbiguous(const Contacts& ambiguous, Why& why)
{
    for (const KnownContact* contact : ambiguous)
        why.push_back({ReasonCode::ContactAmbiguous, {contact->id.value}});
}

// Why nobody is eligible; what could be mended comes last.
Why whyNobody(const Groups& groups, std::optional<Instant> syncedBy, bool hasContacts)
{
    if (!hasContacts)
        return {{ReasonCode::NoContact, {}}};
    Why why;
    if (groups.earliestSince && syncedBy) {
        nameAmbiguous(groups.ambiguous, why);
        why.push_back({ReasonCode::ContactNotSyncedThen,
            {isoText(*syncedBy), isoText(*groups.earliestSince)}});
        return why;
    }
    if (groups.notSynced > 0)
        why.push_back({ReasonCode::ContactNotSynced, {QString::number(groups.notSynced)}});
    nameAmbiguous(groups.ambiguous, why);
    return why;
}

HubSpotId newestOfAll(const std::vector<KnownContact>& contacts, const QString& zone)
{
    if (contacts.empty())
        return {};
    Contacts all;
    for (const KnownContact& contact : contacts)
        all.push_back(&contact);
    return newestOf(all, zone).contact->id;
}

} // namespace

ContactChoice chooseContact(
    const std::vector<KnownContact>& contacts, std::optional<Instant> syncedBy, const QString& zone)
{
    const Groups groups = groupsOf(contacts, syncedBy);
    ContactChoice choice;
    if (groups.eligible.empty()) {
        choice.waitsFor = newestOfAll(contacts, zone);
        choice.why = whyNobody(groups, syncedBy, !contacts.empty());
        return choice;
    }
    const Newest newest = newestOf(groups.eligible, zone);
    const auto& synced = std::get<Synced>(newest.contact->match);
    choice.chosen = ChosenContact{*newest.contact, synced};
    nameAmbiguous(groups.ambiguous, choice.why);
    choice.why.push_back(reasonOf(newest, std::ssize(groups.eligible)));
    choice.why.push_back({ReasonCode::MatchedTo,
        {newest.contact->id.value, synced.who.value,
            synced.isLead ? QStringLiteral("lead") : QStringLiteral("contact")}});
    return choice;
}

} // namespace core
