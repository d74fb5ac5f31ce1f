// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/switch.h"
#include "gui/support/theme.h"

#include <QAccessible>
#include <QAccessibleActionInterface>
#include <QApplication>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace gui;
using namespace Qt::StringLiterals;

namespace {

QAccessibleInterface& accessible(Switch& of)
{
    QAccessibleInterface* found = QAccessible::queryAccessibleInterface(&of);
    if (!found)
        qFatal("not accessible");
    return *found;
}

// Whether more of the knob's colour is in the right half than in the left one.
bool knobAtRight(Switch& of, const Theme& theme)
{
    const QRgb knob = theme.colour(u"switchKnob").rgb();
    const QImage image = of.grab().toImage();
    int more = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) == knob)
                more += x < image.width() / 2 ? -1 : 1;
        }
    }
    return more > 0;
}

} // namespace

class SwitchTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup() { qApp->setStyleSheet(m_theme->styleSheet()); }
    void isLargeEnoughToHit();
    void clickToggles();
    void spaceToggles();
    void otherKeysDoNot();
    void disabledStaysAsItIs();
    void isACheckBoxToAssistiveTechnology();
    void nameIsItsTextOrItsLabel();
    void assistiveTechnologyCanToggle();
    void knobStandsAtTheEndOfTheLine_data();
    void knobStandsAtTheEndOfTheLine();
    void glidesOnlyWhereTheStyleDoes();
    void onAndOffDifferWithoutColour();
    void focusIsSeenAfterTheKeyboardOnly();

private:
    std::optional<Theme> m_theme;
};

void SwitchTest::initTestCase()
{
    auto theme = Theme::load(Variant::Light);
    QVERIFY2(theme, theme ? "" : qUtf8Printable(theme.error().what));
    m_theme = std::move(*theme);
    m_theme->apply(*qApp);
}

void SwitchTest::isLargeEnoughToHit()
{
    const Switch box(*m_theme);
    QVERIFY(box.sizeHint().width() >= 44);
    QVERIFY(box.sizeHint().height() >= 24);
    QCOMPARE(box.minimumSizeHint(), box.sizeHint());
}

void SwitchTest::clickToggles()
{
    Switch box(*m_theme);
    const QSignalSpy toggled(&box, &Switch::toggled);
    const QSignalSpy clicked(&box, &Switch::clicked);
    QTest::mouseClick(&box, Qt::LeftButton);
    QVERIFY(box.isChecked());
    QTest::mouseClick(&box, Qt::LeftButton, {}, QPoint(1, 1));
    QVERIFY(!box.isChecked());
    QTest::mouseClick(&box, Qt::RightButton);
    QVERIFY(!box.isChecked());
    QCOMPARE(toggled.size(), 2);
    QCOMPARE(clicked.size(), 2);
}

void SwitchTest::spaceToggles()
{
    Switch box(*m_theme);
    const QSignalSpy toggled(&box, &Switch::toggled);
    QCOMPARE(box.focusPolicy(), Qt::StrongFocus);
    QTest::keyClick(&box, Qt::Key_Space);
    QVERIFY(box.isChecked());
    QTest::keyClick(&box, Qt::Key_Space);
    QVERIFY(!box.isChecked());
    QCOMPARE(toggled.size(), 2);
}

void SwitchTest::otherKeysDoNot()
{
    Switch box(*m_theme);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_A, Qt::Key_Tab})
        QTest::keyClick(&box, key);
    QVERIFY(!box.isChecked());
}

void SwitchTest::disabledStaysAsItIs()
{
    Switch box(*m_theme);
    box.setChecked(true);
    box.setEnabled(false);
    const QSignalSpy toggled(&box, &Switch::toggled);
    QTest::mouseClick(&box, Qt::LeftButton);
    QTest::keyClick(&box, Qt::Key_Space);
    accessible(box).actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
    QVERIFY(box.isChecked());
    QCOMPARE(toggled.size(), 0);
    QVERIFY(accessible(box).state().disabled);
    QVERIFY(!accessible(box).actionInterface()->actionNames().contains(
        QAccessibleActionInterface::toggleAction()));
}

void SwitchTest::isACheckBoxToAssistiveTechnology()
{
    Switch box(*m_theme);
    QCOMPARE(accessible(box).role(), QAccessible::CheckBox);
    QVERIFY(accessible(box).state().checkable);
    QVERIFY(accessible(box).state().focusable);
    QVERIFY(!accessible(box).state().checked);
    box.setChecked(true);
    QVERIFY(accessible(box).state().checked);
}

