// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxserver/options.h"

#include "sandboxserver/faultspec.h"

#include <QCommandLineParser>
#include <QDateTime>

#include <limits>
#include <optional>

namespace sandboxserver {
namespace {

using namespace Qt::StringLiterals;

// Reads option after option and remembers the first that is wrong.
class Reader final
{
public:
    explicit Reader(const QCommandLineParser& parser)
        : m_parser(parser)
    {
    }

    template <typename Number> Number number(const QString& name, qulonglong max)
    {
        bool isNumber = false;
        const qulonglong value = m_parser.value(name).toULongLong(&isNumber);
        if (!isNumber || value > max)
            complain(u"--%1 must be a number from 0 to %2"_s.arg(name).arg(max));
        return static_cast<Number>(value);
    }

    std::optional<sandbox::Instant> time(const QString& name)
    {
        if (!m_parser.isSet(name))
            return std::nullopt;
        const auto time = QDateTime::fromString(m_parser.value(name), Qt::ISODateWithMs);
        if (!time.isValid() || time.timeSpec() != Qt::UTC)
            complain(u"--%1 must be a time in UTC: 2026-01-31T12:00:00Z"_s.arg(name));
        return sandbox::Instant(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
    }

    bool flag(const QString& name)
    {
        const QString value = m_parser.value(name);
        if (value != "on"_L1 && value != "off"_L1)
            complain(u"--%1 must be on or off"_s.arg(name));
        return value == "on"_L1;
    }

    std::vector<sandbox::Fault> faults()
    {
        std::vector<sandbox::Fault> faults;
        for (const QString& spec : m_parser.values(u"fault"_s)) {
            const auto fault = readFaultSpec(spec);
            if (const auto* wrong = std::get_if<QString>(&fault))
                complain(*wrong);
            else
                faults.push_back(std::get<sandbox::Fault>(fault));
        }
        return faults;
    }

    const QString& complaint() const { return m_complaint; }

private:
    void complain(const QString& sentence)
    {
        if (m_complaint.isEmpty())
            m_complaint = sentence;
    }

    const QCommandLineParser& m_parser;
    QString m_complaint;
};

void describe(QCommandLineParser& parser)
{
    parser.setApplicationDescription(
        u"A fake HubSpot portal and a fake Salesforce org on 127.0.0.1. When ready it prints one "
        u"JSON line with "
        "addresses and tokens; /sandbox/... lets you look behind the scenes."_s);
    parser.addHelpOption();
    parser.addOptions({
        {u"hubspot-port"_s, u"Port of HubSpot; 0: a free one."_s, u"port"_s, u"0"_s},
        {u"salesforce-port"_s,
            u"Port of Salesforce; 0: a free one; the same as HubSpot's: one port for both."_s,
            u"port"_s, u"0"_s},
        {u"seed"_s, u"Seed of the generated data and of random faults."_s, u"number"_s, u"1"_s},
        {u"contacts"_s, u"HubSpot contacts to generate."_s, u"number"_s, u"400"_s},
        {u"activities"_s, u"HubSpot activities to generate; 0 with 0 contacts: an empty world."_s,
            u"number"_s, u"1000"_s},
        {u"age"_s, u"The generated data ends this many minutes ago."_s, u"minutes"_s, u"0"_s},
        {u"until"_s,
            u"The generated data ends at this time instead; one seed and time give one world."_s,
            u"time"_s},
        {u"rate-limits"_s, u"HubSpot's rate limits: on or off."_s, u"on|off"_s, u"off"_s},
        {u"key-field"_s, u"Does the org have the field HubSpot_Engagement_Id__c: on or off."_s,
            u"on|off"_s, u"on"_s},
        {u"exit-with-parent"_s, u"End when standard input closes."_s},
        {u"fault"_s, u"Trouble to make, any number of times; the form stands below."_s, u"spec"_s},
    });
}

} // namespace

std::variant<Options, HelpText, UsageError> readOptions(const QStringList& arguments)
{
    constexpr qulonglong recordsMax = 1'000'000;
    constexpr qulonglong ageMax = 60ULL * 24 * 365; // minutes
    constexpr qulonglong portMax = std::numeric_limits<quint16>::max();
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return UsageError{parser.errorText()};
    if (parser.isSet(u"help"_s) || parser.isSet(u"help-all"_s))
        return HelpText{parser.helpText() + u"\nFaults:\n"_s + faultSpecHelp()};
    if (!parser.positionalArguments().isEmpty())
        return UsageError{u"unexpected argument: "_s + parser.positionalArguments().front()};

    Reader reader(parser);
    Options options;
    options.ports.hubspot = reader.number<quint16>(u"hubspot-port"_s, portMax);
    options.ports.salesforce = reader.number<quint16>(u"salesforce-port"_s, portMax);
    options.seed = reader.number<std::uint64_t>(u"seed"_s, std::numeric_limits<qulonglong>::max());
    options.contacts = reader.number<int>(u"contacts"_s, recordsMax);
    options.activities = reader.number<int>(u"activities"_s, recordsMax);
    options.age = std::chrono::minutes{reader.number<int>(u"age"_s, ageMax)};
    options.until = reader.time(u"until"_s);
    options.rateLimits = reader.flag(u"rate-limits"_s);
    options.keyField = reader.flag(u"key-field"_s);
    options.exitWithParent = parser.isSet(u"exit-with-parent"_s);
    options.faults = reader.faults();
    if (!reader.complaint().isEmpty())
        return UsageError{reader.complaint()};
    return options;
}

} // namespace sandboxserver
