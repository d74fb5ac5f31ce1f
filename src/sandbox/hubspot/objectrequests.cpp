// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/batchwrites.h"
#include "sandbox/hubspot/call.h"
#include "sandbox/hubspot/objectreads.h"
#include "sandbox/hubspot/objectwrites.h"
#include "sandbox/hubspot/search.h"

namespace sandbox::hubspot {

namespace {

Answer handleBatch(Call& call, Object object, const QByteArray& what)
{
    if (call.request.method != "POST")
        return wrongMethod(call);
    if (what == "read")
        return readBatch(call, object);
    if (what == "create")
        return writeBatch(call, object, BatchWrite::Create);
    if (what == "update")
        return writeBatch(call, object, BatchWrite::Update);
    if (what == "upsert")
        return writeBatch(call, object, BatchWrite::Upsert);
    if (what == "archive")
        return archiveBatch(call, object);
    return noSuchPath();
}

Answer handleCollection(Call& call, Object object)
{
    if (call.request.method == "GET")
        return listObjects(call, object);
    if (call.request.method == "POST")
        return createObject(call, object);
    return wrongMethod(call);
}

Answer handleSingle(Call& call, Object object, const QByteArray& id)
{
    if (call.request.method == "GET")
        return readObject(call, object, id);
    if (call.request.method == "PATCH")
        return updateObject(call, object, id);
    if (call.request.method == "DELETE")
        return archiveObject(call, object, id);
    return wrongMethod(call);
}

} // namespace

Answer handleObjects(Call& call)
{
    const auto& rest = call.route.rest;
    const auto object = rest.isEmpty() ? std::nullopt : objectNamed(rest.first());
    if (!object)
        return rest.isEmpty() ? noSuchPath()
                              : invalid(QStringLiteral("Unable to infer object type from: %1")
                                            .arg(QString::fromUtf8(rest.first())));
    if (rest.size() == 4 && rest.at(2) == "associations")
        return readEnds(call, *object, rest.at(1), rest.at(3));
    if (call.route.dialect == Dialect::V4)
        return noSuchPath();
    if (rest.size() == 1)
        return handleCollection(call, *object);
    if (rest.size() == 3 && rest.at(1) == "batch")
        return handleBatch(call, *object, rest.at(2));
    if (rest.size() != 2)
        return noSuchPath();
    if (rest.at(1) != "search")
        return handleSingle(call, *object, rest.at(1));
    return call.request.method == "POST" ? search(call, *object) : Answer(wrongMethod(call));
}

} // namespace sandbox::hubspot
