// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hubspot/parse.h"
#include "printed.h"
#include "support/golden.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

// The parsers by the names of their golden files, and those files with one place changed.
namespace subjects {

using core::ActivityObject;

using Printed = core::Result<QByteArray>;

template <typename Value> Printed print(const core::Result<Value>& value)
{
    if (!value)
        return tl::unexpected(value.error());
    return printed::text(*value);
}

struct Subject
{
    const char* name;
    Printed (*parse)(const QByteArray&);
};

template <ActivityObject object> Printed activities(const QByteArray& body)
{
    return print(hubspot::parseActivities(object, body));
}

template <auto parse> Printed with(const QByteArray& body)
{
    return print(parse(body));
}

inline const std::array all{
    Subject{"account", with<hubspot::parseAccount>},
    Subject{"owners", with<hubspot::parseOwners>},
    Subject{"owners-last-page", with<hubspot::parseOwners>},
    Subject{"properties", with<hubspot::parseProperties>},
    Subject{"tasks", activities<ActivityObject::Tasks>},
    Subject{"calls", activities<ActivityObject::Calls>},
    Subject{"meetings", activities<ActivityObject::Meetings>},
    Subject{"notes", activities<ActivityObject::Notes>},
    Subject{"emails", activities<ActivityObject::Emails>},
    Subject{"contacts", with<hubspot::parseContacts>},
    Subject{"associations", with<hubspot::parseAssociations>},
    Subject{"history", with<hubspot::parseLastChanges>},
};

inline Subject subjectNamed(const QString& name)
{
    for (const Subject& subject : all)
        if (name == QLatin1String(subject.name))
            return subject;
    qFatal("no such subject");
}

inline QByteArray input(const QString& name)
{
    return support::goldenInput(QStringLiteral("hubspot/%1.json").arg(name));
}

// `value` with the member at `path` ("results/0/id") replaced; removed if `by` is undefined.
inline QJsonValue edited(const QJsonValue& value, const QStringList& path, const QJsonValue& by)
{
    if (path.isEmpty())
        return by;
    const QString& step = path.front();
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        const int index = step.toInt();
        array[index] = edited(array.at(index), path.mid(1), by);
        return array;
    }
    QJsonObject object = value.toObject();
    const QJsonValue changed = edited(object.value(step), path.mid(1), by);
    if (changed.isUndefined())
        object.remove(step);
    else
        object.insert(step, changed);
    return object;
}

inline QByteArray editedInput(const QString& name, const QString& path, const QJsonValue& by)
{
    const QJsonValue root = QJsonDocument::fromJson(input(name)).object();
    const QJsonValue changed = edited(root, path.split(u'/'), by);
    return QJsonDocument(changed.toObject()).toJson(QJsonDocument::Compact);
}

// "results/0/id" as the parser spells it: "results[0].id"
inline QString spelled(const QString& path)
{
    QString out;
    for (const QString& step : path.split(u'/')) {
        bool isIndex = false;
        step.toInt(&isIndex);
        if (isIndex)
            out += u'[' + step + u']';
        else
            out += (out.isEmpty() ? QString() : QStringLiteral(".")) + step;
    }
    return out;
}

} // namespace subjects
