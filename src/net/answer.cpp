// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/answer.h"

#include "net/isotime.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace net {

namespace {

constexpr std::chrono::hours pauseMax{1};
constexpr std::chrono::hours moveMax{24}; // 477: the account is being moved to another data centre
constexpr int movedStatus = 477;
constexpr qsizetype errorBodyMax = 64 * 1024;

} // namespace

std::optional<core::Instant> serverTime(const Response& response)
{
    return parseHttpDate(response.header("Date"));
}

std::optional<std::chrono::milliseconds> retryAfter(const Response& response)
{
    const QByteArray text = response.header("Retry-After").trimmed();
    if (text.isEmpty())
        return std::nullopt;
    bool isNumber = false;
    std::chrono::milliseconds pause{std::chrono::seconds{text.toInt(&isNumber)}};
    if (!isNumber) {
        const auto until = parseHttpDate(text);
        const auto now = serverTime(response);
        if (!until || !now)
            return std::nullopt;
        pause = *until - *now;
    }
    const std::chrono::milliseconds most = response.status == movedStatus ? moveMax : pauseMax;
    return std::clamp(pause, std::chrono::milliseconds{0}, most);
}

bool looksLikeJson(const Response& response)
{
    for (const char byte : response.body) {
        if (byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n')
            continue;
        return byte == '{' || byte == '[';
    }
    return true;
}

QString errorText(const Response& response, const QString& member)
{
    if (response.body.size() > errorBodyMax)
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(response.body);
    const QJsonObject object
        = document.isArray() ? document.array().first().toObject() : document.object();
    return object.value(member).toString();
}

} // namespace net
