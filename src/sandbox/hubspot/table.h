// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/hubspot/record.h"
#include "sandbox/hubspot/schema.h"
#include "sandbox/hubspot/stampindex.h"

#include <QHash>

#include <map>
#include <unordered_map>

namespace sandbox::hubspot {

// The records of one object with their indexes and histories. Knows nothing of requests, logs or
// the clock: whoever changes a record says when and by what.
class Table final
{
public:
    Table(Object object, RecordId firstId);

    [[nodiscard]] Schema& schema() { return m_schema; }
    [[nodiscard]] const Schema& schema() const { return m_schema; }
    [[nodiscard]] const std::map<RecordId, Record>& records() const { return m_records; }
    [[nodiscard]] const StampIndex& stamps() const { return m_stamps; }

    // Archived records too; a merged id gives the surviving record. nullptr if there is none.
    [[nodiscard]] const Record* find(RecordId id) const;
    // The live record with this value of a unique property; letter case does not matter.
    [[nodiscard]] const Record* findUnique(int property, const QByteArray& text) const;

    [[nodiscard]] RecordId nextId();
    const Record& insert(Record record); // the id must be free, unique values too
    // An empty text clears. The record must be live.
    void change(
        RecordId id, const std::vector<Value>& changes, Instant at, const QByteArray& source);
    void archive(RecordId id, Instant at);
    void restore(RecordId id, Instant at); // also counts as a change
    void erase(RecordId id);
    // From now on `loser` answers with `winner`; the loser must have been erased.
    void redirect(RecordId loser, RecordId winner) { m_merged.insert_or_assign(loser, winner); }

    // Versions of a property, newest first, from the first value that it had.
    [[nodiscard]] std::vector<Version> history(const Record& record, int property) const;

    // The text of any property of a record, computed ones too; a null array if it is empty.
    [[nodiscard]] QByteArray text(const Record& record, int property) const;

private:
    [[nodiscard]] Record& live(RecordId id);
    void indexUnique(const Record& record);
    void unindexUnique(const Record& record);
    [[nodiscard]] static QByteArray uniqueKey(int property, const QByteArray& text);
    [[nodiscard]] QByteArray creationSource(const Record& record) const;
    void remember(const Record& record, const Value& change, Instant at, const QByteArray& source);

    Schema m_schema;
    std::map<RecordId, Record> m_records;
    StampIndex m_stamps; // live records only
    QHash<QByteArray, RecordId> m_unique; // live records only
    std::unordered_map<RecordId, RecordId> m_merged;
    std::unordered_map<RecordId, std::vector<Version>> m_histories; // of records that were changed
    int m_sourceProperty;
    RecordId m_nextId;
};

// The text a person would see of an HTML body, shortened: hs_body_preview.
[[nodiscard]] QByteArray previewOf(const QByteArray& html);

} // namespace sandbox::hubspot
