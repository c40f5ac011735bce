#include <QtTest>

#include "ui/text/Text.h"

using namespace offtake;

class TestText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anErrorIsSaidWithItsSubjectReasonAndRemedy() {
        const Error error{ErrorCode::OutOfBounds, "study.horizon", {"{0} is below {1}.", {0.0, 1.0}}, {"Give at least {0}.", {1.0}}};
        QCOMPARE(ui::said(error), QString("study.horizon: 0 is below 1. Give at least 1."));
        QCOMPARE(ui::saidWithoutSubject(error), QString("0 is below 1. Give at least 1."));
    }

    void aMissingRemedyLeavesNoGap() {
        const Error error{ErrorCode::NotFound, "", {"There is no such file.", {}}, {}};
        QCOMPARE(ui::said(error), QString("There is no such file."));
    }

    void textIsUtf8BothWays() {
        const QString text = QString::fromUtf8("5 µs · 東京");
        QCOMPARE(ui::toQt(ui::toStd(text)), text);
    }
};

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
