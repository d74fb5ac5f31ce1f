// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/rest/call.h"

namespace sandbox::salesforce::rest {

using namespace Qt::StringLiterals;

namespace {

// The org does not know by which address it was called; clients take instance_url from the token
// answer.
QString templateUrl(const QString& resource)
{
    return u"/services/data/v{version}/"_s + resource;
}

struct Person
{
    QString name;
    QString email;
    QString username;
    QString zone;
};

Person personOf(const State& state, const QString& userId)
{
    const ObjectType& type = state.at(u"User"_s).type();
    const Row* row = state.row(userId);
    const auto text = [&](const QString& field) {
        return row ? row->text(columnNamed(type, field)) : QString();
    };
    return {text(u"Name"_s), text(u"Email"_s), text(u"Username"_s), text(u"TimeZoneSidKey"_s)};
}

QJsonObject urlTemplates()
{
    return {{u"rest"_s, templateUrl({})}, {u"sobjects"_s, templateUrl(u"sobjects/"_s)},
        {u"query"_s, templateUrl(u"query/"_s)}};
}

} // namespace

QString identityUrl(const State& state, const QString& userId, const QByteArray& host)
{
    const QString base = host.isEmpty() ? u"https://login.salesforce.com"_s
                                        : u"http://"_s + QString::fromLatin1(host);
    return u"%1/id/%2/%3"_s.arg(base, state.organizationId, userId);
}

HttpResponse resources(const Call& call)
{
    if (!call.is("GET"))
        return methodNotAllowed(call, u"GET,HEAD"_s);
    const QString base = u"/services/data/v%1.0/"_s.arg(call.version);
    QJsonObject offered{{u"identity"_s,
        identityUrl(call.state(), call.saving.caller().userId, call.header("Host"))}};
    for (const QString& name :
        {u"composite"_s, u"limits"_s, u"query"_s, u"queryAll"_s, u"sobjects"_s, u"tooling"_s})
        offered.insert(name, base + name);
    return json(200, offered);
}

HttpResponse versions(const State& state)
{
    // Spring, Summer and Winter in turn; v60 was Spring '24, and a year's winter release comes
    // before its new year.
    static const QStringList seasons{u"Spring"_s, u"Summer"_s, u"Winter"_s};
    QJsonArray offered;
    for (int version = state.versionOldest; version <= state.versionNewest; ++version) {
        const int since = version - 60;
        const int year = 24 + since / 3 + (since % 3 == 2 ? 1 : 0);
        offered.append(QJsonObject{{u"label"_s, u"%1 '%2"_s.arg(seasons[since % 3]).arg(year)},
            {u"url"_s, u"/services/data/v%1.0"_s.arg(version)},
            {u"version"_s, u"%1.0"_s.arg(version)}});
    }
    return json(200, offered);
}

HttpResponse userInfo(const State& state, const QString& userId, const QByteArray& host)
{
    const Person person = personOf(state, userId);
    return json(200,
        QJsonObject{{u"sub"_s, identityUrl(state, userId, host)}, {u"user_id"_s, userId},
            {u"organization_id"_s, state.organizationId},
            {u"preferred_username"_s, person.username}, {u"nickname"_s, person.username},
            {u"name"_s, person.name}, {u"email"_s, person.email}, {u"email_verified"_s, true},
            {u"zoneinfo"_s, person.zone}, {u"user_type"_s, u"STANDARD"_s}, {u"active"_s, true},
            {u"urls"_s, urlTemplates()}});
}

HttpResponse identity(const State& state, const QString& userId, const QByteArray& host)
{
    const Person person = personOf(state, userId);
    return json(200,
        QJsonObject{{u"id"_s, identityUrl(state, userId, host)}, {u"asserted_user"_s, true},
            {u"user_id"_s, userId}, {u"organization_id"_s, state.organizationId},
            {u"username"_s, person.username}, {u"display_name"_s, person.name},
            {u"email"_s, person.email}, {u"active"_s, true}, {u"timezone"_s, person.zone},
            {u"user_type"_s, u"STANDARD"_s}, {u"urls"_s, urlTemplates()}});
}

} // namespace sandbox::salesforce::rest
