// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/generation/texts.h"

#include <QList>

#include <array>

namespace sandbox::generation {

namespace {

constexpr std::array<QStringView, 24> firstNames{u"Kari", u"Ola", u"Ingrid", u"Bjørn", u"Åse",
    u"Håkon", u"Sigrid", u"Lars", u"Zoë", u"François", u"Jürgen", u"Märta", u"Łukasz", u"Nguyễn",
    u"Aoife", u"José", u"Dvořák", u"Şebnem", u"Мария", u"健太", u"Amélie", u"Noor", u"Priya",
    u"O’Brien"};

constexpr std::array<QStringView, 24> lastNames{u"Nordmann", u"Hansen", u"Ødegård", u"Bø", u"Åsen",
    u"Lindström", u"Müller", u"O’Connor", u"d’Artagnan", u"van der Berg", u"Nowak", u"García",
    u"Smith", u"Jensen", u"Virtanen", u"Иванова", u"佐藤", u"Yılmaz", u"Kováč", u"Papadopoulou",
    u"Haugen", u"Strand", u"Lie", u"Rød"};

constexpr std::array<QStringView, 12> companies{u"Fjordfisk AS", u"Nordlys Energi",
    u"Bergen & Sønner", u"Müller GmbH", u"Acme <Europe> Ltd", u"Kaffebrenneriet", u"Oslo Bygg",
    u"Blåbær Design", u"Smith & Wesley", u"東京商事", u"Café Zürich",
    u"Hus \"Solsiden\" Borettslag"};

constexpr std::array<QStringView, 20> titles{u"Følg opp tilbudet til %1",
    u"Ring %1 om fornyelse av avtalen", u"Follow up with %1", u"Send the revised quote to %1",
    u"Demo for %1 📈", u"Oppstartsmøte med %1 – agenda", u"Rückruf wegen Angebot für %1",
    u"Re: Spørsmål om leveranse til %1", u"Fwd: Contract draft for %1 (v3, final)",
    u"Préparer la réunion chez %1", u"見積書の確認（%1）", u"متابعة العرض مع %1", u"Звонок: %1",
    u"Q4 review – %1 & partners", u"“Price” vs. ‘value’ at %1 <internal>",
    u"Purring på faktura, %1 💸💸", u"Intro call w/ %1", u"Discuss renewal + upsell: %1",
    u"Check-in \U0001F469\u200D\U0001F4BB with %1", u"Cafe\u0301 meeting at %1"};

constexpr std::array<QStringView, 14> sentences{
    u"Vi ble enige om å sende et nytt tilbud før fredag.",
    u"They liked the demo but asked for a lower price on the yearly plan.",
    u"Neste steg er en kort gjennomgang med innkjøp &amp; IT.",
    u"The budget of 250&nbsp;000&nbsp;kr is approved &ndash; decision in week 48.",
    u"Kunden spurte om integrasjon med l&oslash;nnssystemet.",
    u"Er hat nach den Lieferzeiten gefragt; Antwort bis Montag.",
    u"Ring tilbake etter klokka 14, ikke f&oslash;r 😀.",
    u"She is on leave until the 12th; talk to her deputy meanwhile.",
    u"Merci pour votre r&eacute;ponse rapide&nbsp;!", u"価格表を送付済み。来週返事をもらう予定。",
    u"A &lt; B &amp;&amp; B &gt; C, they said &quot;obviously&quot;.",
    u"Teamet var positivt 👍🏽, men vil se referanser.",
    u"See <a href=\"https://www.example.no/tilbud?id=1042&amp;lang=nb\">tilbudet</a> for detaljer.",
    u"<b>Viktig:</b> kontrakten g&aring;r ut i januar."};

constexpr std::array<QStringView, 6> plainSentences{u"Hei, takk for en hyggelig prat i dag.",
    u"Attached you will find the quote we talked about.",
    u"Kan vi ta en kort telefon på torsdag kl. 10:00?", u"Best regards / Vennlig hilsen",
    u"Gi beskjed hvis noe er uklart – jeg er på kontoret hele uka.",
    u"Is 5 < 7 & 7 > 5 still true for your team? 🙂"};

template <std::size_t count>
QStringView pick(Random& random, const std::array<QStringView, count>& words)
{
    return words.at(static_cast<std::size_t>(random.below(static_cast<int>(count))));
}

QString paragraph(Random& random)
{
    QString text = QStringLiteral("<p>");
    const int count = 2 + random.below(3);
    for (int i = 0; i < count; ++i) {
        text += pick(random, sentences);
        text += u' ';
    }
    return text + QStringLiteral("</p>");
}

QString table(Random& random)
{
    QString text = QStringLiteral(
        "<table border=\"1\"><tr><th>Produkt</th><th>Antall</th><th>Pris</th></tr>");
    const int rows = 2 + random.below(4);
    for (int row = 0; row < rows; ++row)
        text += QStringLiteral("<tr><td>Lisens %1</td><td>%2</td><td>%3&nbsp;kr</td></tr>")
                    .arg(row + 1)
                    .arg(1 + random.below(50))
                    .arg(100 * (1 + random.below(90)));
    return text + QStringLiteral("</table>");
}

QString list(Random& random)
{
    QString text = QStringLiteral("<ul>");
    const int items = 2 + random.below(4);
    for (int item = 0; item < items; ++item)
        text += QStringLiteral("<li>%1</li>").arg(pick(random, sentences));
    return text + QStringLiteral("</ul>");
}

QString decoration(Random& random)
{
    switch (random.below(6)) {
    case 0:
        return table(random);
    case 1:
        return list(random);
    case 2:
        return QStringLiteral("<script>document.title = \"<p>not text</p>\"; alert('x');</script>");
    case 3:
        return QStringLiteral("<style>p { color: #33475b; } .x > td { margin: 0 }</style>");
    case 4:
        return QStringLiteral(
            "<blockquote>P&aring; mandag skrev kunden:<br>Takk!<br/>Hilsen K.</blockquote>");
    default:
        return QStringLiteral(
            "<div><img src=\"https://track.example.no/o.gif\" width=\"1\" alt=\"\">"
            "<ol><li>Avklare <i>omfang</i></li><li>Sende pris</li></ol></div>");
    }
}

} // namespace

QString firstName(Random& random)
{
    return pick(random, firstNames).toString();
}

QString lastName(Random& random)
{
    return pick(random, lastNames).toString();
}

QString company(Random& random)
{
    return pick(random, companies).toString();
}

QString subject(Random& random)
{
    if (random.below(400) == 0)
        return longSubject(random);
    return pick(random, titles).toString().arg(company(random));
}

QString longSubject(Random& random)
{
    constexpr int codePointsMin = 300;
    QString text = QStringLiteral("Oppsummering 📝: ");
    while (text.toUcs4().size() < codePointsMin)
        text += pick(random, titles).toString().arg(company(random)) + QStringLiteral("; ");
    return text.trimmed();
}

QString body(Random& random)
{
    QString text = paragraph(random);
    if (random.chance(350))
        text += paragraph(random);
    if (random.chance(120))
        text += decoration(random);
    if (random.chance(30))
        text += paragraph(random) + table(random) + list(random);
    return text;
}

QString longBody(Random& random)
{
    constexpr qsizetype charactersMin = 40000;
    QString text;
    text.reserve(charactersMin + 4000);
    while (text.size() < charactersMin)
        text += paragraph(random) + decoration(random);
    return text;
}

QString plainText(Random& random)
{
    QString text;
    const int count = 2 + random.below(5);
    for (int i = 0; i < count; ++i)
        text += pick(random, plainSentences).toString() + u'\n';
    return text;
}

} // namespace sandbox::generation
