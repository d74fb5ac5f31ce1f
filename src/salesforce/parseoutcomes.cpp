// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/parseoutcomes.h"

#include "salesforce/parserecords.h"

#include "net/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace salesforce {
namespace {

// Salesforce itself sends statusCode, some of its gateways errorCode (contract 4.6).
QString codeOf(const QJsonObject& error)
{
    const QString code = error.value(u"statusCode").toString();
    return code.isEmpty() ? error.value(u"errorCode").toString() : code;
}

WriteOutcome rejected(const QJsonArray& errors)
{
    WriteOutcome outcome;
    outcome.what = WriteOutcome::What::Rejected;
    const QJsonObject first = errors.at(0).toObject(); // empty if there is none
    outcome.code = codeOf(first);
    outcome.message = first.value(u"message").toString();
    for (const auto& field : first.value(u"fields").toArray())
        outcome.fields.append(field.toString());
    if (outcome.code == QLatin1String("DUPLICATE_VALUE"))
        outcome.id = idInMessage(outcome.message);
    return outcome;
}

// Read by hand and not strictly: one record that cannot be understood must not hide what became of
// the others.
WriteOutcome readOutcome(const QJsonValue& value)
{
    const QJsonObject record = value.toObject();
    const QJsonValue success = record.value(u"success");
    if (!success.isBool())
        return {};
    if (!success.toBool())
        return rejected(record.value(u"errors").toArray());
    const auto id = core::salesforceId(record.value(u"id").toString());
    if (!id)
        return {};
    WriteOutcome outcome;
    outcome.what = record.value(u"created").toBool() ? WriteOutcome::What::Created
                                                     : WriteOutcome::What::Updated;
    outcome.id = *id;
    return outcome;
}

tl::unexpected<core::Error> unreadable(const QString& what)
{
    return tl::make_unexpected(core::Error{core::Error::Kind::Unknown, what});
}

} // namespace

core::Result<std::vector<WriteOutcome>> parseOutcomes(const QByteArray& bytes, std::size_t count)
{
    const net::Json json(bytes);
    const QJsonArray answers = json.array().raw();
    if (json.error())
        return unreadable(json.error()->what);
    if (std::size_t(answers.size()) > count) {
        return unreadable(
            QStringLiteral("%1 outcomes for %2 records").arg(answers.size()).arg(count));
    }
    std::vector<WriteOutcome> outcomes(count);
    for (qsizetype i = 0; i < answers.size(); ++i)
        outcomes[std::size_t(i)] = readOutcome(answers[i]);
    return outcomes;
}

core::Result<core::SalesforceId> parseCreated(const QByteArray& bytes)
{
    const net::Json json(bytes);
    return json.finish(readId(json.object(), u"id"));
}

core::SalesforceId idInMessage(const QString& message)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\bid: ?([A-Za-z0-9]{18}|[A-Za-z0-9]{15})(?![A-Za-z0-9])"));
    const auto match = pattern.match(message);
    if (!match.hasMatch())
        return {};
    return core::salesforceId(match.captured(1)).value_or(core::SalesforceId());
}

} // namespace salesforce
