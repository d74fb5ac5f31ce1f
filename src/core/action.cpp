// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/action.h"

#include <QCryptographicHash>

namespace core {

namespace {

struct Named
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

// What a row will do beyond its name and key, as bytes.
struct Deed
{
    QByteArray operator()(const CreateTask& create) const { return payloadHash(create.fields); }
    QByteArray operator()(const UpdateTask& update) const
    {
        return update.task.value.toUtf8() + '\n' + payloadHash(update.fields);
    }
    QByteArray operator()(const Adopt& adopt) const { return adopt.task.value.toUtf8(); }
    QByteArray operator()(const DeleteTask& gone) const { return gone.task.value.toUtf8(); }
    QByteArray operator()(const Wait& wait) const { return wait.contact.value.toUtf8(); }
    QByteArray operator()(const Unlink& unlink) const
    {
        return QByteArray::number(static_cast<int>(unlink.state));
    }
    QByteArray operator()(const RaiseConflict& conflict) const
    {
        const char winner = conflict.undecided ? '?' : conflict.hubSpotWins ? 'h' : 's';
        return conflict.task.value.toUtf8() + '\n' + apiName(conflict.field).toUtf8() + winner;
    }
    QByteArray operator()(const RefreshBase&) const { return {}; }
    QByteArray operator()(const Exclude&) const { return {}; }
    QByteArray operator()(const Block&) const { return {}; }
    QByteArray operator()(const NoAction&) const { return {}; }
};

} // namespace

QString actionName(const ActionBody& body)
{
    return std::visit(Named{}, body);
}

bool writes(const ActionBody& body)
{
    return std::holds_alternative<CreateTask>(body) || std::holds_alternative<UpdateTask>(body)
        || std::holds_alternative<DeleteTask>(body);
}

QByteArray rowHash(const Action& action)
{
    const QByteArray row = actionName(action.body).toUtf8() + '\n' + action.key.value.toUtf8()
        + '\n' + std::visit(Deed{}, action.body);
    return QCryptographicHash::hash(row, QCryptographicHash::Sha256);
}

} // namespace core
