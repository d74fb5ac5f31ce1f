// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/complaint.h"

#include "core/day.h"
#include "words/errors.h"

namespace cli {

ExitCode complain(Invocation& invocation, const core::Error& error)
{
    invocation.output.complain(error);
    invocation.output.document(errorDocument(error));
    return exitCodeOf(error.kind);
}

QJsonObject errorDocument(const core::Error& error)
{
    const words::Explained explained = words::explain(error);
    QJsonObject object{{QStringLiteral("kind"), core::kindName(error.kind)},
        {QStringLiteral("message"), explained.what},
        {QStringLiteral("nextStep"), explained.nextStep}, {QStringLiteral("code"), error.code},
        {QStringLiteral("detail"), error.what}, {QStringLiteral("httpStatus"), error.httpStatus}};
    if (error.service != core::Service::None)
        object.insert(QStringLiteral("service"), core::serviceName(error.service));
    if (error.resumeAt)
        object.insert(QStringLiteral("resumeAt"), core::isoText(*error.resumeAt));
    return {{QStringLiteral("error"), object}};
}

core::Error usage(const QString& what)
{
    return {core::Error::Kind::Usage, what};
}

} // namespace cli
