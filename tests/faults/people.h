// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/rig.h"

// What people do in the two CRMs, in the words of the scenarios.
namespace faults {

using HubSpotObject = sandbox::hubspot::Object;

// One activity of every kind, made now. The id of the call is what is returned.
struct Activities
{
    QString call;
    QString note;
    QString task;
    QString meeting;
    QString email;
    QString reply;
};
[[nodiscard]] Activities addOneOfEach(rig::Rig& rig, const rig::Rig::Person& person);

// Two people, one activity of every kind for one and a call of the other, ten minutes ago.
void twoPeople(rig::Rig& rig);

void retitleCall(rig::Rig& rig, const QString& call, const QString& title);

// A HubSpot contact with that address whom nobody in Salesforce is, owned as `like`.
[[nodiscard]] rig::Rig::Person addStranger(
    rig::Rig& rig, const rig::Rig::Person& like, const QString& email);
// Now somebody is.
void addSalesforceContact(rig::Rig& rig, const QString& email);

// A user writes a subject into the living task of that call. False if there is none.
[[nodiscard]] bool renameTask(rig::Rig& rig, const QString& call, const QString& subject);
[[nodiscard]] bool deleteTask(rig::Rig& rig, const QString& call);

// The org refuses tasks whose subject contains the text; empty: none any more.
void refuseSubjects(rig::Rig& rig, const QString& containing);

} // namespace faults
