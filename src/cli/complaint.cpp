// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/complaint.h"

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
    return {{QStringLiteral("error"),
        QJsonObject{{QStringLiteral("message"), explained.what},
            {QStringLiteral("nextStep"), explained.nextStep}, {QStringLiteral("code"), error.code},
            {QStringLiteral("detail"), error.what},
            {QStringLiteral("httpStatus"), error.httpStatus}}}};
}

core::Error usage(const QString& what)
{
    return {core::Error::Kind::Usage, what};
}

} // namespace cli
