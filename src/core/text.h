// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activity.h"

#include <QString>

#include <optional>

// What people will read in Salesforce: plain text made from an activity (R1.7, R1.8).
namespace core {

// A text that had to fit. `length` is what it had before, in the unit of the limit that was
// applied.
struct Fitted
{
    QString text;
    int length = 0;
    bool cut = false;
    bool operator==(const Fitted&) const = default;
};

// R1.8: readable plain text from HTML: paragraphs, lists and tables line by line, links as `text
// (url)` for http, https and mailto (once if the text is the address), no script or style text,
// entities decoded, control characters dropped. Plain input comes back as it is, but for white
// space: its line ends count then, and what only looks like a tag is text
// ("a < b", "Kari <kari@example.com>"). Input above 1,048,576 UTF-16 units is cut first; nesting is
// limited. Never fails.
[[nodiscard]] QString plainText(const QString& html);

// R1.7: the kind's default template: "Call: {title}", "Sent {subject}", "{subject}" for tasks ...
[[nodiscard]] QString defaultSubject(Kind kind);

// The problem with a subject template of this kind (unknown variable, unbalanced brace), nothing if
// it is good. A kind's variables are those of its default; {first line} (of the body) may also be
// named for tasks, calls, meetings, sales email sends and replies. Braces cannot be escaped.
[[nodiscard]] std::optional<QString> subjectProblem(Kind kind, const QString& subjectTemplate);

// R1.7: the subject, at most `maxCodePoints` code points, cut at a word boundary with an ellipsis,
// never inside a surrogate pair, before a combining mark or inside a joined emoji. Line breaks
// become blanks. An empty template is the default. An empty title leaves the prefix alone, tidied:
// blanks and separators (: , ; | / and dashes) between it and the missing value go, "Call: {title}"
// becomes "Call". A task without a subject has an empty one.
[[nodiscard]] Fitted subjectOf(
    const Activity& activity, Kind kind, const QString& subjectTemplate, int maxCodePoints);

struct DescriptionOptions
{
    bool body = true; // R1.8 option: no body
    QString fullSubject = {}; // written in front when the subject was cut; else empty
    QString zone = {}; // IANA id for the time of the first line
    QString recordLink = {}; // URL of the HubSpot record; empty: no first line (two-way task pairs)
    int maxCharacters = 32000; // UTF-16 units, as Salesforce counts them
};

// R1.8: "2026-11-23 14:05 · Call · https://…" (start of a meeting, creation of a task, else
// hs_timestamp), a line "Subject: …" if the subject was cut, an empty line and the body as plain
// text; whatever of these there is. Cut with a note at the end, both together within the limit:
// "[Cut by ActivityBridge: 31944 of 40000 characters]".
[[nodiscard]] Fitted descriptionOf(
    const Activity& activity, Kind kind, const DescriptionOptions& options);

} // namespace core
