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

namespace {

constexpr int salesforceLimit = 255;

QString subject(const Activity& a, Kind kind, const QString& text = {}, int limit = salesforceLimit)
{
    return subjectOf(a, kind, text, limit).text;
}

// A task's subject is its title and nothing else: what is cut is only this text.
Fitted titleCut(const QString& title, int limit = salesforceLimit)
{
    return subjectOf(activity<TaskDetails>(title, {}), Kind::Task, {}, limit);
}

} // namespace

// R1.7.
class SubjectTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyKindHasAGoodDefault_data();
    void everyKindHasAGoodDefault();
    void defaultsNameTheActivity_data();
    void defaultsNameTheActivity();
    void templatesAreFilled_data();
    void templatesAreFilled();
    void badTemplatesAreNamed_data();
    void badTemplatesAreNamed();
    void longSubjectsAreCut_data();
    void longSubjectsAreCut();
    void lengthsAreCodePoints_data();
    void lengthsAreCodePoints();
    void aCutNeverDividesACharacter();
};

void SubjectTest::everyKindHasAGoodDefault_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("text");
    const auto row = [](Kind kind, const char* text) {
        QTest::newRow(qPrintable(settingsName(kind))) << kind << utf8(text);
    };
    row(Kind::FormSubmission, "Submitted: {form}");
    row(Kind::MarketingEmailSend, "Sent {email}");
    row(Kind::MarketingEmailOpen, "Opened {email}");
    row(Kind::MarketingEmailClick, "Clicked {email}");
    row(Kind::SalesEmailSend, "Sent {subject}");
    row(Kind::SalesEmailOpen, "Opened {subject}");
    row(Kind::SalesEmailClick, "Clicked {subject}");
    row(Kind::SalesEmailReply, "Replied {subject}");
    row(Kind::Meeting, "Meeting: {title}");
    row(Kind::Call, "Call: {title}");
    row(Kind::Note, "Note: {first line}");
    row(Kind::ContentView, "Viewed {document}");
    row(Kind::Task, "{subject}");
    row(Kind::IntegrationEvent, "{integration}: {event}");
}

void SubjectTest::everyKindHasAGoodDefault()
{
    QFETCH(const Kind, kind);
    QFETCH(const QString, text);
    QCOMPARE(defaultSubject(kind), text);
    QCOMPARE(subjectProblem(kind, text), std::nullopt);
}

void SubjectTest::defaultsNameTheActivity_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Activity>("a");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, Kind kind, const Activity& a, const char* expected) {
        QTest::newRow(name) << kind << a << utf8(expected);
    };
    const auto note = [](const char* body) { return activity<NoteDetails>({}, utf8(body)); };
    const auto task = [](const char* title) { return activity<TaskDetails>(utf8(title), {}); };
    const auto call = [](const char* title) { return activity<CallDetails>(utf8(title), {}); };
    const auto mail = [](const char* title) { return activity<EmailDetails>(utf8(title), {}); };
    row("task", Kind::Task, task("Ring Kari"), "Ring Kari");
    row("call", Kind::Call, call("Intro"), "Call: Intro");
    row("meeting", Kind::Meeting, activity<MeetingDetails>(u"Demo"_s, {}), "Meeting: Demo");
    row("note", Kind::Note, note("<p>First</p><p>Second</p>"), "Note: First");
    row("send", Kind::SalesEmailSend, mail("Offer"), "Sent Offer");
    row("reply", Kind::SalesEmailReply, mail("Re: Offer"), "Replied Re: Offer");
    row("note that begins with empty lines", Kind::Note,
        note("<p> </p><br><p>&nbsp;</p><div>A</div>"), "Note: A");
    row("note of one line", Kind::Note, note("Only"), "Note: Only");
    row("note that is a list", Kind::Note, note("<ul><li>Milk</li><li>Bread</li></ul>"),
        "Note: - Milk");
    row("blanks and line ends in a title", Kind::Task, task("  Ring\r\n Kari\t now\xC2\xA0 "),
        "Ring Kari now");
    row("control characters in a title", Kind::Task, task("Ri\x01ng\x7F"), "Ring");
    row("a title is no HTML", Kind::Task, task("<b>A</b> &amp; B"), "<b>A</b> &amp; B");
    row("a title is no template", Kind::Call, call("{title} {x} }{"), "Call: {title} {x} }{");
    row("a title that ends like a prefix", Kind::Call, call("Re:"), "Call: Re:");
    row("empty task", Kind::Task, task(""), "");
    row("empty call", Kind::Call, call(""), "Call");
    row("call of blanks", Kind::Call, call(" \n\xC2\xA0"), "Call");
    row("empty meeting", Kind::Meeting, activity<MeetingDetails>({}, {}), "Meeting");
    row("empty note", Kind::Note, note(""), "Note");
    row("note of a picture", Kind::Note, note("<p><img src='x.png'></p>"), "Note");
    row("empty send", Kind::SalesEmailSend, mail(""), "Sent");
    row("empty reply", Kind::SalesEmailReply, mail(""), "Replied");
    row("kind without records in this version", Kind::FormSubmission, note("x"), "Submitted");
    row("both variables empty", Kind::IntegrationEvent, note("x"), "");
}

