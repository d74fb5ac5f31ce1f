// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/salesforce/schema.h"

#include <QHash>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace sandbox::salesforce {

using RowNumber = std::uint32_t;

struct Row
{
    std::vector<Value> values; // one per field of the type, shorter if fields were added since
    bool isPurged = false; // gone for good; the place stays empty

    const Value& at(int column) const;
    void set(int column, Value value);

    // Empty, false, none if the value is null.
    QString text(int column) const;
    bool flag(int column) const;
    std::optional<Instant> instant(int column) const;
};

// The rows of one type in order of creation, which is the order of their ids, with what makes
// reading them fast: by id, by the text of indexed fields (folded to lower case unless the field is
// case-sensitive), and by modification stamp.
class Table final
{
public:
    using TextIndex = std::set<std::pair<QString, RowNumber>>;
    using StampIndex = std::set<std::pair<Instant, RowNumber>>;

    explicit Table(ObjectType type);

    const ObjectType& type() const { return m_type; }
    // After a change of the definition the caller calls rebuild().
    ObjectType& definition() { return m_type; }
    void rebuild();

    QString nextId(); // never given twice
    RowNumber append(Row row);
    void replace(RowNumber number, Row row);
    void purge(RowNumber number);

    std::size_t size() const { return m_rows.size(); } // purged ones too
    const Row& row(RowNumber number) const { return m_rows[number]; }
    std::optional<RowNumber> find(const QString& id) const; // by 18 characters; deleted rows too

    // Only for columns with Field::indexed or with unique or external ids.
    bool isIndexed(int column) const { return m_byText.contains(column); }
    const TextIndex& byText(int column) const { return m_byText.at(column); }
    QString folded(int column, const QString& text) const;
    // Rows that are not in the recycle bin.
    std::vector<RowNumber> liveWithText(int column, const QString& text) const;
    const StampIndex& byStamp() const { return m_byStamp; }

private:
    void index(RowNumber number);
    void unindex(RowNumber number);

    ObjectType m_type;
    std::vector<Row> m_rows;
    QHash<QString, RowNumber> m_byId;
    std::map<int, TextIndex> m_byText;
    StampIndex m_byStamp;
    std::uint64_t m_idsGiven = 0;
};

} // namespace sandbox::salesforce
