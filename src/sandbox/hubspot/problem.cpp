// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/problem.h"

namespace sandbox::hubspot {

namespace {

void writeContext(JsonWriter& out, const Context& context)
{
    out.key("context").beginObject();
    for (const auto& [name, texts] : context) {
        out.key(name).beginArray();
        for (const auto& text : texts)
            out.text(text);
        out.endArray();
    }
    out.endObject();
}

void writeDetails(JsonWriter& out, const std::vector<Detail>& details)
{
    out.key("errors").beginArray();
    for (const auto& detail : details) {
        out.beginObject().key("message").text(detail.message);
        if (!detail.code.isEmpty())
            out.key("code").text(detail.code);
        if (!detail.context.empty())
            writeContext(out, detail.context);
        out.endObject();
    }
    out.endArray();
}

void writeMembers(JsonWriter& out, const Problem& problem, const QByteArray& correlationId)
{
    out.key("status").text("error").key("message").text(problem.message);
    if (!correlationId.isEmpty())
        out.key("correlationId").text(correlationId);
    if (!problem.context.empty())
        writeContext(out, problem.context);
    if (!problem.details.empty())
        writeDetails(out, problem.details);
    if (problem.category == "MISSING_SCOPES")
        out.key("links").raw(R"({"scopes":"https://developers.hubspot.com/scopes"})");
    if (!problem.subCategory.isEmpty())
        out.key("subCategory").text(problem.subCategory);
    if (!problem.category.isEmpty())
        out.key("category").text(problem.category);
}

} // namespace

Problem invalid(const QString& message)
{
    Problem problem;
    problem.message = message;
    return problem;
}

Problem notFound(const QString& message)
{
    Problem problem = invalid(message);
    problem.status = 404;
    problem.category = "OBJECT_NOT_FOUND";
    return problem;
}

Problem noSuchPath()
{
    Problem problem = notFound(QStringLiteral("resource not found"));
    problem.category.clear();
    return problem;
}

void writeRows(JsonWriter& out, const std::vector<Problem>& problems)
{
    if (problems.empty())
        return;
    out.key("numErrors").number(static_cast<qint64>(problems.size()));
    out.key("errors").beginArray();
    for (const auto& problem : problems) {
        out.beginObject();
        writeMembers(out, problem, {});
        out.endObject();
    }
    out.endArray();
}

HttpResponse response(const Problem& problem, const QByteArray& correlationId)
{
    JsonWriter out;
    out.beginObject();
    writeMembers(out, problem, correlationId);
    out.endObject();
    return jsonResponse(problem.status, out.take());
}

HttpResponse faultResponse(int status, const QByteArray& correlationId)
{
    if (status == 429) {
        JsonWriter out;
        out.beginObject().key("status").text("error");
        out.key("message").text("You have reached your ten_secondly_rolling limit.");
        out.key("errorType").text("RATE_LIMIT").key("correlationId").text(correlationId);
        out.key("policyName").text("TEN_SECONDLY_ROLLING").endObject();
        return jsonResponse(status, out.take());
    }
    Problem problem = invalid(QStringLiteral("The service is temporarily unavailable."));
    problem.status = status;
    problem.category.clear();
    if (status == 401) {
        problem.category = "EXPIRED_AUTHENTICATION";
        problem.message = QStringLiteral("The OAuth token used to make this call expired.");
    } else if (status == 423) {
        problem.message = QStringLiteral("The resource is locked by another operation.");
    } else if (status == 477) {
        problem.message = QStringLiteral("A migration between data centres is in progress.");
    } else if (status == 500) {
        problem.message = QStringLiteral("internal error");
    }
    return response(problem, correlationId);
}

} // namespace sandbox::hubspot
