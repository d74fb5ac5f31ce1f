// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/property.h"
#include "core/sample.h"
#include "core/text.h"
#include "core/tidy.h"

#include <QTest>

using namespace core;
using namespace Qt::StringLiterals;
using sample::activity;
using sample::utf8;

Q_DECLARE_METATYPE(core::Kind)
Q_DECLARE_METATYPE(core::Activity)
Q_DECLARE_METATYPE(core::DescriptionOptions)

namespace {

const DescriptionOptions withLink{
    .zone = u"Europe/Oslo"_s, .recordLink = u"https://app.hubspot.com/r"_s};

Instant at(const char* iso)
{
    return fromIsoText(utf8(iso)).value_or(Instant());
}

Fitted bodyCut(const QString& body, int limit = 32000)
{
    return descriptionOf(activity<NoteDetails>({}, body), Kind::Note, {.maxCharacters = limit});
}

} // namespace

// R1.8, what stands around the body and how it is cut. The body itself: PlainTextTest.
class DescriptionTest final : public QObject
{
    Q_OBJECT

private slots:
    void partsStandInOrder_data();
    void partsStandInOrder();
    void theFirstLineSaysWhenAndWhat_data();
    void theFirstLineSaysWhenAndWhat();
    void anEmailWithoutHtmlHasItsPlainPart_data();
    void anEmailWithoutHtmlHasItsPlainPart();
    void theLimitIsExact();
    void aCutIsNoted();
    void aCutLeavesNoBlanksBeforeTheNote();
    void aCutNeverDividesACharacter_data();
    void aCutNeverDividesACharacter();
    void aLimitBelowTwoNotesHasNoNote();
    void anyCutFits();
};

void DescriptionTest::partsStandInOrder_data()
{
    QTest::addColumn<DescriptionOptions>("options");
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("expected");
    const auto row
        = [](const char* name, DescriptionOptions options, const char* body, const char* expected) {
              QTest::newRow(name) << options << utf8(body) << utf8(expected);
          };
    const QString link = u"https://x/1"_s;
    row("all", {.fullSubject = u"Long"_s, .recordLink = link}, "<p>A</p><p>B</p>",
        "2026-11-23 13:05 · Call · https://x/1\nSubject: Long\n\nA\n\nB");
    row("no subject", {.recordLink = link}, "<p>A</p>",
        "2026-11-23 13:05 · Call · https://x/1\n\nA");
    row("no first line", {.fullSubject = u"Long"_s}, "<p>A</p>", "Subject: Long\n\nA");
    row("body alone", {}, "<p>A</p>", "A");
    row("empty body", {.recordLink = link}, "<p> </p>", "2026-11-23 13:05 · Call · https://x/1");
    row("no body wanted", {.body = false, .fullSubject = u"Long"_s, .recordLink = link}, "<p>A</p>",
        "2026-11-23 13:05 · Call · https://x/1\nSubject: Long");
    row("nothing", {}, "", "");
    row("nothing wanted", {.body = false}, "<p>A</p>", "");
    row("subject of several lines", {.fullSubject = u" Long\r\nline "_s}, "", "Subject: Long line");
}

void DescriptionTest::partsStandInOrder()
{
    QFETCH(const DescriptionOptions, options);
    QFETCH(const QString, body);
    QFETCH(const QString, expected);
    const Fitted found = descriptionOf(activity<CallDetails>({}, body), Kind::Call, options);
    QCOMPARE(found.text, expected);
    QCOMPARE(found.length, int(expected.size()));
    QCOMPARE(found.cut, false);
}

