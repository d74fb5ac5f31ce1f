// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activity.h"

#include <QString>

#include <optional>

// What people will read in Salesforce: plain text made from an activity (R1.7, R1.8).
namespace core {

// A text that had to fit. `length` is what it had before, in the unit of the limit that was applied.
struct Fitted
{
    QString text;
    int length = 0;
    bool cut = false;
    bool operator==(const Fitted&) const = default;
};

// Readable plain text from HTML: paragraphs, lists and tables line by line, links as `text (url)` for http, https and
// mailto, no script or style text, entities decoded, control characters dropped. Plain input comes back as it is, but
// for white space. Input above 1 MiB is cut first; nesting is limited. Never fails.
[[nodiscard]] QString plainText(const QString& html);

// R1.7: the kind's default template: "Call: {title}", "Sent {subject}", "{subject}" for tasks ...
[[nodiscard]] QString defaultSubject(Kind kind);

// The problem with a subject template of this kind (unknown variable, unbalanced brace), nothing if it is good.
[[nodiscard]] std::optional<QString> subjectProblem(Kind kind, const QString& subjectTemplate);

// R1.7: the subject, at most `maxCodePoints` code points, cut at a word boundary with an ellipsis, never inside a
// surrogate pair or before a combining mark. Line breaks become blanks. An empty title leaves the prefix alone.
[[nodiscard]] Fitted subjectOf(const Activity& activity, Kind kind, const QString& subjectTemplate, int maxCodePoints);

struct DescriptionOptions
{
    bool body = true; // R1.8 option: no body
    QString fullSubject; // written in front when the subject was cut; else empty
    QString zone; // IANA id for the time of the first line
    QString recordLink; // URL of the HubSpot record; empty: no first line (two-way task pairs)
    int maxCharacters = 32000; // UTF-16 units, as Salesforce counts them
};

// R1.8: first line (time, kind, link), the full subject if it was cut, then the body as plain text; cut with a note.
[[nodiscard]] Fitted descriptionOf(const Activity& activity, Kind kind, const DescriptionOptions& options);

} // namespace core
