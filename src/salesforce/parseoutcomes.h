// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "salesforce/client.h"

#include "core/error.h"

#include <QByteArray>

#include <vector>

// What became of the records of a collection write (contract 4.6): HTTP 200 says nothing about
// them.
namespace salesforce {

// One outcome per record, in order. A record that the answer does not mention, or mentions in a
// shape that is not understood, is Unknown. Error::Unknown if the answer as a whole is not one to
// this batch: it was a write, so what cannot be read is not known.
[[nodiscard]] core::Result<std::vector<WriteOutcome>> parseOutcomes(
    const QByteArray& bytes, std::size_t count);

// The answer to the creation of one record (201): its id.
[[nodiscard]] core::Result<core::SalesforceId> parseCreated(const QByteArray& bytes);

// "... duplicates value on record with id: 00T..." of DUPLICATE_VALUE: that id, empty if none is
// named.
[[nodiscard]] core::SalesforceId idInMessage(const QString& message);

} // namespace salesforce
