// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/jsontext.h"
#include "sandbox/salesforce/rest/call.h"
#include "sandbox/salesforce/soql/run.h"

namespace sandbox::salesforce::rest {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageRowsMin = 200;
constexpr int pageRowsMax = 2000;

struct PageSize
{
    int rows = pageRowsMax;
    std::optional<HttpResponse> refusal;
};

// "Sforce-Query-Options: batchSize=500", 200 to 2,000.
PageSize pageSize(const Call& call)
{
    const QByteArray option = call.header("Sforce-Query-Options").trimmed();
    if (option.isEmpty())
        return {std::min(pageRowsMax, call.state().pageRowsMax), std::nullopt};
    bool isNumber = false;
    const int rows = option.startsWith("batchSize=") ? option.mid(10).toInt(&isNumber) : 0;
    if (!isNumber || rows < pageRowsMin || rows > pageRowsMax)
        return {0,
            error(400, u"INVALID_BATCH_SIZE"_s,
                u"query batchSize must be between 200 and 2000: %1"_s.arg(
                    QString::fromUtf8(option)))};
    return {std::min(rows, call.state().pageRowsMax), std::nullopt};
}

QByteArray nextUrl(const Call& call, const Cursor& cursor, std::size_t offset)
{
    return "/services/data/v" + QByteArray::number(call.version) + ".0/query/"
        + cursor.id.toLatin1() + '-' + QByteArray::number(qulonglong(offset));
}

// One page; the cursor is opened if rows are left.
HttpResponse page(const Call& call, Cursor cursor, std::size_t offset, int size)
{
    State& state = call.state();
    const std::size_t end = std::min(cursor.rows.size(), offset + static_cast<std::size_t>(size));
    const bool isDone = end == cursor.rows.size();
    QByteArray body = R"({"totalSize":)" + QByteArray::number(qulonglong(cursor.rows.size()))
        + R"(,"done":)" + (isDone ? "true" : "false");
    if (!isDone && cursor.id.isEmpty()) {
        cursor.id = state.cursors.nextId();
        cursor.openedAt = state.now();
        cursor = state.cursors.open(std::move(cursor));
    }
    if (!isDone)
        body += R"(,"nextRecordsUrl":")" + nextUrl(call, cursor, end) + '"';
    body += R"(,"records":[)";
    const std::size_t start = offset;
    for (; offset < end; ++offset) {
        if (offset > start)
            body += ',';
        appendRecord(
            body, cursor.plan.output, *cursor.plan.table, cursor.rows[offset], state, call.version);
    }
    return json(200, body + "]}");
}

HttpResponse refused(const soql::QueryError& problem)
{
    return error(400, problem.code, problem.message);
}

HttpResponse firstPage(const Call& call, bool includesDeleted, int size)
{
    const auto text = call.query.find(u"q"_s);
    if (text == call.query.end())
        return error(400, u"MALFORMED_QUERY"_s, u"A query string has to be specified"_s);
    const State& state = call.state();
    const soql::Parsed<soql::Query> parsed = soql::parse(text->second);
    if (const auto* problem = std::get_if<soql::QueryError>(&parsed))
        return refused(*problem);
    soql::Parsed<soql::Plan> planned
        = soql::plan(std::get<soql::Query>(parsed), text->second, state, call.access());
    if (const auto* problem = std::get_if<soql::QueryError>(&planned))
        return refused(*problem);

    Cursor cursor;
    cursor.plan = std::move(std::get<soql::Plan>(planned));
    cursor.rows = soql::run(cursor.plan, state, includesDeleted);
    cursor.includesDeleted = includesDeleted;
    if (cursor.plan.isCount)
        return json(200,
            QJsonObject{{u"totalSize"_s, static_cast<qint64>(cursor.rows.size())},
                {u"done"_s, true}, {u"records"_s, QJsonArray()}});
    return page(call, std::move(cursor), 0, size);
}

// query/01g000000000001-2000
HttpResponse nextPage(const Call& call, const QString& locator, int size)
{
    const qsizetype dash = locator.lastIndexOf(QChar(u'-'));
    bool isNumber = false;
    const int offset = locator.mid(dash + 1).toInt(&isNumber);
    const Cursor* cursor = nullptr;
    if (dash > 0 && isNumber)
        cursor = call.state().cursors.find(locator.left(dash), call.state().now());
    if (!cursor || offset <= 0 || static_cast<std::size_t>(offset) >= cursor->rows.size())
        return error(400, u"INVALID_QUERY_LOCATOR"_s, u"invalid query locator"_s);
    return page(call, *cursor, static_cast<std::size_t>(offset), size);
}

} // namespace

HttpResponse query(Call& call)
{
    if (!call.is("GET"))
        return methodNotAllowed(call, u"GET,HEAD"_s);
    const PageSize size = pageSize(call);
    if (size.refusal)
        return *size.refusal;
    if (call.path.size() == 1)
        return firstPage(call, call.path[0] == "queryAll"_L1, size.rows);
    if (call.path.size() == 2)
        return nextPage(call, call.path[1], size.rows);
    return notFound();
}

} // namespace sandbox::salesforce::rest
