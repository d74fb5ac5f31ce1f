// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kind.h"

#include <algorithm>
#include <cstddef>

namespace core {

namespace {

// One row per kind, in the order of the enumeration.
struct Row
{
    Kind kind;
    const char16_t* code;
    const char16_t* name;
    std::optional<ActivityObject> object;
    bool forwardOnly;
    bool owner;
};

constexpr std::array rows{
    Row{Kind::FormSubmission, u"form", u"formSubmissions", {}, false, false},
    Row{Kind::MarketingEmailSend, u"msend", u"marketingEmailSends", {}, false, false},
    Row{Kind::MarketingEmailOpen, u"mopen", u"marketingEmailOpens", {}, false, false},
    Row{Kind::MarketingEmailClick, u"mclick", u"marketingEmailClicks", {}, false, false},
    Row{Kind::SalesEmailSend, u"ssend", u"salesEmailSends", ActivityObject::Emails, true, false},
    Row{Kind::SalesEmailOpen, u"sopen", u"salesEmailOpens", {}, true, false},
    Row{Kind::SalesEmailClick, u"sclick", u"salesEmailClicks", {}, true, false},
    Row{Kind::SalesEmailReply, u"sreply", u"salesEmailReplies", ActivityObject::Emails, true,
        false},
    Row{Kind::Meeting, u"meet", u"meetings", ActivityObject::Meetings, true, false},
    Row{Kind::Call, u"call", u"calls", ActivityObject::Calls, true, true},
    Row{Kind::Note, u"note", u"notes", ActivityObject::Notes, true, true},
    Row{Kind::ContentView, u"view", u"contentViews", {}, true, false},
    Row{Kind::Task, u"task", u"tasks", ActivityObject::Tasks, true, true},
    Row{Kind::IntegrationEvent, u"integ", u"integrationEvents", {}, true, false},
};

constexpr bool rowsAreInOrder()
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (static_cast<std::size_t>(rows.at(i).kind) != i || rows.at(i).kind != allKinds.at(i))
            return false;
    }
    return rows.size() == allKinds.size();
}
static_assert(rowsAreInOrder());

const Row& rowOf(Kind kind)
{
    return rows.at(static_cast<std::size_t>(kind));
}

} // namespace

QString keyCode(Kind kind)
{
    return QString::fromUtf16(rowOf(kind).code);
}

QString settingsName(Kind kind)
{
    return QString::fromUtf16(rowOf(kind).name);
}

std::optional<Kind> kindOfSettingsName(const QString& name)
{
    const auto found = std::ranges::find_if(
        rows, [&name](const Row& row) { return name == QStringView(row.name); });
    return found == rows.end() ? std::nullopt : std::optional(found->kind);
}

QString objectName(ActivityObject object)
{
    switch (object) {
    case ActivityObject::Tasks:
        return QStringLiteral("tasks");
    case ActivityObject::Calls:
        return QStringLiteral("calls");
    case ActivityObject::Meetings:
        return QStringLiteral("meetings");
    case ActivityObject::Notes:
        return QStringLiteral("notes");
    case ActivityObject::Emails:
        return QStringLiteral("emails");
    }
    Q_UNREACHABLE();
}

std::optional<ActivityObject> objectOf(Kind kind)
{
    return rowOf(kind).object;
}

bool isSupported(Kind kind)
{
    return objectOf(kind).has_value();
}

bool isForwardOnly(Kind kind)
{
    return rowOf(kind).forwardOnly;
}

bool hasOwner(Kind kind)
{
    return rowOf(kind).owner;
}

} // namespace core
