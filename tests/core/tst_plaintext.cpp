// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text.h"

#include "core/sample.h"

#include <QTest>

using namespace core;
using namespace Qt::StringLiterals;
using sample::utf8;

namespace {

void columns()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("text");
}

void row(const char* name, const char* html, const char* text)
{
    QTest::newRow(name) << utf8(html) << utf8(text);
}

// Compares with the line ends shown: a difference of two texts of several lines is hard to read.
void compare()
{
    QFETCH(const QString, html);
    QFETCH(const QString, text);
    QCOMPARE(plainText(html).replace(u'\n', u'⏎'), QString(text).replace(u'\n', u'⏎'));
}

} // namespace

// R1.8: readable plain text from HTML.
class PlainTextTest final : public QObject
{
    Q_OBJECT

private slots:
    void blocksBecomeLines_data();
    void blocksBecomeLines() { compare(); }
    void listsBecomeMarkedLines_data();
    void listsBecomeMarkedLines() { compare(); }
    void tablesBecomeLines_data();
    void tablesBecomeLines() { compare(); }
    void linksKeepTheirAddress_data();
    void linksKeepTheirAddress() { compare(); }
    void whatNobodyReadsIsLeftOut_data();
    void whatNobodyReadsIsLeftOut() { compare(); }
    void charactersAreReadable_data();
    void charactersAreReadable() { compare(); }
    void textThatOnlyLooksLikeHtmlSurvives_data();
    void textThatOnlyLooksLikeHtmlSurvives() { compare(); }
    void malformedHtmlKeepsItsText_data();
    void malformedHtmlKeepsItsText() { compare(); }
    void loneSurrogatesAreReplaced();
};

void PlainTextTest::blocksBecomeLines_data()
{
    columns();
    row("nothing", "", "");
    row("only blanks", " \n\t ", "");
    row("only empty tags", "<p></p><div><br></div>", "");
    row("one paragraph", "<p>Hello</p>", "Hello");
    row("paragraphs", "<p>One</p><p>Two</p>", "One\n\nTwo");
    row("paragraphs without end tags", "<p>One<p>Two", "One\n\nTwo");
    row("empty paragraphs leave one empty line", "<p>One</p><p></p><p>&nbsp;</p><p>Two</p>",
        "One\n\nTwo");
    row("divs", "<div>One</div><div>Two</div>", "One\nTwo");
    row("nested divs", "<div><div>One</div></div><div><div>Two</div></div>", "One\nTwo");
    row("div, empty line, div", "<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo");
    row("line breaks", "One<br>Two<br/>Three<BR />Four", "One\nTwo\nThree\nFour");
    row("many line breaks leave one empty line", "One<br><br><br><br>Two", "One\n\nTwo");
    row("line break before the end of a block", "<div>One<br></div><div>Two</div>", "One\nTwo");
    row("line break before the end of a paragraph", "<p>One<br></p><p>Two</p>", "One\n\nTwo");
    row("closing br", "One</br>Two", "One\nTwo");
    row("heading", "<h1>Title</h1>Text<h6>Small</h6>More", "Title\n\nText\n\nSmall\n\nMore");
    row("text beside a block", "One<div>Two</div>Three", "One\nTwo\nThree");
    row("rule", "One<hr>Two", "One\n\nTwo");
    row("inline tags", "A <b>bold</b>, <i>it</i><u>al</u><span>ic</span> word",
        "A bold, italic word");
    row("blanks around inline tags", "<b>One </b> <i> two</i>", "One two");
    row("source line ends", "<p>One\n   two\r\nthree\tfour</p>", "One two three four");
    row("definition list", "<dl><dt>Term</dt><dd>Meaning</dd></dl>After", "Term\nMeaning\n\nAfter");
    row("address and center", "<address>Road 1</address><center>Mid</center>", "Road 1\nMid");
    row("blockquote", "<p>He said:</p><blockquote><p>One</p><p>Two</p></blockquote><p>End</p>",
        "He said:\n\n> One\n\n> Two\n\nEnd");
    row("nested blockquote", "A<blockquote>B<blockquote>C</blockquote></blockquote>",
        "A\n\n> B\n\n> > C");
    row("pre keeps lines and indentation", "<pre>\nif x:\n  run()\n\n\n\nend</pre>",
        "if x:\n  run()\n\nend");
    row("pre among text", "One <pre>  a\n  b</pre> two", "One\n\n  a\n  b\n\ntwo");
    row("pre with tags", "<pre>a <b>b</b>\n<i>c</i></pre>", "a b\nc");
    row("textarea", "<textarea>a\nb</textarea>", "a\nb");
    row("whole document",
        "<!DOCTYPE html><html><head><title>T</title><style>p{}</style><meta charset=utf-8></head>"
        "<body><p>Hi</p></body></html>",
        "Hi");
    row("upper case", "<P>One</P><DIV>Two</DIV>", "One\n\nTwo");
}

