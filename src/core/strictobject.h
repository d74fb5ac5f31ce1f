// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/time.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace core {

// Reads the keys of one JSON object of the settings file, strictly: a wrong type or value is an
// error that names the key's path and what is allowed, and so is a key that nobody asked for. A
// missing key leaves the target as it is. The first error stays; reading on after it is harmless.
class StrictObject final
{
public:
    StrictObject(const QJsonObject& object, QString path, std::optional<Error>& error);

    void read(QStringView key, bool& target);
    void read(QStringView key, int& target, int from, int to);
    void read(QStringView key, QString& target);
    void readOrNull(QStringView key, QString& target); // null is empty
    void readOrNull(QStringView key, std::optional<Instant>& target);
    void read(QStringView key, QStringList& target);

    // One of named choices.
    template <typename Choices, typename Choice>
    void read(QStringView key, Choice& target, const Choices& choices)
    {
        QStringList names;
        for (const auto& choice : choices)
            names += choice.name.toString();
        const auto index = indexOf(key, names);
        if (index)
            target = choices[*index].value;
    }

    // The object or array below a key; empty if the key is missing.
    StrictObject object(QStringView key);
    QJsonArray array(QStringView key);
    // An object in the list below a key.
    StrictObject element(QStringView key, int index, const QJsonValue& value);

    // Keys that are not fixed: each of them counts as asked for.
    QStringList freeKeys();

    // An error about a key, unless there is one already.
    void refuse(QStringView key, const QString& problem);
    // To be called at the end: an error if there is a key that nobody asked for.
    void refuseOthers();

private:
    QString pathOf(QStringView key) const;
    std::optional<QJsonValue> take(QStringView key, QJsonValue::Type type, const QString& wanted);
    std::optional<std::size_t> indexOf(QStringView key, const QStringList& names);

    QJsonObject m_object;
    QString m_path;
    QStringList m_asked;
    std::optional<Error>* m_error;
};

// The first key that stands twice in one object of a valid JSON text, nothing if there is none.
[[nodiscard]] std::optional<QString> doubleKey(const QByteArray& json);

} // namespace core