void SwitchTest::nameIsItsTextOrItsLabel()
{
    Switch box(*m_theme);
    box.setText(u"Calls to tasks"_s);
    QCOMPARE(accessible(box).text(QAccessible::Name), u"Calls to tasks"_s);
    box.setAccessibleName(u"Sync calls"_s);
    QCOMPARE(accessible(box).text(QAccessible::Name), u"Sync calls"_s);

    QWidget page;
    QVBoxLayout layout(&page);
    auto* label = new QLabel(u"Notes"_s);
    auto* labelled = new Switch(*m_theme);
    layout.addWidget(label);
    layout.addWidget(labelled);
    label->setBuddy(labelled);
    QCOMPARE(accessible(*labelled).text(QAccessible::Name), u"Notes"_s);
}

void SwitchTest::assistiveTechnologyCanToggle()
{
    Switch box(*m_theme);
    const QSignalSpy clicked(&box, &Switch::clicked);
    QAccessibleActionInterface* actions = accessible(box).actionInterface();
    QVERIFY(actions->actionNames().contains(QAccessibleActionInterface::toggleAction()));
    actions->doAction(QAccessibleActionInterface::toggleAction());
    QVERIFY(box.isChecked());
    QCOMPARE(clicked.size(), 1);
}

void SwitchTest::knobStandsAtTheEndOfTheLine_data()
{
    QTest::addColumn<bool>("rightToLeft");
    QTest::addColumn<bool>("on");
    QTest::addColumn<bool>("atRight");
    QTest::newRow("left to right, off") << false << false << false;
    QTest::newRow("left to right, on") << false << true << true;
    QTest::newRow("right to left, off") << true << false << true;
    QTest::newRow("right to left, on") << true << true << false;
}

void SwitchTest::knobStandsAtTheEndOfTheLine()
{
    QFETCH(const bool, rightToLeft);
    QFETCH(const bool, on);
    QFETCH(const bool, atRight);
    Switch box(*m_theme);
    box.setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    box.setChecked(on);
    QCOMPARE(knobAtRight(box, *m_theme), atRight);
}

void SwitchTest::glidesOnlyWhereTheStyleDoes()
{
    qApp->setStyleSheet(u"* { widget-animation-duration: 0 }"_s);
    Switch still(*m_theme);
    still.show();
    QVERIFY(QTest::qWaitForWindowExposed(&still));
    still.setChecked(true);
    QVERIFY(knobAtRight(still, *m_theme));

    qApp->setStyleSheet(u"* { widget-animation-duration: 200 }"_s);
    Switch gliding(*m_theme);
    gliding.show();
    QVERIFY(QTest::qWaitForWindowExposed(&gliding));
    gliding.setChecked(true);
    QVERIFY(!knobAtRight(gliding, *m_theme));
    QTRY_VERIFY(knobAtRight(gliding, *m_theme));
}

void SwitchTest::onAndOffDifferWithoutColour()
{
    Switch box(*m_theme);
    const QImage off = box.grab().toImage();
    box.setChecked(true);
    const QImage on = box.grab().toImage();
    // The knob's own pixels, without the track, mirrored: a check mark is no ring.
    const QRect knobOff(6, 6, 18, 18);
    const QRect knobOn(off.width() - knobOff.right() - 1, 6, 18, 18);
    QVERIFY(off.copy(knobOff).convertToFormat(QImage::Format_Mono)
        != on.copy(knobOn).convertToFormat(QImage::Format_Mono));
}

void SwitchTest::focusIsSeenAfterTheKeyboardOnly()
{
    QWidget page;
    QVBoxLayout layout(&page);
    auto* box = new Switch(*m_theme);
    layout.addWidget(new QPushButton); // takes the focus when the window opens
    layout.addWidget(box);
    page.show();
    page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    const auto ring = [&] {
        const QImage image = box->grab().toImage();
        return QColor(image.pixel(image.width() / 2, 1)) == m_theme->colour(u"focus");
    };
    box->setFocus(Qt::MouseFocusReason);
    QVERIFY(!ring());
    QTest::keyClick(box, Qt::Key_Space);
    QVERIFY(ring());
    box->clearFocus();
    QVERIFY(!ring());
    box->setFocus(Qt::TabFocusReason);
    QVERIFY(ring());
}

QTEST_MAIN(SwitchTest)
#include "tst_switch.moc"
