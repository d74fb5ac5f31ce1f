// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/action.h"

#include <QByteArray>

namespace engine {

// An action as the spool file holds it; only this process reads it back.
struct SpooledAction
{
    core::Action action;
    core::ActivityObject object
        = core::ActivityObject::Tasks; // where its activity can be read again
    std::vector<core::HubSpotId> contacts; // whom a Wait waits for
    bool operator==(const SpooledAction&) const = default;
};
[[nodiscard]] QByteArray packAction(const SpooledAction& spooled);
[[nodiscard]] SpooledAction unpackAction(const QByteArray& bytes);

// What the journal keeps of a promised write so that it can be settled after a crash: ids, versions
// and hashes, no text.
struct Promise
{
    core::Kind kind = core::Kind::Task;
    core::HubSpotId activity;
    core::Instant activityVersion;
    core::HubSpotId contact;
    core::SalesforceId who;
    core::SalesforceId task; // empty for a create
    core::Base base; // the whole base after the write
    std::vector<core::TaskField> written; // fields of an update
    bool operator==(const Promise&) const = default;
};
[[nodiscard]] QByteArray packPromise(const Promise& promise);
[[nodiscard]] Promise unpackPromise(const QByteArray& bytes);

} // namespace engine
