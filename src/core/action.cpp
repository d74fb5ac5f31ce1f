// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/action.h"

#include <QCryptographicHash>

namespace core {

namespace {

// What a row of each kind will do, as bytes; empty for rows that write nothing to a CRM.
struct Payload
{
    QByteArray operator()(const CreateTask& body) const { return payloadHash(body.fields); }
    QByteArray operator()(const UpdateTask& body) const
    {
        return body.task.value.toUtf8() + '\n' + payloadHash(body.fields);
    }
    QByteArray operator()(const Adopt& body) const { return body.task.value.toUtf8(); }
    QByteArray operator()(const DeleteTask& body) const { return body.task.value.toUtf8(); }
    QByteArray operator()(const RaiseConflict& body) const
    {
        return apiName(body.field).toUtf8() + (body.undecided ? "?" : body.hubSpotWins ? "h" : "s");
    }
    template <typename Quiet>
    QByteArray operator()(const Quiet&) const
    {
        return {};
    }
};

struct Name
{
    QString operator()(const CreateTask&) const { return QStringLiteral("createTask"); }
    QString operator()(const UpdateTask&) const { return QStringLiteral("updateTask"); }
    QString operator()(const Adopt&) const { return QStringLiteral("adopt"); }
    QString operator()(const RefreshBase&) const { return QStringLiteral("refreshBase"); }
    QString operator()(const DeleteTask&) const { return QStringLiteral("deleteTask"); }
    QString operator()(const Unlink&) const { return QStringLiteral("unlink"); }
    QString operator()(const Wait&) const { return QStringLiteral("wait"); }
    QString operator()(const Exclude&) const { return QStringLiteral("exclude"); }
    QString operator()(const Block&) const { return QStringLiteral("block"); }
    QString operator()(const RaiseConflict&) const { return QStringLiteral("raiseConflict"); }
    QString operator()(const NoAction&) const { return QStringLiteral("nothing"); }
};

} // namespace

QString actionName(const ActionBody& body)
{
    return std::visit(Name {}, body);
}

bool writes(const ActionBody& body)
{
    return std::holds_alternative<CreateTask>(body) || std::holds_alternative<UpdateTask>(body)
        || std::holds_alternative<DeleteTask>(body);
}

QByteArray rowHash(const Action& action)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray& part : {actionName(action.body).toUtf8(), action.key.value.toUtf8(),
             std::visit(Payload {}, action.body)}) {
        hash.addData(QByteArray::number(part.size()) + ':');
        hash.addData(part);
    }
    return hash.result();
}

} // namespace core