void PlainTextTest::listsBecomeMarkedLines_data()
{
    columns();
    row("bullets", "<ul><li>One</li><li>Two</li></ul>", "- One\n- Two");
    row("bullets without end tags", "<ul><li>One<li>Two</ul>", "- One\n- Two");
    row("bullets between text", "Buy:<ul><li>Milk</li></ul>Thanks", "Buy:\n\n- Milk\n\nThanks");
    row("numbers", "<ol><li>One</li><li>Two</li><li>Three</li></ol>", "1. One\n2. Two\n3. Three");
    row("numbers with a start", "<ol start=\"9\"><li>One</li><li>Two</li></ol>", "9. One\n10. Two");
    row("numbers with a bad start", "<ol start='x'><li>One</li></ol>", "1. One");
    row("numbers at the end of numbers", "<ol start='2147483647'><li>A</li><li>B</li></ol>",
        "2147483647. A\n2147483647. B");
    row("nested", "<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul>",
        "- One\n  - Inner\n- Two");
    row("nested three deep", "<ol><li>A<ol><li>B<ul><li>C</li></ul></li></ol></li><li>D</li></ol>",
        "1. A\n  1. B\n    - C\n2. D");
    row("nested outside an item", "<ul><li>One</li><ul><li>In</li></ul><li>Two</li></ul>",
        "- One\n- In\n- Two");
    row("item that begins with a list", "<ul><li><ul><li>In</li></ul></li></ul>", "- In");
    row("items with paragraphs", "<ul><li><p>One</p></li><li><p>Two</p></li></ul>", "- One\n- Two");
    row("item of two paragraphs", "<ul><li><p>One</p><p>More</p></li><li>Two</li></ul>",
        "- One\n\n  More\n- Two");
    row("item with a line break", "<ul><li>One<br>more</li></ul>", "- One\n  more");
    row("empty items leave no mark", "<ul><li></li><li>One</li><li> </li></ul>", "- One");
    row("empty items count", "<ol><li>A</li><li></li><li>C</li></ol>", "1. A\n3. C");
    row("item without a list", "<li>One</li><li>Two</li>", "- One\n- Two");
    row("quote in an item", "<ul><li><blockquote>Q</blockquote>A</li></ul>", "- > Q\n\n  A");
    row("nesting is shown eight deep",
        "<ul><li>1<ul><li>2<ul><li>3<ul><li>4<ul><li>5<ul><li>6<ul><li>7<ul><li>8<ul><li>9",
        "- 1\n  - 2\n    - 3\n      - 4\n        - 5\n          - 6\n            - 7\n"
        "              - 8\n                9");
}

void PlainTextTest::tablesBecomeLines_data()
{
    columns();
    row("two rows", "<table><tr><td>A</td><td>B</td></tr><tr><td>1</td><td>2</td></tr></table>",
        "A | B\n1 | 2");
    row("head, body and foot",
        "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr>"
        "</tbody><tfoot><tr><td>S</td><td>3</td></tr></tfoot></table>",
        "A | B\n1 | 2\nS | 3");
    row("without end tags", "<table><tr><td>A<td>B<tr><td>1<td>2</table>C", "A | B\n1 | 2\nC");
    row("without rows", "<table><td>A</td><td>B</td></table>", "A | B");
    row("source line ends between", "<table>\n <tr>\n  <td> A </td>\n <td>B\n</td></tr>\n</table>",
        "A | B");
    row("paragraphs in cells", "<table><tr><td><p>A</p></td><td><div>B</div></td></tr></table>",
        "A | B");
    row("empty cells keep their place",
        "<table><tr><td></td><td>Q1</td><td>Q2</td></tr><tr><td>N</td><td></td><td>7</td></tr>"
        "<tr><td>X</td><td>1</td><td>&nbsp;</td></tr></table>",
        "| Q1 | Q2\nN | | 7\nX | 1 |");
    row("one filled cell stands alone",
        "<table><tr><td>&nbsp;</td><td>A</td><td></td></tr></table>", "A");
    row("empty rows", "<table><tr><td></td><td> </td></tr><tr><td>A</td></tr></table>", "A");
    row("cells of several lines stand below each other",
        "<table><tr><td>A<br>B</td><td>C</td></tr></table>", "A\nB\nC");
    row("nested layout tables",
        "<table><tr><td><table><tr><td>A</td><td>B</td></tr></table></td></tr><tr><td>"
        "<table><tr><td><p>C</p><p>D</p></td></tr></table></td></tr></table>",
        "A | B\nC\n\nD");
    row("list in a cell", "<table><tr><td><ul><li>A</li><li>B</li></ul></td></tr></table>",
        "- A\n- B");
    row("table between text", "<p>Before</p><table><tr><td>A</td></tr></table><p>After</p>",
        "Before\n\nA\n\nAfter");
    row("caption", "<table><caption>Cap</caption><tr><td>A</td></tr></table>", "Cap\nA");
    row("text that is in no cell", "<table>Lost<tr><td>A</td></tr></table>", "Lost\nA");
    row("cell outside a table", "<td>A</td><td>B</td>", "A\nB");
    row("links in cells",
        "<table><tr><td><a href='https://a.no/x'>A</a></td><td>B</td></tr></table>",
        "A (https://a.no/x) | B");
}

