// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/payload.h"

#include <QDataStream>
#include <QIODevice>

namespace engine {

namespace {

QDataStream& operator<<(QDataStream& out, const core::HubSpotId& id)
{
    return out << id.value.toUtf8();
}
QDataStream& operator>>(QDataStream& in, core::HubSpotId& id)
{
    QByteArray bytes;
    in >> bytes;
    id.value = QString::fromUtf8(bytes);
    return in;
}
QDataStream& operator<<(QDataStream& out, const core::SalesforceId& id)
{
    return out << id.value.toLatin1();
}
QDataStream& operator>>(QDataStream& in, core::SalesforceId& id)
{
    QByteArray bytes;
    in >> bytes;
    id.value = QString::fromLatin1(bytes);
    return in;
}
QDataStream& operator<<(QDataStream& out, core::Instant instant)
{
    return out << qint64{instant.time_since_epoch().count()};
}
QDataStream& operator>>(QDataStream& in, core::Instant& instant)
{
    qint64 count = 0;
    in >> count;
    instant = core::Instant{std::chrono::milliseconds{count}};
    return in;
}

QDataStream& operator<<(QDataStream& out, const core::Base& base)
{
    out << quint8(base.size());
    for (const auto& [field, hashes] : base)
        out << quint8(field) << hashes.source << hashes.written;
    return out;
}
QDataStream& operator>>(QDataStream& in, core::Base& base)
{
    quint8 size = 0;
    in >> size;
    for (int i = 0; i < size; ++i) {
        quint8 field = 0;
        core::BaseField hashes;
        in >> field >> hashes.source >> hashes.written;
        base.insert_or_assign(static_cast<core::TaskField>(field), hashes);
    }
    return in;
}

// The values of a Task are texts, numbers, booleans and null; each goes in with its type.
void writeValue(QDataStream& out, const QJsonValue& value)
{
    out << quint8(value.type());
    if (value.isString())
        out << value.toString();
    else if (value.isDouble())
        out << value.toDouble();
    else if (value.isBool())
        out << value.toBool();
    else
        Q_ASSERT(value.isNull());
}

QJsonValue readValue(QDataStream& in)
{
    quint8 type = 0;
    in >> type;
    if (type == QJsonValue::String) {
        QString text;
        in >> text;
        return text;
    }
    if (type == QJsonValue::Double) {
        double number = 0;
        in >> number;
        return number;
    }
    if (type == QJsonValue::Bool) {
        bool is = false;
        in >> is;
        return is;
    }
    return QJsonValue::Null;
}

QDataStream& operator<<(QDataStream& out, const core::TaskFields& fields)
{
    out << quint8(fields.size());
    for (const auto& [field, value] : fields) {
        out << quint8(field);
        writeValue(out, value);
    }
    return out;
}
QDataStream& operator>>(QDataStream& in, core::TaskFields& fields)
{
    quint8 size = 0;
    in >> size;
    for (int i = 0; i < size; ++i) {
        quint8 field = 0;
        in >> field;
        fields.insert_or_assign(static_cast<core::TaskField>(field), readValue(in));
    }
    return in;
}

// Writing and reading one body side by side, so that they cannot drift apart.
struct Writer
{
    QDataStream& out;
    void operator()(const core::CreateTask& b) const
    {
        out << b.fields << b.base << b.contact << b.who;
    }
    void operator()(const core::UpdateTask& b) const { out << b.task << b.fields << b.base; }
    void operator()(const core::Adopt& b) const { out << b.task << b.base << b.contact << b.who; }
    void operator()(const core::RefreshBase& b) const { out << b.base; }
    void operator()(const core::DeleteTask& b) const { out << b.task; }
    void operator()(const core::Unlink& b) const { out << quint8(b.state) << b.task; }
    void operator()(const core::Wait& b) const { out << b.contact; }
    void operator()(const core::RaiseConflict& b) const
    {
        out << b.task << quint8(b.field) << b.hubSpotWins << b.undecided;
    }
    void operator()(const core::Exclude&) const { }
    void operator()(const core::Block&) const { }
    void operator()(const core::NoAction&) const { }
};

struct Reader
{
    QDataStream& in;
    void operator()(core::CreateTask& b) const { in >> b.fields >> b.base >> b.contact >> b.who; }
    void operator()(core::UpdateTask& b) const { in >> b.task >> b.fields >> b.base; }
    void operator()(core::Adopt& b) const { in >> b.task >> b.base >> b.contact >> b.who; }
    void operator()(core::RefreshBase& b) const { in >> b.base; }
    void operator()(core::DeleteTask& b) const { in >> b.task; }
    void operator()(core::Unlink& b) const
    {
        quint8 state = 0;
        in >> state >> b.task;
        b.state = static_cast<core::Link::State>(state);
    }
    void operator()(core::Wait& b) const { in >> b.contact; }
    void operator()(core::RaiseConflict& b) const
    {
        quint8 field = 0;
        in >> b.task >> field >> b.hubSpotWins >> b.undecided;
        b.field = static_cast<core::TaskField>(field);
    }
    void operator()(core::Exclude&) const { }
    void operator()(core::Block&) const { }
    void operator()(core::NoAction&) const { }
};

template <std::size_t Index = 0> core::ActionBody bodyOfIndex(std::size_t index)
{
    if constexpr (Index < std::variant_size_v<core::ActionBody>) {
        if (index == Index)
            return core::ActionBody{std::in_place_index<Index>};
        return bodyOfIndex<Index + 1>(index);
    }
    Q_ASSERT_X(false, "unpackAction", "unknown action body");
    return core::NoAction{};
}

} // namespace

QByteArray packAction(const SpooledAction& spooled)
{
    const core::Action& action = spooled.action;
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << action.key.value.toUtf8() << quint8(action.kind) << action.activity
        << action.activityVersion << action.taskVersion << action.time
        << quint8(action.body.index()) << quint16(action.why.size());
    for (const core::Reason& reason : action.why)
        out << quint16(reason.code) << reason.args;
    std::visit(Writer{out}, action.body);
    out << quint8(spooled.object) << quint32(spooled.contacts.size());
    for (const core::HubSpotId& contact : spooled.contacts)
        out << contact;
    return bytes;
}

SpooledAction unpackAction(const QByteArray& bytes)
{
    QDataStream in(bytes);
    SpooledAction spooled;
    core::Action& action = spooled.action;
    QByteArray key;
    quint8 kind = 0;
    quint8 index = 0;
    quint16 reasons = 0;
    in >> key >> kind >> action.activity >> action.activityVersion >> action.taskVersion
        >> action.time >> index >> reasons;
    action.key.value = QString::fromUtf8(key);
    action.kind = static_cast<core::Kind>(kind);
    for (int i = 0; i < reasons; ++i) {
        quint16 code = 0;
        core::Reason reason;
        in >> code >> reason.args;
        reason.code = static_cast<core::ReasonCode>(code);
        action.why.push_back(reason);
    }
    action.body = bodyOfIndex(index);
    std::visit(Reader{in}, action.body);
    quint8 object = 0;
    quint32 contacts = 0;
    in >> object >> contacts;
    spooled.object = static_cast<core::ActivityObject>(object);
    for (quint32 i = 0; i < contacts && in.status() == QDataStream::Ok; ++i) {
        core::HubSpotId contact;
        in >> contact;
        spooled.contacts.push_back(contact);
    }
    return spooled;
}

QByteArray packPromise(const Promise& promise)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << quint8(promise.kind) << promise.activity << promise.activityVersion << promise.contact
        << promise.who << promise.task << promise.base << quint8(promise.written.size());
    for (core::TaskField field : promise.written)
        out << quint8(field);
    return bytes;
}

Promise unpackPromise(const QByteArray& bytes)
{
    QDataStream in(bytes);
    Promise promise;
    quint8 kind = 0;
    quint8 fields = 0;
    in >> kind >> promise.activity >> promise.activityVersion >> promise.contact >> promise.who
        >> promise.task >> promise.base >> fields;
    promise.kind = static_cast<core::Kind>(kind);
    for (int i = 0; i < fields; ++i) {
        quint8 field = 0;
        in >> field;
        promise.written.push_back(static_cast<core::TaskField>(field));
    }
    return promise;
}

} // namespace engine
