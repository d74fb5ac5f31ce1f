// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/activitiesview.h"
#include "app/planview.h"
#include "app/statusview.h"
#include "gui/activities/activitiespage.h"
#include "gui/header/headerbar.h"
#include "gui/header/noticebar.h"
#include "gui/preview/previewpage.h"
#include "gui/support/theme.h"
#include "support/fakeclock.h"

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

// Whoever can write into a CRM writes into this window: markup stays text, nothing turns around or
// hides, nothing is huge.
class HostileTextTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void inTheHeaderAndTheNotice();
    void inTheTaskTypes();
    void onBothSidesOfARow();

private:
    static QString hostile();
    static void labelsAreHarmless(const QWidget& widget);
    static void isOneHarmlessLine(const QString& shown);

    std::optional<gui::Theme> m_theme;
    support::FakeClock m_clock;
};

QString HostileTextTest::hostile()
{
    return u"<img src='file:///etc/passwd'><a href='http://evil'>click</a>\n\u202Egnp.exe\u0007"_s
        + QString(50'000, u'W');
}

void HostileTextTest::initTestCase()
{
    auto theme = gui::Theme::load(gui::Variant::Light);
    QVERIFY(theme);
    m_theme = std::move(*theme);
}

void HostileTextTest::isOneHarmlessLine(const QString& shown)
{
    QVERIFY(shown.contains(u"<img"_s)); // it is seen for what it is
    QVERIFY(shown.size() < 400);
    for (const char16_t wrong : {u'\n', u'\u202E', u'\u0007'})
        QVERIFY(!shown.contains(QChar(wrong)));
}

// A label that shows markup must not be one that guesses what it is.
void HostileTextTest::labelsAreHarmless(const QWidget& widget)
{
    int seen = 0;
    for (const QLabel* label : widget.findChildren<QLabel*>()) {
        if (!label->text().contains(u'<'))
            continue;
        ++seen;
        QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    QVERIFY(seen > 0); // else this shows nothing
}

void HostileTextTest::inTheHeaderAndTheNotice()
{
    app::StatusView view(m_clock);
    const gui::HeaderBar header(view, *m_theme);
    const gui::NoticeBar notice(view, *m_theme);
    profiles::LookedAround looked;
    looked.account.portalId = u"<b>1</b>"_s;
    view.take(looked);
    labelsAreHarmless(header);
    core::Error error;
    error.kind = core::Error::Kind::Usage;
    error.what = hostile();
    view.take(profiles::JobEnded{profiles::Job::Planning, error});
    for (const QLabel* label : notice.findChildren<QLabel*>()) {
        if (label->pixmap().isNull())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }
}

void HostileTextTest::inTheTaskTypes()
{
    app::ActivitiesView view(m_clock);
    const gui::ActivitiesPage page(view, *m_theme);
    core::Settings settings;
    settings.toSalesforce[core::Kind::Call].taskType = hostile();
    view.take(profiles::Opened{u"main"_s, {}, false, settings});
    profiles::LookedAround looked;
    looked.org.types = {hostile() + u'2'};
    view.take(looked);
    const auto* box = page.findChild<QComboBox*>(u"type.calls"_s);
    QVERIFY(box && box->count() == 3);
    isOneHarmlessLine(box->itemText(1));
    isOneHarmlessLine(box->itemText(2)); // the chosen one, which the org has no more
    QCOMPARE(box->itemData(2).toString(), hostile()); // stored as it is
}

void HostileTextTest::onBothSidesOfARow()
{
    app::PlanView view;
    const gui::PreviewPage page(view, *m_theme);
    profiles::RowShown shown;
    shown.row.seq = 1;
    core::CreateTask create;
    create.fields[core::TaskField::Subject] = hostile();
    shown.row.action.body = create;
    shown.row.action.why = {{core::ReasonCode::TypeChosen, {hostile()}}};
    core::Activity activity;
    activity.id = {u"1"_s};
    activity.title = hostile();
    activity.bodyHtml = hostile();
    activity.details = core::NoteDetails();
    shown.activity = activity;
    view.choose(1);
    view.take(shown);

    const auto* salesforce = page.findChild<QTreeWidget*>(u"salesforce"_s);
    QCOMPARE(salesforce->topLevelItemCount(), 1);
    isOneHarmlessLine(salesforce->topLevelItem(0)->text(2));
    const QString tip = salesforce->topLevelItem(0)->toolTip(2);
    QVERIFY(tip.contains(u"&lt;img"_s) && !tip.contains(u"<img"_s));
    QVERIFY(!tip.contains(u'\u202E'));
    const auto* hubSpot = page.findChild<QTreeWidget*>(u"hubSpot"_s);
    const auto titles = hubSpot->findItems(u"Title"_s, Qt::MatchExactly);
    QCOMPARE(titles.size(), 1);
    isOneHarmlessLine(titles.first()->text(1));
    const auto* why = page.findChild<QListWidget*>(u"why"_s);
    QCOMPARE(why->count(), 1);
    isOneHarmlessLine(why->item(0)->text());
}

QTEST_MAIN(HostileTextTest)
#include "tst_hostiletext.moc"