void PlainTextTest::linksKeepTheirAddress_data()
{
    columns();
    row("https", "See <a href=\"https://example.com/a?b=1&amp;c=2\">this</a>.",
        "See this (https://example.com/a?b=1&c=2).");
    row("http, upper case, single quotes", "<A HREF='HTTP://example.com'>x</A>",
        "x (HTTP://example.com)");
    row("no quotes", "<a href=https://example.com/x>x</a>", "x (https://example.com/x)");
    row("mailto", "<a href='mailto:kari@example.com'>Kari</a>", "Kari (mailto:kari@example.com)");
    row("text is the address", "<a href='https://example.com/'>https://example.com/</a>",
        "https://example.com/");
    row("text is the address but for the slash",
        "<a href='https://example.com/'>https://example.com</a>", "https://example.com");
    row("text is the address but for the scheme", "<a href='http://example.com/'>example.com</a>",
        "example.com");
    row("text is the mail address", "<a href='mailto:kari@example.com'>kari@example.com</a>",
        "kari@example.com");
    row("javascript", "<a href='javascript:alert(1)'>x</a>", "x");
    row("javascript, dressed up", "<a href=' java&#10;script:alert(1)'>x</a>", "x");
    row("data", "<a href='data:text/html,x'>x</a>", "x");
    row("cid", "<a href='cid:part1'>x</a>", "x");
    row("file", "<a href='file:///etc/passwd'>x</a>", "x");
    row("relative", "<a href='/contact'>x</a>", "x");
    row("tel", "<a href='tel:+4722222222'>22 22 22 22</a>", "22 22 22 22");
    row("no address", "<a name='top'>x</a>", "x");
    row("empty address", "<a href=''>x</a>", "x");
    row("nothing to read", "A<a href='https://example.com'><img src='p.gif'></a>B", "AB");
    row("image as a link", "<a href='https://example.com'><img alt='Logo'></a>",
        "Logo (https://example.com)");
    row("image", "A <img src='https://x/y.png' alt=\"a &quot;cat&quot;\"> B", "A a \"cat\" B");
    row("image without text", "A<img src='cid:1'>B", "AB");
    row("blank after the text", "<a href='https://e.no'>Buy </a>now", "Buy (https://e.no) now");
    row("around a block", "<a href='https://e.no'><div>Title</div></a><div>Next</div>",
        "Title (https://e.no)\nNext");
    row("around two paragraphs", "<a href='https://e.no'><p>A</p><p>B</p></a>C",
        "A\n\nB (https://e.no)\n\nC");
    row("link without an end", "<p><a href='https://e.no'>A</p><p>B</p>", "A (https://e.no)\n\nB");
    row("link in a link", "<a href='https://a.no'>A<a href='https://b.no'>B</a></a>",
        "A (https://a.no)B (https://b.no)");
    row("blanks in the address", "<a href=' https://e.no/a b '>x</a>", "x (https://e.no/a%20b)");
    row("quotes in the address", "<a href='https://e.no/\"a\"'>x</a>", "x (https://e.no/\"a\")");
    row("angle in a value", "<a title='1 > 0' href='https://e.no'>x</a>", "x (https://e.no)");
    row("first of two addresses", "<a href='https://a.no' href='https://b.no'>x</a>",
        "x (https://a.no)");
}

