// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/definedproperties.h"

#include <QStringList>

#include <initializer_list>

namespace sandbox::hubspot {

namespace {

enum class Access { Writable, ReadOnly };

// Collects definitions; each call adds one property.
class Builder final
{
public:
    explicit Builder(QString group)
        : m_group(std::move(group))
    {
    }

    PropertyDefinition& add(const char* name, PropertyType type = PropertyType::String,
        Access access = Access::Writable)
    {
        PropertyDefinition definition;
        definition.name = name;
        definition.label = label(definition.name);
        definition.groupName = m_group;
        definition.type = type;
        definition.fieldType = fieldType(type);
        definition.readOnly = access == Access::ReadOnly;
        m_properties.push_back(std::move(definition));
        return m_properties.back();
    }

    void choice(const char* name, std::initializer_list<const char*> values)
    {
        auto& definition = add(name, PropertyType::Enumeration);
        for (const char* value : values) {
            const auto text = QString::fromLatin1(value);
            definition.options.push_back(
                {text.left(1) + text.mid(1).toLower().replace(u'_', u' '), text});
        }
    }

    PropertyDefinition& html(const char* name)
    {
        auto& definition = add(name);
        definition.fieldType = QStringLiteral("html");
        return definition;
    }

    void computed(const char* name, PropertyType type, Computed how)
    {
        add(name, type, Access::ReadOnly).computed = how;
    }

    void texts(std::initializer_list<const char*> names)
    {
        for (const char* name : names)
            add(name);
    }

    void readOnlyTexts(std::initializer_list<const char*> names)
    {
        for (const char* name : names)
            add(name, PropertyType::String, Access::ReadOnly);
    }

    std::vector<PropertyDefinition> take() { return std::move(m_properties); }

private:
    static QString label(const QByteArray& name)
    {
        auto text = QString::fromLatin1(name);
        if (text.startsWith(QStringLiteral("hs_")))
            text.remove(0, 3);
        text.replace(u'_', u' ');
        return text.left(1).toUpper() + text.mid(1);
    }

    static QString fieldType(PropertyType type)
    {
        switch (type) {
        case PropertyType::String:
            return QStringLiteral("text");
        case PropertyType::Number:
            return QStringLiteral("number");
        case PropertyType::DateTime:
        case PropertyType::Date:
            return QStringLiteral("date");
        case PropertyType::Enumeration:
            return QStringLiteral("select");
        case PropertyType::Bool:
            return QStringLiteral("booleancheckbox");
        }
        Q_UNREACHABLE();
    }

