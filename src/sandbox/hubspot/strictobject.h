// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/hubspot/problem.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QString>

#include <optional>

namespace sandbox::hubspot {

// Reads one JSON object of a request so that nothing passes unseen: a missing or mistyped member is
// a problem, and so is a member that nobody asked for. The first problem stays; what is read after
// it is empty.
class StrictObject final
{
public:
    // `where` names the object in messages: "inputs[3]".
    StrictObject(QJsonObject object, QString where);

    // Required.
    QString text(const char* name);
    QJsonArray array(const char* name);
    QJsonObject object(const char* name);
    // Optional: empty when absent.
    std::optional<QString> maybeText(const char* name);
    std::optional<int> maybeInteger(const char* name);
    std::optional<bool> maybeBoolean(const char* name);
    QStringList texts(const char* name);
    QJsonArray maybeArray(const char* name);
    QJsonObject maybeObject(const char* name);
    [[nodiscard]] bool has(const char* name) const;

    void fail(const QString& message);
    // After everything was read: the first problem, also a member that was not asked for.
    [[nodiscard]] std::optional<Problem> problem();

private:
    // The member, if it is there and of the type; otherwise undefined.
    QJsonValue take(const char* name, QJsonValue::Type type, const char* typeName);
    QJsonValue require(const char* name, QJsonValue::Type type, const char* typeName);

    QJsonObject m_object;
    QString m_where;
    QSet<QString> m_asked;
    std::optional<Problem> m_problem;
};

// The elements of an array as objects; nothing if one is something else.
[[nodiscard]] std::optional<std::vector<QJsonObject>> objectsOf(const QJsonArray& array);

} // namespace sandbox::hubspot