void PlainTextTest::whatNobodyReadsIsLeftOut_data()
{
    columns();
    row("script", "A<script>alert('<p>x</p>')</script>B", "AB");
    row("script in capitals", "A<SCRIPT type=x>x</Script >B", "AB");
    row("script that names its end", "A<script>var a='</scripting>';</script>B", "AB");
    row("script without an end", "A<script>alert(1)", "A");
    row("style", "<style type='text/css'>p > a {color:red}</style>A", "A");
    row("title", "<title>T</title>A", "A");
    row("template", "A<template><p>x<template>y</template>z</p></template>B", "AB");
    row("script in a template", "A<template><script>'</template>'</script>x</template>B", "AB");
    row("svg", "A<svg viewBox='0 0 1 1'><title>t</title><text>x</text></svg>B", "AB");
    row("empty svg", "A<svg/>B", "AB");
    row("select", "A<select><option>x<option>y</select>B", "AB");
    row("iframe", "A<iframe src=x><p>no frames</p></iframe>B", "AB");
    row("noscript stays", "A<noscript> B</noscript>", "A B");
    row("comment", "A<!-- <p>x</p> > -->B", "AB");
    row("empty comments", "A<!-->B<!--->C<!---->D", "ABCD");
    row("conditional comment",
        "<!--[if mso]><table><tr><td>x<![endif]-->A<!--[if !mso]><!-->B<!--<![endif]-->", "AB");
    row("declarations", "<?xml version='1.0'?><!DOCTYPE html><![if !mso]>A<![endif]>B", "AB");
    row("office tags", "<p>A<o:p>&nbsp;</o:p>B</p><v:shape id='1'></v:shape>", "A B");
    row("hidden preheader stays", "<div style='display:none'>Pre</div><p>A</p>", "Pre\n\nA");
}

void PlainTextTest::charactersAreReadable_data()
{
    columns();
    row("named entities",
        "<p>&lt;b&gt; &amp; &quot;x&quot; &eacute;&Aring;&euro;&hellip;&NotEqualTilde;</p>",
        "<b> & \"x\" éÅ€…≂̸");
    row("numbered entities", "<p>&#65;&#x42;&#X1F600;</p>", "AB😀");
    row("entities without their semicolon", "<p>&ltx&gt &copy 2026</p>", "<x> © 2026");
    row("unknown entities", "<p>&nosuch; & &&; &#; &#x;</p>", "&nosuch; & &&; &#; &#x;");
    row("entities of Windows", "<p>&#147;x&#148;&#128;</p>", "“x”€");
    row("entities of nothing", "<p>a&#0;b&#xD800;c&#x110000;d</p>", "a�b�c�d");
    row("entities of control characters", "<p>a&#1;&#x1F;&#127;b</p>", "ab");
    row("no tags, entities", "Fish &amp; chips &lt;now&gt;", "Fish & chips <now>");
    row("encoded twice", "<p>&amp;lt;b&amp;gt;</p>", "&lt;b&gt;");
    row("no-break spaces",
        "<p>a&nbsp;&nbsp; b\xC2\xA0"
        "c\xE2\x80\xAF"
        "d</p>",
        "a b c d");
    row("ends of lines", "<p>a&nbsp;<br>&nbsp;b </p>", "a\nb");
    row("emoji", "<p>👨‍👩‍👧 👍🏽 🇳🇴</p>",
        "👨‍👩‍👧 👍🏽 🇳🇴");
    row("combining marks", "<p>e\xCC\x81 ñ</p>", "e\xCC\x81 ñ");
    row("other scripts", "<p>日本語 Ελλ שלום عربى हिन्दी</p>", "日本語 Ελλ שלום عربى हिन्दी");
    row("direction overrides stay",
        "<p>a\xE2\x80\xAE"
        "b\xE2\x80\xAC</p>",
        "a\xE2\x80\xAE"
        "b\xE2\x80\xAC");
    row("soft hyphens, zero-width blanks, marks of order go",
        "<p>\xEF\xBB\xBFso\xC2\xAD"
        "ft&shy; ze\xE2\x80\x8Bro</p>",
        "soft zero");
    row("control characters go", "<p>a\x01\x08\x1B[31mb\x7F</p>", "a[31mb");
    row("no tags, control characters", "a\x01\x02\x03z", "az");
    row("lines by other characters",
        "a\xE2\x80\xA8"
        "b\xE2\x80\xA9"
        "c\x0B"
        "d\x0C"
        "e",
        "a\nb\nc\nd\ne");
    row("text across dropped tags", "&l<b>t;</b>x", "<x");
}

