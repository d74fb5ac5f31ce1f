// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/taskvalue.h"

#include <QHash>

#include <functional>

using namespace Qt::StringLiterals;

namespace simulation {

QString valueOf(const sandbox::salesforce::Task& task, const QString& field)
{
    using Task = sandbox::salesforce::Task;
    static const QHash<QString, std::function<QString(const Task&)>> fields{
        {u"Subject"_s, [](const Task& of) { return of.subject; }},
        {u"Description"_s, [](const Task& of) { return of.description; }},
        {u"Status"_s, [](const Task& of) { return of.status; }},
        {u"Priority"_s, [](const Task& of) { return of.priority; }},
        {u"ActivityDate"_s, [](const Task& of) { return of.activityDate.toString(Qt::ISODate); }},
        {u"OwnerId"_s, [](const Task& of) { return of.ownerId; }},
        {u"WhoId"_s, [](const Task& of) { return of.whoId; }},
        {u"Type"_s, [](const Task& of) { return of.type; }},
        {u"TaskSubtype"_s, [](const Task& of) { return of.subtype; }},
        {u"CallType"_s, [](const Task& of) { return of.callType; }},
        {u"CallDurationInSeconds"_s,
            [](const Task& of) { return QString::number(of.callSeconds.value_or(-1)); }},
        {u"CallDisposition"_s, [](const Task& of) { return of.callDisposition; }},
    };
    const auto found = fields.constFind(field);
    return found == fields.constEnd() ? QString() : (*found)(task);
}

} // namespace simulation
