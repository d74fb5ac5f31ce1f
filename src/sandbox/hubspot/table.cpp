// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/table.h"

#include "sandbox/instants.h"

#include <algorithm>

namespace sandbox::hubspot {

namespace {

Stamp stampOf(const Record& record)
{
    return {epochMs(record.updatedAt), record.id};
}

} // namespace

QByteArray previewOf(const QByteArray& html)
{
    constexpr qsizetype bytesMax = 200;
    QByteArray text;
    bool insideTag = false;
    for (const char letter : html) {
        if (text.size() >= bytesMax)
            break;
        if (letter == '<' || letter == '>')
            insideTag = letter == '<';
        else if (!insideTag)
            text.append(letter);
    }
    // The cut may have split a character; its first bytes go too.
    while (!text.isEmpty() && text.size() >= bytesMax
        && (static_cast<unsigned char>(text.back()) & 0x80U) != 0)
        text.chop(1);
    return text.simplified();
}

Table::Table(Object object, RecordId firstId)
    : m_schema(object)
    , m_sourceProperty(m_schema.find("hs_object_source"))
    , m_nextId(firstId)
{
}

const Record* Table::find(RecordId id) const
{
    const auto merged = m_merged.find(id);
    const auto found = m_records.find(merged == m_merged.end() ? id : merged->second);
    return found == m_records.end() ? nullptr : &found->second;
}

const Record* Table::findUnique(int property, const QByteArray& text) const
{
    const auto found = m_unique.constFind(uniqueKey(property, text));
    return found == m_unique.constEnd() ? nullptr : find(*found);
}

RecordId Table::nextId()
{
    while (m_records.contains(m_nextId) || m_merged.contains(m_nextId))
        ++m_nextId;
    return m_nextId++;
}

const Record& Table::insert(Record record)
{
    Q_ASSERT(!m_records.contains(record.id) && !m_merged.contains(record.id));
    const auto id = record.id;
    const auto& stored = m_records.emplace(id, std::move(record)).first->second;
    if (!stored.archivedAt) {
        m_stamps.insert(stampOf(stored));
        indexUnique(stored);
    }
    return stored;
}

void Table::change(
    RecordId id, const std::vector<Value>& changes, Instant at, const QByteArray& source)
{
    auto& record = live(id);
    m_stamps.erase(stampOf(record));
    unindexUnique(record);
    for (const auto& change : changes) {
        remember(record, change, at, source);
        const auto old = std::find_if(record.values.begin(), record.values.end(),
            [&](const Value& value) { return value.property == change.property; });
        if (change.text.isEmpty()) {
            if (old != record.values.end())
                record.values.erase(old);
        } else if (old != record.values.end()) {
            old->text = change.text;
        } else {
            record.values.push_back(change);
        }
    }
    record.updatedAt = at;
    m_stamps.insert(stampOf(record));
    indexUnique(record);
}

void Table::archive(RecordId id, Instant at)
{
    auto& record = live(id);
    m_stamps.erase(stampOf(record));
    unindexUnique(record);
    record.archivedAt = at;
}

void Table::restore(RecordId id, Instant at)
{
    auto& record = m_records.at(id);
    Q_ASSERT(record.archivedAt);
    record.archivedAt.reset();
    record.updatedAt = at;
    m_stamps.insert(stampOf(record));
    indexUnique(record);
}

void Table::erase(RecordId id)
{
    const auto found = m_records.find(id);
    Q_ASSERT(found != m_records.end());
    if (!found->second.archivedAt) {
        m_stamps.erase(stampOf(found->second));
        unindexUnique(found->second);
    }
    m_records.erase(found);
    m_histories.erase(id);
    // Ids that were merged into it before point to nothing now; redirect() may give them a new
    // home.
}

std::vector<Version> Table::history(const Record& record, int property) const
{
    std::vector<Version> versions;
    const auto stored = m_histories.find(record.id);
    if (stored != m_histories.end()) {
        std::copy_if(stored->second.rbegin(), stored->second.rend(), std::back_inserter(versions),
            [property](const Version& version) { return version.property == property; });
    }
    if (!versions.empty())
        return versions;
    const auto value = text(record, property);
    if (!value.isEmpty())
        versions.push_back({property, value, record.createdAt, creationSource(record)});
    return versions;
}

QByteArray Table::text(const Record& record, int property) const
{
    switch (m_schema.at(property).computed) {
    case Computed::ObjectId:
        return QByteArray::number(qulonglong{record.id});
    case Computed::CreatedAt:
        return isoText(record.createdAt);
    case Computed::UpdatedAt:
        return isoText(record.updatedAt);
    case Computed::Preview: {
        const auto* body = record.value(m_schema.body());
        return body == nullptr ? QByteArray() : previewOf(*body);
    }
    case Computed::No:
        break;
    }
    const auto* stored = record.value(property);
    return stored == nullptr ? QByteArray() : *stored;
}

Record& Table::live(RecordId id)
{
    auto& record = m_records.at(id);
    Q_ASSERT(!record.archivedAt);
    return record;
}

QByteArray Table::uniqueKey(int property, const QByteArray& text)
{
    return QByteArray::number(property) + ':' + text.toLower();
}

void Table::indexUnique(const Record& record)
{
    for (const auto& value : record.values) {
        if (m_schema.at(value.property).unique)
            m_unique.insert(uniqueKey(value.property, value.text), record.id);
    }
}

void Table::unindexUnique(const Record& record)
{
    for (const auto& value : record.values) {
        if (m_schema.at(value.property).unique)
            m_unique.remove(uniqueKey(value.property, value.text));
    }
}

QByteArray Table::creationSource(const Record& record) const
{
    const auto* source = record.value(m_sourceProperty);
    return source == nullptr ? QByteArrayLiteral("CRM_UI") : *source;
}

void Table::remember(
    const Record& record, const Value& change, Instant at, const QByteArray& source)
{
    const auto* old = record.value(change.property);
    if (change.text == (old == nullptr ? QByteArray() : *old))
        return;
    auto& versions = m_histories[record.id];
    const bool isFirst = std::none_of(versions.begin(), versions.end(),
        [&](const Version& version) { return version.property == change.property; });
    if (isFirst && old != nullptr)
        versions.push_back({change.property, *old, record.createdAt, creationSource(record)});
    versions.push_back({change.property, change.text, at, source});
}

} // namespace sandbox::hubspot
