// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activity.h"

namespace core {

namespace {

std::optional<Kind> kindOfEmail(const EmailDetails& email)
{
    if (email.direction == u"INCOMING_EMAIL")
        return Kind::SalesEmailReply;
    const bool outgoing = email.direction == u"EMAIL" || email.direction == u"FORWARDED_EMAIL";
    const bool sent = email.status.isEmpty() || email.status == u"SENT";
    return outgoing && sent ? std::optional(Kind::SalesEmailSend) : std::nullopt;
}

} // namespace

std::optional<Kind> kindOf(const Activity& activity)
{
    switch (activity.object) {
    case ActivityObject::Tasks:
        return Kind::Task;
    case ActivityObject::Calls:
        return Kind::Call;
    case ActivityObject::Meetings:
        return Kind::Meeting;
    case ActivityObject::Notes:
        return Kind::Note;
    case ActivityObject::Emails:
        break;
    }
    const auto* email = std::get_if<EmailDetails>(&activity.details);
    return email ? kindOfEmail(*email) : std::nullopt;
}

} // namespace core