void SubjectTest::defaultsNameTheActivity()
{
    QFETCH(const Kind, kind);
    QFETCH(const Activity, a);
    QFETCH(const QString, expected);
    QCOMPARE(subject(a, kind), expected);
    QCOMPARE(subject(a, kind, defaultSubject(kind)), expected);
}

void SubjectTest::templatesAreFilled_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("expected");
    const auto row
        = [](const char* text, const char* title, const char* body, const char* expected) {
              QTest::addRow("%s of '%s', '%s'", text, title, body)
                  << utf8(text) << utf8(title) << utf8(body) << utf8(expected);
          };
    row("Phone", "Intro", "", "Phone");
    row("[{title}]", "Intro", "", "[Intro]");
    row("{title}{title}", "A", "", "AA");
    row("{title} - {first line}", "A", "<p>B</p>C", "A - B");
    row("{title} - {first line}", "", "<p>B</p>C", "B");
    row("{title} - {first line}", "A", "", "A");
    row("{title} - {first line}", "", "", "");
    row("Call | {title} | {first line}", "A", "", "Call | A");
    row("Call ({title})", "", "", "Call ()");
    row("Call – {title}", "", "", "Call");
    row("{title}: call", "", "", "call");
    row("- {title} -", "", "", "- -");
    row("- {title} -", "A", "", "- A -");
    row("Phone: ", "A", "", "Phone:");
    row("  A   {title}  ", "B  C", "", "A B C");
    row("☎️ {title}", "Ærlig 😀", "", "☎️ Ærlig 😀");
}

void SubjectTest::templatesAreFilled()
{
    QFETCH(const QString, text);
    QFETCH(const QString, title);
    QFETCH(const QString, body);
    QFETCH(const QString, expected);
    QCOMPARE(subjectProblem(Kind::Call, text), std::nullopt);
    QCOMPARE(subject(activity<CallDetails>(title, body), Kind::Call, text), expected);
}

void SubjectTest::badTemplatesAreNamed_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("problem");
    const auto row = [](Kind kind, const char* text, const char* problem) {
        QTest::addRow("%s: %s", qPrintable(settingsName(kind)), text)
            << kind << utf8(text) << utf8(problem);
    };
    row(Kind::Call, "Call: {titel}", "unknown variable {titel}; allowed: {title}, {first line}");
    row(Kind::Call, "{}", "unknown variable {}; allowed: {title}, {first line}");
    row(Kind::Call, "{Title}", "unknown variable {Title}; allowed: {title}, {first line}");
    row(Kind::Call, "{ title }", "unknown variable { title }; allowed: {title}, {first line}");
    row(Kind::Call, "{title} {subject}",
        "unknown variable {subject}; allowed: {title}, {first line}");
    row(Kind::Task, "{title}", "unknown variable {title}; allowed: {subject}, {first line}");
    row(Kind::Note, "{title}", "unknown variable {title}; allowed: {first line}");
    row(Kind::FormSubmission, "{email}", "unknown variable {email}; allowed: {form}");
    row(Kind::Call, "Call {title", "{ without }");
    row(Kind::Call, "Call {", "{ without }");
    row(Kind::Call, "{title {title}", "{ without }");
    row(Kind::Call, "Call title}", "} without {");
    row(Kind::Call, "{title}}", "} without {");
    row(Kind::Call, "}{", "} without {");
}

void SubjectTest::badTemplatesAreNamed()
{
    QFETCH(const Kind, kind);
    QFETCH(const QString, text);
    QFETCH(const QString, problem);
    QCOMPARE(subjectProblem(kind, text), problem);
}

