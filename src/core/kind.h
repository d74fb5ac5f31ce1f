// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <optional>

namespace core {

// R1.1: what sort of activity. The order is the order of the Activities page.
enum class Kind {
    FormSubmission,
    MarketingEmailSend,
    MarketingEmailOpen,
    MarketingEmailClick,
    SalesEmailSend,
    SalesEmailOpen,
    SalesEmailClick,
    SalesEmailReply,
    Meeting,
    Call,
    Note,
    ContentView,
    Task,
    IntegrationEvent,
};

inline constexpr std::array allKinds {Kind::FormSubmission, Kind::MarketingEmailSend,
    Kind::MarketingEmailOpen, Kind::MarketingEmailClick, Kind::SalesEmailSend, Kind::SalesEmailOpen,
    Kind::SalesEmailClick, Kind::SalesEmailReply, Kind::Meeting, Kind::Call, Kind::Note,
    Kind::ContentView, Kind::Task, Kind::IntegrationEvent};

// The HubSpot object types that activities are read from by changed-since search.
enum class ActivityObject { Tasks, Calls, Meetings, Notes, Emails };

inline constexpr std::array allActivityObjects {ActivityObject::Tasks, ActivityObject::Calls,
    ActivityObject::Meetings, ActivityObject::Notes, ActivityObject::Emails};

// R1.10: "form", "msend", ... "task", "integ".
[[nodiscard]] QString keyCode(Kind kind);

// Name in the settings file: "formSubmissions" ... "integrationEvents" (product.md 6).
[[nodiscard]] QString settingsName(Kind kind);
[[nodiscard]] std::optional<Kind> kindOfSettingsName(const QString& name);

// "tasks", "calls", "meetings", "notes", "emails": HubSpot's object type in paths.
[[nodiscard]] QString objectName(ActivityObject object);

// Kinds read from an object type; emails feed sends and replies. Empty for kinds with another source.
[[nodiscard]] std::optional<ActivityObject> objectOf(Kind kind);

// The kinds that this version can sync. The others cannot be switched on (settings error with the reason).
[[nodiscard]] bool isSupported(Kind kind);

// R1.4: kinds that go forward only (everything but marketing email events and form submissions).
[[nodiscard]] bool isForwardOnly(Kind kind);

// R1.6 (a): activities of this kind have an owner of their own.
[[nodiscard]] bool hasOwner(Kind kind);

} // namespace core