void DescriptionTest::theFirstLineSaysWhenAndWhat_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Activity>("a");
    QTest::addColumn<QString>("expected");
    const auto row
        = [](const char* name, Kind kind, Activity a, const char* stamp, const char* expected) {
              if (stamp)
                  a.timestamp = at(stamp);
              QTest::newRow(name) << kind << a << utf8(expected);
          };
    const auto call = activity<CallDetails>({}, {});
    MeetingDetails started;
    started.start = at("2026-12-01T08:00:00Z");
    row("call", Kind::Call, call, "2026-11-20T09:00:00Z", "2026-11-20 10:00 · Call");
    row("call without a timestamp", Kind::Call, call, nullptr, "2026-11-23 14:05 · Call");
    row("call at night", Kind::Call, call, "2026-11-20T23:30:00Z", "2026-11-21 00:30 · Call");
    row("note in summer", Kind::Note, activity<NoteDetails>({}, {}), "2026-07-01T10:00:00Z",
        "2026-07-01 12:00 · Note");
    row("meeting", Kind::Meeting, activity({}, {}, started), "2026-11-20T09:00:00Z",
        "2026-12-01 09:00 · Meeting");
    row("meeting without a start", Kind::Meeting, activity<MeetingDetails>({}, {}),
        "2026-11-20T09:00:00Z", "2026-11-20 10:00 · Meeting");
    row("task: its timestamp is when it is due", Kind::Task, activity<TaskDetails>({}, {}),
        "2026-12-24T09:00:00Z", "2026-11-23 14:05 · Task");
    row("send", Kind::SalesEmailSend, activity<EmailDetails>({}, {}), "2026-11-20T09:00:00Z",
        "2026-11-20 10:00 · Email sent");
    row("reply", Kind::SalesEmailReply, activity<EmailDetails>({}, {}), "2026-11-20T09:00:00Z",
        "2026-11-20 10:00 · Email reply");
}

void DescriptionTest::theFirstLineSaysWhenAndWhat()
{
    QFETCH(const Kind, kind);
    QFETCH(const Activity, a);
    QFETCH(const QString, expected);
    QCOMPARE(descriptionOf(a, kind, withLink).text, expected + u" · https://app.hubspot.com/r"_s);
}

void DescriptionTest::anEmailWithoutHtmlHasItsPlainPart_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("plain");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* html, const char* plain, const char* text) {
        QTest::newRow(name) << utf8(html) << utf8(plain) << utf8(text);
    };
    row("HTML goes before", "<p>H</p>", "P", "H");
    row("plain part", "", "One\r\nTwo\r\n\r\n\r\nThree", "One\nTwo\n\nThree");
    row("the plain part is no HTML", "", "a <b>c</b> &amp; <kari@example.com>",
        "a <b>c</b> &amp; <kari@example.com>");
    row("HTML without text", "<p><img src='p.gif'></p>", "P", "P");
    row("redacted", "", "", "");
}

void DescriptionTest::anEmailWithoutHtmlHasItsPlainPart()
{
    QFETCH(const QString, html);
    QFETCH(const QString, plain);
    QFETCH(const QString, expected);
    EmailDetails details;
    details.text = plain;
    const auto mail = activity(QString(), html, details);
    QCOMPARE(descriptionOf(mail, Kind::SalesEmailSend, {}).text, expected);
}

void DescriptionTest::theLimitIsExact()
{
    const Fitted fits = bodyCut(QString(32000, u'a'));
    QCOMPARE(fits.cut, false);
    QCOMPARE(fits.length, 32000);
    QCOMPARE(fits.text, QString(32000, u'a'));

    const Fitted above = bodyCut(QString(32001, u'a'));
    QCOMPARE(above.cut, true);
    QCOMPARE(above.length, 32001);
    QCOMPARE(above.text.size(), 32000);

    // Emoji count twice, as Salesforce counts them.
    QCOMPARE(bodyCut(utf8("😀").repeated(16000)).cut, false);
    QCOMPARE(bodyCut(utf8("😀").repeated(16000) + u'a').cut, true);

    // The first line counts too.
    const auto note = activity<NoteDetails>({}, QString(32000, u'a'));
    const Fitted whole = descriptionOf(note, Kind::Note, withLink);
    QCOMPARE(whole.cut, true);
    QCOMPARE(whole.text.size(), 32000);
    QVERIFY(whole.text.startsWith(u"2026-11-23 14:05 · Note · https://app.hubspot.com/r\n\naaa"_s));
}