void SubjectTest::longSubjectsAreCut_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* title, int limit, const char* expected) {
        QTest::newRow(name) << utf8(title) << limit << utf8(expected);
    };
    row("fits", "one two three", 13, "one two three");
    row("one too many", "one two three", 12, "one two…");
    row("ends with a word", "one two three", 8, "one two…");
    row("in the blank", "one two three", 9, "one two…");
    row("in a word", "one two three", 7, "one…");
    row("one long word", "onetwothree", 6, "onetw…");
    row("a long word after a short one", "a onetwothree", 8, "a onetw…");
    row("no blanks before the mark", "one   two", 6, "one…");
    row("no words", "日本語日本語", 4, "日本語…");
    row("room for the mark alone", "one", 1, "…");
    row("no room", "one", 0, "");
    row("nothing", "", 0, "");
    row("emoji", "😀😀😀😀", 3, "😀😀…");
    row("family", "ab👨‍👩‍👧", 6, "ab…");
    row("family that fits", "ab👨‍👩‍👧cd", 8, "ab👨‍👩‍👧…");
    row("skin", "ab👍🏽cd", 4, "ab…");
    row("flag", "a🇳🇴🇸🇪", 4, "a🇳🇴…");
    row("half a flag", "a🇳🇴🇸🇪", 3, "a…");
    row("combining mark",
        "abe\xCC\x81"
        "fg",
        4, "ab…");
    row("combining mark that fits",
        "abe\xCC\x81"
        "fg",
        5, "abe\xCC\x81…");
    row("variation selector", "ab☎️cd", 4, "ab…");
    row("Hangul",
        "ab\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB"
        "cd",
        5, "ab…");
}

void SubjectTest::longSubjectsAreCut()
{
    QFETCH(const QString, title);
    QFETCH(const int, limit);
    QFETCH(const QString, expected);
    const Fitted found = titleCut(title, limit);
    QCOMPARE(found.text, expected);
    QCOMPARE(found.cut, expected != title);
}

void SubjectTest::lengthsAreCodePoints_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<int>("length");
    QTest::addColumn<int>("lengthAfter");
    const auto row = [](const char* name, const QString& title, int length, int after) {
        QTest::newRow(name) << title << length << after;
    };
    const QString e = utf8("e\xCC\x81");
    row("255 letters", QString(255, u'a'), 255, 255);
    row("256 letters", QString(256, u'a'), 256, 255);
    row("255 emoji", utf8("😀").repeated(255), 255, 255);
    row("256 emoji", utf8("😀").repeated(256), 256, 255);
    row("254 letters and an emoji", QString(254, u'a') + utf8("😀"), 255, 255);
    row("255 letters and an emoji", QString(255, u'a') + utf8("😀"), 256, 255);
    row("127 accented letters and one", e.repeated(127) + u'a', 255, 255);
    row("128 accented letters", e.repeated(128), 256, 255);
    row("a letter and 127 accented letters, and one", u'a' + e.repeated(127) + u'b', 256, 254);
    row("51 families", utf8("👨‍👩‍👧").repeated(51), 255, 255);
    row("51 families and a letter", utf8("👨‍👩‍👧").repeated(51) + u'a', 256, 251);
    row("words", utf8("word ").repeated(51) + u'x', 256, 255);
    row("10,000 letters", QString(10000, u'a'), 10000, 255);
    row("one letter under 300 marks", u'a' + utf8("\xCC\x81").repeated(300), 301, 1);
}

void SubjectTest::lengthsAreCodePoints()
{
    QFETCH(const QString, title);
    QFETCH(const int, length);
    QFETCH(const int, lengthAfter);
    const Fitted found = titleCut(title);
    QCOMPARE(found.length, length);
    QCOMPARE(int(found.text.toUcs4().size()), lengthAfter);
    QCOMPARE(found.cut, length > salesforceLimit);
    if (!found.cut)
        QCOMPARE(found.text, title);
}

void SubjectTest::aCutNeverDividesACharacter()
{
    std::vector<QString> pieces;
    for (const char* piece :
        {"a", "word", " ", "😀", "e\xCC\x81", "👨‍👩‍👧", "🇳🇴", "日", "☎️", "{", "-"})
        pieces.push_back(utf8(piece));
    QVERIFY(property::holds("a cut never divides a character", [&pieces] {
        const QString title = tidyLine(property::textOf(pieces, 60));
        const int limit = *rc::gen::inRange(0, 80);
        const Fitted found = titleCut(title, limit);
        const QString kept = found.cut && limit > 0 ? found.text.chopped(1) : found.text;
        RC_ASSERT(found.text.toUcs4().size() <= limit);
        RC_ASSERT(found.length == title.toUcs4().size());
        RC_ASSERT(found.cut == (found.length > limit));
        RC_ASSERT(title.startsWith(kept));
        RC_ASSERT(cutBefore(title, kept.size()) == kept.size());
        RC_ASSERT(kept == kept.trimmed());
    }));
}

QTEST_GUILESS_MAIN(SubjectTest)
#include "tst_subject.moc"
