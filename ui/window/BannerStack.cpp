#include "ui/window/BannerStack.h"

#include <utility>

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "ui/theme/Icons.h"
#include "ui/theme/Look.h"

namespace offtake::ui {

namespace {

constexpr int kIconSize = 16;

struct KindRow {
    const char* icon;
    const char* word;
};

/// The word stands before the text, so that nothing rests on the icon.
KindRow rowOf(Banner::Kind kind) {
    switch (kind) {
        case Banner::Kind::Info:
            return {"info", ""};
        case Banner::Kind::Warning:
            return {"warning", QT_TRANSLATE_NOOP("offtake::ui::BannerStack", "Warning: ")};
        case Banner::Kind::Error:
            break;
    }
    return {"error", QT_TRANSLATE_NOOP("offtake::ui::BannerStack", "Error: ")};
}

}  // namespace

BannerStack::BannerStack(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this)), m_tokens(&lightTokens()) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(kGrid);
    hide();
}

void BannerStack::show(const QString& matter, const Banner& banner) {
    dismiss(matter);
    const KindRow row = rowOf(banner.kind);
    const QString icon = QString::fromLatin1(row.icon);
    auto* frame = new QFrame;
    setLook(frame, Look::Card);
    frame->setProperty("icon", icon);
    auto* layout = new QHBoxLayout(frame);
    layout->setContentsMargins(3 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
    layout->setSpacing(2 * kGrid);
    auto* picture = new QLabel;
    picture->setObjectName("icon");
    picture->setPixmap(ui::icon(icon, *m_tokens).pixmap(kIconSize));
    layout->addWidget(picture, 0, Qt::AlignTop);
    const QString word = *row.word == '\0' ? QString() : tr(row.word);
    auto* text = new QLabel(word + banner.text);
    text->setObjectName("text");
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setAccessibleName(text->text());
    layout->addWidget(text, 1);
    for (const Banner::Action& action : banner.actions) {
        auto* button = new QPushButton(action.text);
        setLook(button, Look::Link);
        button->setAccessibleDescription(banner.text);
        connect(button, &QPushButton::clicked, this, [this, matter, work = action.work] {
            dismiss(matter);
            work();
        });
        layout->addWidget(button, 0, Qt::AlignTop);
    }
    auto* close = new QToolButton;
    close->setObjectName("close");
    close->setIcon(ui::icon("close", *m_tokens));
    close->setAccessibleName(tr("Dismiss this message"));
    close->setToolTip(tr("Dismiss"));
    connect(close, &QToolButton::clicked, this, [this, matter] { dismiss(matter); });
    layout->addWidget(close, 0, Qt::AlignTop);
    m_layout->insertWidget(0, frame);
    m_banners[matter] = frame;
    QWidget::show();
}

void BannerStack::dismiss(const QString& matter) {
    const auto found = m_banners.find(matter);
    if (found == m_banners.end()) {
        return;
    }
    found->second->hide();
    m_layout->removeWidget(found->second);
    found->second->deleteLater();
    m_banners.erase(found);
    setVisible(!m_banners.empty());
}

void BannerStack::dismissAll() {
    while (!m_banners.empty()) {
        dismiss(m_banners.begin()->first);
    }
}

QString BannerStack::textOf(const QString& matter) const {
    const auto found = m_banners.find(matter);
    return found == m_banners.end() ? QString() : found->second->findChild<QLabel*>("text")->text();
}

void BannerStack::setTokens(const Tokens& tokens) {
    m_tokens = &tokens;
    for (const auto& [matter, frame] : m_banners) {
        const QString name = frame->property("icon").toString();
        frame->findChild<QLabel*>("icon")->setPixmap(ui::icon(name, tokens).pixmap(kIconSize));
        frame->findChild<QToolButton*>("close")->setIcon(ui::icon("close", tokens));
    }
}

}  // namespace offtake::ui