    QString m_group;
    std::vector<PropertyDefinition> m_properties;
};

void addOwner(Builder& add)
{
    auto& owner = add.add("hubspot_owner_id", PropertyType::Enumeration);
    owner.holdsOwner = true;
}

void addCommon(Builder& add)
{
    add.computed("hs_object_id", PropertyType::Number, Computed::ObjectId);
    add.readOnlyTexts({"hs_object_source", "hs_object_source_id", "hs_object_source_label"});
    addOwner(add);
}

void addActivity(Builder& add)
{
    addCommon(add);
    add.add("hs_timestamp", PropertyType::DateTime);
    add.computed("hs_createdate", PropertyType::DateTime, Computed::CreatedAt);
    add.computed("hs_lastmodifieddate", PropertyType::DateTime, Computed::UpdatedAt);
    add.computed("hs_body_preview", PropertyType::String, Computed::Preview);
    add.add("hs_body_preview_html", PropertyType::String, Access::ReadOnly).searchable = false;
    add.add("hs_created_by_user_id", PropertyType::Number, Access::ReadOnly);
    add.texts({"hs_attachment_ids"});
}

void addTask(Builder& add)
{
    add.texts({"hs_task_subject", "hs_queue_membership_ids"});
    add.html("hs_task_body");
    add.choice(
        "hs_task_status", {"NOT_STARTED", "IN_PROGRESS", "WAITING", "COMPLETED", "DEFERRED"});
    add.choice("hs_task_priority", {"NONE", "LOW", "MEDIUM", "HIGH"});
    add.choice("hs_task_type", {"TODO", "CALL", "EMAIL"});
    add.add("hs_task_reminders");
    add.add("hs_task_completion_date", PropertyType::DateTime);
    add.add("hs_task_is_all_day", PropertyType::Bool);
}

void addCall(Builder& add)
{
    add.texts({"hs_call_title", "hs_call_from_number", "hs_call_to_number", "hs_call_recording_url",
        "hs_activity_type"});
    add.html("hs_call_body");
    add.choice("hs_call_direction", {"INBOUND", "OUTBOUND"});
    add.choice("hs_call_status",
        {"BUSY", "CALLING_CRM_USER", "CANCELED", "COMPLETED", "CONNECTING", "FAILED", "IN_PROGRESS",
            "NO_ANSWER", "QUEUED", "RINGING", "missed"});
    add.add("hs_call_duration", PropertyType::Number);
    add.add("hs_call_has_voicemail", PropertyType::Bool);
    auto& disposition = add.add("hs_call_disposition", PropertyType::Enumeration);
    const auto option = [&disposition](const char* label, const char* value) {
        disposition.options.push_back({QString::fromLatin1(label), QString::fromLatin1(value)});
    };
    option("Busy", "9d9162e7-6cf3-4944-bf63-4dff82258764");
    option("Connected", "f240bbac-87c9-4f6e-bf70-924b57d47db7");
    option("Left live message", "a4c4c377-d246-4b32-a13b-75a56a4cd0ff");
    option("Left voicemail", "b2cf5968-551e-4856-9783-52b3da59a7d0");
    option("No answer", "73a0d17f-1163-4015-bdd5-ec830791da20");
    option("Wrong number", "17b47fee-58de-441e-a44c-c6300d46f273");
}

void addMeeting(Builder& add)
{
    add.texts(
        {"hs_meeting_title", "hs_meeting_location", "hs_meeting_external_url", "hs_activity_type"});
    add.html("hs_meeting_body");
    add.html("hs_internal_meeting_notes");
    add.add("hs_meeting_start_time", PropertyType::DateTime);
    add.add("hs_meeting_end_time", PropertyType::DateTime);
    add.choice(
        "hs_meeting_outcome", {"SCHEDULED", "COMPLETED", "RESCHEDULED", "NO_SHOW", "CANCELED"});
}

void addEmail(Builder& add)
{
    add.texts({"hs_email_subject", "hs_email_text", "hs_email_headers", "hs_email_message_id",
        "hs_email_thread_id"});
    add.html("hs_email_html").searchable = false;
    add.choice("hs_email_direction", {"EMAIL", "INCOMING_EMAIL", "FORWARDED_EMAIL"});
    add.choice("hs_email_status", {"BOUNCED", "FAILED", "SCHEDULED", "SENDING", "SENT"});
    add.readOnlyTexts({"hs_email_from_email", "hs_email_from_firstname", "hs_email_from_lastname",
        "hs_email_to_email", "hs_email_to_firstname", "hs_email_to_lastname", "hs_email_cc_email",
        "hs_email_bcc_email", "hs_email_associated_contact_id", "hs_email_send_event_id",
        "hs_sequence_id", "hs_in_reply_to_engagement_id"});
    for (const char* counter :
        {"hs_email_open_count", "hs_email_click_count", "hs_email_reply_count"})
        add.add(counter, PropertyType::Number, Access::ReadOnly);
}

void addContact(Builder& add)
{
    addCommon(add);
    add.computed("createdate", PropertyType::DateTime, Computed::CreatedAt);
    add.computed("lastmodifieddate", PropertyType::DateTime, Computed::UpdatedAt);
    add.add("email").unique = true;
    add.texts({"firstname", "lastname", "phone", "company"});
    add.readOnlyTexts(
        {"hs_merged_object_ids", "salesforcecontactid", "salesforceleadid", "salesforceaccountid"});
    for (const char* date : {"hs_sales_email_last_opened", "hs_sales_email_last_clicked",
             "hs_sales_email_last_replied", "hs_document_last_revisited", "recent_conversion_date",
             "hs_email_last_send_date", "hs_email_last_open_date", "hs_email_last_click_date"})
        add.add(date, PropertyType::DateTime, Access::ReadOnly);
}

DefinedProperties activityProperties(const char* group, const char* body, void (*addOwn)(Builder&))
{
    DefinedProperties defined;
    defined.groupName = QString::fromLatin1(group);
    defined.groupLabel = QStringLiteral("Activity information");
    defined.body = body;
    Builder builder(defined.groupName);
    addActivity(builder);
    addOwn(builder);
    defined.properties = builder.take();
    for (auto& definition : defined.properties) {
        if (definition.name == "hs_body_preview" && group == QByteArrayView("email"))
            definition.searchable = false;
    }
    return defined;
}

} // namespace

DefinedProperties definedProperties(Object object)
{
    switch (object) {
    case Object::Tasks:
        return activityProperties("task", "hs_task_body", addTask);
    case Object::Calls:
        return activityProperties("call", "hs_call_body", addCall);
    case Object::Meetings:
        return activityProperties("meeting", "hs_meeting_body", addMeeting);
    case Object::Notes:
        return activityProperties(
            "note", "hs_note_body", [](Builder& add) { add.html("hs_note_body"); });
    case Object::Emails:
        return activityProperties("email", "hs_email_html", addEmail);
    case Object::Contacts:
        break;
    }
    DefinedProperties defined;
    defined.groupName = QStringLiteral("contactinformation");
    defined.groupLabel = QStringLiteral("Contact information");
    Builder builder(defined.groupName);
    addContact(builder);
    defined.properties = builder.take();
    return defined;
}

} // namespace sandbox::hubspot