void DescriptionTest::aCutIsNoted()
{
    QCOMPARE(bodyCut(QString(120, u'a'), 100).text,
        QString(52, u'a') + u"\n\n[Cut by ActivityBridge: 52 of 120 characters]"_s);
    QVERIFY(bodyCut(QString(45678, u'a'))
                .text.endsWith(u"aaa\n\n[Cut by ActivityBridge: 31948 of 45678 characters]"_s));
}

void DescriptionTest::aCutLeavesNoBlanksBeforeTheNote()
{
    const QString body = QString(50, u'a') + u"<p>"_s + QString(70, u'b');
    QCOMPARE(bodyCut(body, 100).text,
        QString(50, u'a') + u"\n\n[Cut by ActivityBridge: 50 of 122 characters]"_s);
}

void DescriptionTest::aCutNeverDividesACharacter_data()
{
    QTest::addColumn<QString>("character");
    for (const char* character : {"😀", "e\xCC\x81", "👨‍👩‍👧", "🇳🇴", "👍🏽"})
        QTest::newRow(character) << utf8(character);
}

void DescriptionTest::aCutNeverDividesACharacter()
{
    QFETCH(const QString, character);
    for (int before = 0; before < character.size(); ++before) {
        const QString text = QString(before, u'a') + character.repeated(20000);
        const Fitted found = bodyCut(text);
        const auto note = found.text.indexOf(u"\n\n["_s);
        QVERIFY(found.text.size() <= 32000);
        QVERIFY(found.text.size() > 32000 - character.size());
        QCOMPARE((note - before) % character.size(), 0);
        QVERIFY(text.startsWith(QStringView(found.text).first(note)));
    }
}

void DescriptionTest::aLimitBelowTwoNotesHasNoNote()
{
    QCOMPARE(bodyCut(u"One two three"_s, 10), (Fitted{u"One two th"_s, 13, true}));
    QCOMPARE(bodyCut(u"One two three"_s, 8), (Fitted{u"One two"_s, 13, true}));
    QCOMPARE(bodyCut(u"One two three"_s, 0), (Fitted{QString(), 13, true}));
    QCOMPARE(bodyCut(QString(120, u'a'), 93).text, QString(93, u'a'));
    QCOMPARE(bodyCut(QString(120, u'a'), 94).text,
        QString(47, u'a') + u"\n\n[Cut by ActivityBridge: 47 of 120 characters]"_s);
    // One character larger than the room.
    QCOMPARE(bodyCut(u'a' + utf8("\xCC\x81").repeated(119), 96).text,
        u"[Cut by ActivityBridge: 0 of 120 characters]"_s);
    QCOMPARE(bodyCut(utf8("😀😀"), 3), (Fitted{utf8("😀"), 4, true}));
}

void DescriptionTest::anyCutFits()
{
    std::vector<QString> pieces;
    for (const char* piece : {"a", "word", " ", "\n", "😀", "e\xCC\x81", "👨‍👩‍👧", "🇳🇴",
             "<p>", "<br>", "<li>"})
        pieces.push_back(utf8(piece));
    QVERIFY(property::holds("any cut fits", [&pieces] {
        const QString body = property::textOf(pieces, 240);
        const int limit = *rc::gen::inRange(0, 400);
        const QString whole = plainText(body);
        const Fitted found = bodyCut(body, limit);
        const auto note = found.text.indexOf(u"\n\n[Cut"_s);
        const QString kept = note < 0 ? found.text : found.text.left(note);
        RC_LOG() << body.toStdString() << "\n--\n" << found.text.toStdString();
        RC_ASSERT(found.text.size() <= limit);
        RC_ASSERT(found.length == whole.size());
        RC_ASSERT(found.cut == (whole.size() > limit));
        RC_ASSERT(whole.startsWith(kept));
        RC_ASSERT(cutBefore(whole, kept.size()) == kept.size());
        RC_ASSERT(found.text == tidyText(found.text));
    }));
}

QTEST_GUILESS_MAIN(DescriptionTest)
#include "tst_description.moc"
