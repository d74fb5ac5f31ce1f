// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"
#include "simulation/chronicle.h"
#include "simulation/seed.h"
#include "store/conflicts.h"

#include <QSet>

#include <map>
#include <vector>

namespace simulation {

// A promise that was broken.
struct Violation
{
    QString oracle; // "lost", "doubled", "wrong-person" ...
    QString what;
};

// Judges a history by what the services saw and hold, never by what the program thinks. The names
// are those of docs/simulation.md.
class Oracles final
{
public:
    Oracles(sandbox::World& world, Chronicle& chronicle, const Seed& seed);

    void runBegins();
    void sent(sandbox::Side side, const net::Request& request);
    void look(); // takes in what the log got since
    void answered(sandbox::Side side, const net::Request& request,
        const core::Result<net::Response>& answer, std::size_t changes);
    // `asked`: requests that the program's dialects made in this run.
    void runEnds(int asked, const std::vector<store::ConflictRow>& conflicts);
    void runWasCut(); // what it had put on record is seen after the next one
    void storeWasLost();

    // The last run, with nothing left to do; how the run before it must have ended.
    void mustBeQuiet();
    void atEnd(); // everything has come to rest
    void broken(const QString& oracle, const QString& what);

    [[nodiscard]] const std::vector<Violation>& violations() const { return m_violations; }
    // Edits within the 10 seconds between the last look at a task and its update, written over.
    [[nodiscard]] int gapEdits() const { return m_gapEdits; }

private:
    struct Edit
    {
        Instant at;
        std::size_t change = 0; // row of the log
    };
    struct TaskStory
    {
        QString key;
        std::map<QString, Edit> open; // fields a user changed since the program wrote them
        std::map<QString, QStringList> values; // that the program wrote, by field
        QSet<QString> editedEver;
        bool wasEdited = false; // by a user, also if that changed no value
        std::size_t seen = 0; // rows of the log when the program last saw it
        Instant seenAt;
        Instant written; // by the program, when last
    };

    void takeTask(const sandbox::Change& change, std::size_t row);
    void edited(const sandbox::Change& change, std::size_t row, TaskStory& story);
    [[nodiscard]] bool isTakenBack(
        const TaskStory& story, const QString& id, const QString& field) const;
    void remember(const sandbox::Change& change, TaskStory& story);
    void created(const sandbox::Change& change);
    void updated(const sandbox::Change& change, std::size_t row, TaskStory& story);
    [[nodiscard]] bool wasAdopted(
        const ActivityStory& activity, const TaskStory& story, Instant since) const;
    void overwritten(const QString& field, const Edit& edit, const sandbox::Change& change,
        std::size_t row, const TaskStory& story);
    [[nodiscard]] bool mayStandOn(const ActivityStory& activity, const KindPolicy& policy,
        const QString& who, QStringList& candidates) const;
    [[nodiscard]] QString peopleOf(const ActivityStory& activity) const;
    [[nodiscard]] bool mayBelongTo(const ActivityStory& activity, const QString& code,
        const QStringList& candidates, const QString& user) const;
    [[nodiscard]] bool isEligibleThroughout(
        const ContactStory& contact, const ActivityStory& activity, const KindPolicy& policy) const;
    [[nodiscard]] bool isEligibleSometime(const ContactStory& contact, const QString& who,
        const ActivityStory& activity, const KindPolicy& policy) const;
    void checkLost(const ActivityId& id, const ActivityStory& story);
    void checkOutdated(const sandbox::salesforce::Task& task);
    [[nodiscard]] Instant windowBegins() const; // older knowledge must not be used in this run

    sandbox::World& m_world;
    Chronicle& m_chronicle;
    const Seed& m_seed;
    std::vector<Violation> m_violations;
    std::size_t m_taken = 0; // rows of the log
    std::map<QString, TaskStory> m_tasks;
    std::map<QString, int> m_creates; // by key
    QSet<QString> m_deletedByUser; // keys
    std::map<net::Bucket, Instant> m_heldUntil;
    std::vector<std::pair<QString, QString>> m_wonByHubSpot; // key, field: must be on record
    Instant m_runBegan;
    Instant m_storeLost; // when last; the epoch = never
    int m_sent = 0; // in this run
    int m_gapEdits = 0;
};

} // namespace simulation
