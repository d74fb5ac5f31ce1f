// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/outcomes.h"

#include <QHash>

namespace engine {

Verdict verdictOf(const QString& code)
{
    static const QHash<QString, Verdict> verdicts{
        {QStringLiteral("DUPLICATE_VALUE"), Verdict::Anew},
        {QStringLiteral("NOT_FOUND"), Verdict::Anew},
        {QStringLiteral("ENTITY_IS_DELETED"), Verdict::ResolveAgain},
        {QStringLiteral("INVALID_CROSS_REFERENCE_KEY"), Verdict::ResolveAgain},
        {QStringLiteral("FIELD_INTEGRITY_EXCEPTION"), Verdict::ResolveAgain},
        {QStringLiteral("CANNOT_UPDATE_CONVERTED_LEAD"), Verdict::ResolveAgain},
        {QStringLiteral("UNABLE_TO_LOCK_ROW"), Verdict::LaterInRun},
        {QStringLiteral("SERVER_UNAVAILABLE"), Verdict::LaterInRun},
        {QStringLiteral("REQUEST_RUNNING_TOO_LONG"), Verdict::LaterInRun},
        {QStringLiteral("TOO_MANY_APEX_REQUESTS"), Verdict::LaterInRun},
        {QStringLiteral("FUNCTIONALITY_TEMPORARILY_UNAVAILABLE"), Verdict::LaterInRun},
        {QStringLiteral("ALL_OR_NONE_OPERATION_ROLLED_BACK"), Verdict::LaterInRun},
        {QStringLiteral("PROCESSING_HALTED"), Verdict::LaterInRun},
        {QStringLiteral("UNKNOWN_EXCEPTION"), Verdict::LaterInRun},
    };
    return verdicts.value(code, Verdict::Failed);
}

std::optional<std::chrono::minutes> pauseAfter(int tries)
{
    constexpr int triesMax = 5;
    if (tries >= triesMax)
        return std::nullopt;
    std::chrono::minutes pause{15};
    for (int i = 1; i < tries; ++i)
        pause *= 4;
    return pause;
}

} // namespace engine
