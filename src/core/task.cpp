// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>
#include <cmath>

namespace core {

namespace {

struct Name
{
    TaskField field;
    const char16_t* apiName;
};

constexpr std::array names{
    Name{TaskField::Subject, u"Subject"},
    Name{TaskField::Description, u"Description"},
    Name{TaskField::Status, u"Status"},
    Name{TaskField::Priority, u"Priority"},
    Name{TaskField::ActivityDate, u"ActivityDate"},
    Name{TaskField::Type, u"Type"},
    Name{TaskField::TaskSubtype, u"TaskSubtype"},
    Name{TaskField::WhoId, u"WhoId"},
    Name{TaskField::OwnerId, u"OwnerId"},
    Name{TaskField::IsReminderSet, u"IsReminderSet"},
    Name{TaskField::CallType, u"CallType"},
    Name{TaskField::CallDurationInSeconds, u"CallDurationInSeconds"},
    Name{TaskField::CallDisposition, u"CallDisposition"},
};
static_assert(names.size() == allTaskFields.size());

// Salesforce gives line feeds back as CR LF and cuts blanks around a text; blanks at the end of a
// line are nobody's edit.
QString canonicalText(const QString& text)
{
    QString result(text.size(), Qt::Uninitialized); // never longer than the text
    QChar* const begin = result.data();
    QChar* next = begin;
    QChar* end = begin; // behind the last character that is not a blank
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'\r' || c == u'\n') {
            if (c == u'\r' && i + 1 < text.size() && text.at(i + 1) == u'\n')
                ++i;
            next = end;
            *next++ = u'\n';
            end = next;
            continue;
        }
        *next++ = c;
        if (c != u' ' && c != u'\t')
            end = next;
    }
    result.truncate(next - begin);
    return result.trimmed();
}

bool isId(TaskField field)
{
    return field == TaskField::WhoId || field == TaskField::OwnerId;
}

// One value as bytes whose first says what it is, so that "1" and 1 differ; empty text and null are
// the same to Salesforce.
QByteArray canonicalValue(TaskField field, const QJsonValue& value)
{
    if (value.isBool())
        return value.toBool() ? QByteArrayLiteral("b1") : QByteArrayLiteral("b0");
    if (value.isDouble())
        return "d" + QByteArray::number(qint64{std::llround(value.toDouble())});
    QString text = canonicalText(value.toString());
    if (text.isEmpty())
        return QByteArrayLiteral("n");
    if (isId(field)) {
        if (const auto id = salesforceId(text))
            text = id->value;
    }
    return "s" + text.toUtf8();
}

// The value as it is sent, as bytes whose first says what it is.
QByteArray exactValue(const QJsonValue& value)
{
    if (value.isBool())
        return value.toBool() ? QByteArrayLiteral("b1") : QByteArrayLiteral("b0");
    if (value.isDouble())
        return "d" + QByteArray::number(value.toDouble(), 'g', 17);
    if (value.isString())
        return "s" + value.toString().toUtf8();
    Q_ASSERT(value.isNull()); // a Task has no other values
    return QByteArrayLiteral("n");
}

} // namespace

QString apiName(TaskField field)
{
    const auto found = std::ranges::find(names, field, &Name::field);
    Q_ASSERT(found != names.end());
    return QString::fromUtf16(found->apiName);
}

std::optional<TaskField> taskFieldOf(const QString& apiName)
{
    const auto found = std::ranges::find_if(
        names, [&apiName](const Name& name) { return apiName == QStringView(name.apiName); });
    return found == names.end() ? std::nullopt : std::optional(found->field);
}

quint64 writtenHash(TaskField field, const QJsonValue& value)
{
    const QByteArray hash
        = QCryptographicHash::hash(canonicalValue(field, value), QCryptographicHash::Blake2b_256);
    return qFromBigEndian<quint64>(hash.constData());
}

QByteArray payloadHash(const TaskFields& fields)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const auto& [field, value] : fields) {
        const QByteArray bytes = exactValue(value);
        // With its length, so that no two payloads look alike.
        hash.addData(apiName(field).toLatin1() + ' ' + QByteArray::number(bytes.size()) + '\n');
        hash.addData(bytes);
    }
    return hash.result();
}

} // namespace core
