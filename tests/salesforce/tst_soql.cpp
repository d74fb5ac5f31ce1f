// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/soql.h"

#include <rapidcheck.h>

#include <QTest>
#include <QUrl>

#include <optional>

using salesforce::Condition;
using salesforce::encoded;
using salesforce::isFieldName;
using salesforce::literal;
using salesforce::Select;

namespace {

// A reader of SOQL string literals by the rules of "Quoted String Escape Sequences", apart from the
// writer: the text, or nothing if the literal ends early, runs on, or holds an unknown escape.
std::optional<QString> readLiteral(const QString& text)
{
    if (text.size() < 2 || text.front() != u'\'' || text.back() != u'\'')
        return std::nullopt;
    QString out;
    for (qsizetype i = 1; i < text.size() - 1; ++i) {
        if (text[i] == u'\'')
            return std::nullopt; // the literal ended here
        if (text[i] != u'\\') {
            out += text[i];
            continue;
        }
        if (++i >= text.size() - 1)
            return std::nullopt;
        switch (text[i].unicode()) {
        case u'\\':
        case u'\'':
        case u'"':
            out += text[i];
            break;
        case u'u': {
            bool isHex = false;
            const ushort code = text.mid(i + 1, 4).toUShort(&isHex, 16);
            if (!isHex || i + 4 >= text.size() - 1)
                return std::nullopt;
            out += QChar(code);
            i += 4;
            break;
        }
        default:
            return std::nullopt;
        }
    }
    return out;
}

QString awkwardText()
{
    static const QStringList pieces{QStringLiteral("'"), QStringLiteral("\\"),
        QStringLiteral("\\'"), QStringLiteral("%"), QStringLiteral("_"), QStringLiteral("\""),
        QStringLiteral(") OR Id != null"), QStringLiteral("\n"), QString(QChar(0)),
        QString(QChar(0x7f)), QStringLiteral("\\u0027"), QStringLiteral("ø@müller.example"),
        QStringLiteral("名前"), QStringLiteral("😀"), QStringLiteral("a+b@c.de"),
        QStringLiteral("@{q0.records[0].Id}"), QStringLiteral("&q=x#"), QStringLiteral(" "),
        QString(QChar(0x2028))};
    QString text;
    const int count = *rc::gen::inRange(0, 12);
    for (int i = 0; i < count; ++i)
        text += pieces[*rc::gen::inRange<qsizetype>(0, pieces.size())];
    return text;
}

core::Instant at(qint64 epochMs)
{
    return core::Instant(std::chrono::milliseconds(epochMs));
}

} // namespace

class SoqlTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("RC_PARAMS"))
            qputenv("RC_PARAMS", "seed=20261123 max_success=500");
    }

    void textBecomesALiteral_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << "ada@example.org"
                               << "'ada@example.org'";
        QTest::newRow("quote") << "o'hara@example.org"
                               << "'o\\'hara@example.org'";
        QTest::newRow("backslash") << "a\\b"
                                   << "'a\\\\b'";
        QTest::newRow("backslash before quote") << "\\' OR Id != ''"
                                                << "'\\\\\\' OR Id != \\'\\''";
        QTest::newRow("line break") << "a\nb"
                                    << "'a\\u000ab'";
        QTest::newRow("percent is no wildcard in IN") << "50%_off"
                                                      << "'50%_off'";
        QTest::newRow("beyond ASCII stays")
            << QStringLiteral("ærø@é.example") << QStringLiteral("'ærø@é.example'");
    }
    void textBecomesALiteral()
    {
        QFETCH(QString, text);
        QTEST(literal(text), "expected");
    }

    void everyLiteralReadsBackAsItsText()
    {
        QVERIFY(rc::check("a literal reads back", [] {
            const QString text = awkwardText();
            RC_ASSERT(readLiteral(literal(text)) == std::optional(text));
        }));
    }

    void everyLiteralSurvivesTheUrl()
    {
        QVERIFY(rc::check("the query part of a URL gives the SOQL again", [] {
            const QString soql = Condition::isIn(QStringLiteral("Email"), {awkwardText()}).text();
            const QByteArray part = encoded(soql);
            RC_ASSERT(QUrl::fromPercentEncoding(QByteArray(part).replace('+', ' ')) == soql);
            RC_ASSERT(!part.contains("@{"));
            for (const char c : QByteArrayLiteral(" &#'\"<>{}@\n"))
                RC_ASSERT(!part.contains(c));
        }));
    }

    void aPrefixMatchesItselfOnly()
    {
        const auto condition = Condition::startsWith(
            QStringLiteral("HubSpot_Engagement_Id__c"), QStringLiteral("hs:6_2%5\\1'5:"));
        QCOMPARE(condition.text(),
            QStringLiteral("HubSpot_Engagement_Id__c LIKE 'hs:6\\_2\\%5\\\\1\\'5:%'"));
    }

    void timesHaveMillisecondsOnlyIfThereAreAny()
    {
        QCOMPARE(literal(at(1'795'428'000'000)), QStringLiteral("2026-11-23T10:00:00Z"));
        QCOMPARE(literal(at(1'795'428'000'007)), QStringLiteral("2026-11-23T10:00:00.007Z"));
        QCOMPARE(literal(at(0)), QStringLiteral("1970-01-01T00:00:00Z"));
    }

    void namesOfFieldsAreChecked_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("good");
        QTest::newRow("standard") << "SystemModstamp" << true;
        QTest::newRow("custom") << "HubSpot_Engagement_Id__c" << true;
        QTest::newRow("relationship") << "Who.Email" << true;
        QTest::newRow("five levels") << "A.B.C.D.E" << true;
        QTest::newRow("six levels") << "A.B.C.D.E.F" << false;
        QTest::newRow("empty") << "" << false;
        QTest::newRow("empty part") << "Who." << false;
        QTest::newRow("blank") << "Id FROM" << false;
        QTest::newRow("comma") << "Id,Email" << false;
        QTest::newRow("quote") << "Id'" << false;
        QTest::newRow("digit first") << "1d" << false;
        QTest::newRow("letter beyond ASCII") << QStringLiteral("Nåme") << false;
        QTest::newRow("function") << "COUNT(Id)" << false;
    }
    void namesOfFieldsAreChecked()
    {
        QFETCH(QString, name);
        QTEST(isFieldName(name), "good");
    }

    void aSelectIsWrittenInOrder()
    {
        const core::SalesforceId id{QStringLiteral("003000000000001AAA")};
        const auto stamp = at(1'795'428'000'000);
        const QString field = QStringLiteral("SystemModstamp");
        const Select select{.fields = {QStringLiteral("Id"), QStringLiteral("Who.Email")},
            .object = QStringLiteral("Task"),
            .where = Condition::isAbove(field, stamp)
                || (Condition::isAt(field, stamp) && Condition::isAbove(QStringLiteral("Id"), id)),
            .orderBy = {field, QStringLiteral("Id")},
            .limit = 10};
        QCOMPARE(select.text(),
            QStringLiteral(
                "SELECT Id,Who.Email FROM Task WHERE (SystemModstamp > 2026-11-23T10:00:00Z OR "
                "(SystemModstamp = 2026-11-23T10:00:00Z AND Id > '003000000000001AAA')) "
                "ORDER BY SystemModstamp,Id LIMIT 10"));
    }
};

QTEST_GUILESS_MAIN(SoqlTest)
#include "tst_soql.moc"