void PlainTextTest::textThatOnlyLooksLikeHtmlSurvives_data()
{
    columns();
    row("plain", "Hello", "Hello");
    row("less than", "a < b", "a < b");
    row("less and greater", "1 < 2 > 0", "1 < 2 > 0");
    row("less than without blanks", "a<5 and b<c", "a<5 and b<c");
    row("unknown name", "if x<y then z>1", "if x<y then z>1");
    row("heart", "I <3 you </3", "I <3 you </3");
    row("arrows", "a <- b -> c <= d <> e", "a <- b -> c <= d <> e");
    row("mail address", "Kari <kari@example.com> wrote", "Kari <kari@example.com> wrote");
    row("web address", "See <https://example.com/a>!", "See <https://example.com/a>!");
    row("mail address in HTML", "<p>Kari <kari@example.com> wrote</p>",
        "Kari <kari@example.com> wrote");
    row("placeholder", "Dear <Name>,", "Dear <Name>,");
    row("xml", "<Name>Kari</Name>", "<Name>Kari</Name>");
    row("the word select", "Use <select> here", "Use here");
    row("ends in a tag", "see <b", "see <b");
    row("ends in a value", "see <a href=\"x", "see <a href=\"x");
    row("ends in an angle", "x <", "x <");
    row("ends in a slash", "x </", "x </");
    row("comment without an end", "a <!-- b", "a <!-- b");
    row("ampersands", "AT&T, R&D & co &", "AT&T, R&D & co &");
    row("address with names of entities", "https://e.no/?a=1&copy=2&section=3&lt=4",
        "https://e.no/?a=1&copy=2&section=3&lt=4");
    row("line ends stay", "One\nTwo\r\nThree\rFour\n\n\n\nFive", "One\nTwo\nThree\nFour\n\nFive");
    row("line ends stay with entities", "One &amp;\nTwo", "One &\nTwo");
    row("indentation stays", "List:\n  a\n    b  c\t d  ", "List:\n  a\n    b c d");
    row("blank lines at the ends go", "\n \n a\n \n", "a");
}

void PlainTextTest::malformedHtmlKeepsItsText_data()
{
    columns();
    row("crossed tags", "<b>A<i>B</b>C</i>D", "ABCD");
    row("end tags of nothing", "</div>A</td></table></ul>B</p>C", "AB\n\nC");
    row("block in a paragraph", "<p>A<div>B</div>C</p>D", "A\n\nB\nC\n\nD");
    row("paragraph ends outside its block", "<div><p>A</div>B", "A\n\nB");
    row("cell ends what is open in it",
        "<table><tr><td><div><ul><li>A</td><td>B</td></tr></table>C", "- A | B\nC");
    row("end tag from outside a cell", "<div><table><tr><td>A</div>B</td><td>C</td></tr></table>",
        "AB | C");
    row("table in a table", "<table><table><tr><td>A</table></table>B", "A\nB");
    row("attributes without values", "<p hidden class = x data-a>A</p>", "A");
    row("quotes out of place", "<p a\"b>A</p><p ='x'>B</p>", "A\n\nB");
    row("quote without an end", "<p title=\"x>A</p>", "<p title=\"x>A");
    row("slashes", "<p/>A<br/>B<div/class='x'>C</div>", "A\nB\n\nC");
    row("blanks in end tags", "<p>A</p  x='1'><p>B</p\n>", "A\n\nB");
    row("angle in an angle", "<<p>>A</p>", "<\n\n>A");
}

void PlainTextTest::loneSurrogatesAreReplaced()
{
    const QString high(QChar(0xD83D));
    const QString low(QChar(0xDE00));
    QCOMPARE(plainText(u"a"_s + high + u"b"_s + low), utf8("a�b�"));
    QCOMPARE(plainText(u"<p>a"_s + high + u"b"_s + low + u"</p>"_s), utf8("a�b�"));
    QCOMPARE(plainText(u"<p>"_s + high + low + u"</p>"_s), utf8("😀"));
    QCOMPARE(plainText(u"<p>a"_s + QString(QChar(0)) + u"b</p>"_s), utf8("ab"));
    QCOMPARE(plainText(u"a"_s + QString(QChar(0)) + u"b"_s), utf8("ab"));
}

QTEST_GUILESS_MAIN(PlainTextTest)
#include "tst_plaintext.moc"
