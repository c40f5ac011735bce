#include "ui/inspector/SourceEditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/study/Edit.h"
#include "core/study/kinds/StudyInputs.h"
#include "ui/document/Document.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Tokens.h"

namespace offtake::ui {

using namespace study;

namespace {

constexpr auto kNewSource = "+";  // no id: ids have letters and digits only
constexpr int kNoteLines = 4;

QLineEdit* field(QFormLayout* form, const QString& label, const QString& hint) {
    auto* line = new QLineEdit;
    line->setAccessibleName(label);
    line->setPlaceholderText(hint);
    form->addRow(label, line);
    return line;
}

}  // namespace

SourceEditor::SourceEditor(Document& document, QWidget* parent)
    : QWidget(parent), m_document(document), m_sources(new QComboBox(this)), m_about(new QLabel(this)),
      m_estimate(new QCheckBox(tr("Our own estimate"), this)), m_note(new QPlainTextEdit(this)), m_form(new QWidget(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    m_sources->setAccessibleName(tr("Source"));
    m_sources->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_sources->setMinimumContentsLength(12);
    setLook(m_about, Look::Muted);
    m_about->setWordWrap(true);
    m_about->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_about->setFocusPolicy(Qt::NoFocus);
    m_note->setAccessibleName(tr("Note"));
    m_note->setPlaceholderText(tr("Note: why this value, why a range"));
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(m_note->fontMetrics().lineSpacing() * kNoteLines + 4 * kGrid);
    m_note->installEventFilter(this);
    auto* form = new QFormLayout(m_form);
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_title = field(form, tr("Title"), tr("Page, filing or book"));
    m_url = field(form, tr("Address"), QStringLiteral("https://"));
    m_date = field(form, tr("Date"), tr("2026-06-22, or 2026"));
    m_confidence = new QComboBox(m_form);
    m_confidence->setAccessibleName(tr("Confidence"));
    m_confidence->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (const Choice& option : kConfidence.choices) {
        m_confidence->addItem(toQt(option.label), toQt(option.key));
    }
    form->addRow(tr("Confidence"), m_confidence);
    auto* buttons = new QHBoxLayout;
    auto* add = new QPushButton(tr("Add source"), m_form);
    auto* cancel = new QPushButton(tr("Cancel"), m_form);
    buttons->addWidget(add);
    buttons->addWidget(cancel);
    buttons->addStretch();
    form->addRow(buttons);
    m_form->hide();
    layout->addWidget(m_sources);
    layout->addWidget(m_form);
    layout->addWidget(m_about);
    layout->addWidget(m_estimate);
    layout->addWidget(m_note);
    connect(m_sources, &QComboBox::activated, this, &SourceEditor::takeChosen);
    connect(m_estimate, &QCheckBox::clicked, this, [this](bool on) { change([on](Value& value) { value.estimate = on; }); });
    connect(add, &QPushButton::clicked, this, &SourceEditor::addSource);
    connect(m_title, &QLineEdit::returnPressed, this, &SourceEditor::addSource);
    connect(cancel, &QPushButton::clicked, this, [this] {
        m_form->hide();
        refresh();
    });
}

void SourceEditor::setInput(const Path& path) {
    if (path == m_path) {
        refresh();
        return;
    }
    takeNote();
    m_path = path;
    m_form->hide();
    refresh();
}

void SourceEditor::refresh() {
    const auto place = findInput(m_document.study(), m_path);
    setEnabled(place.has_value());
    if (!place) {
        return;
    }
    m_filling = true;
    const Value& value = place->value();
    fillSources();
    m_sources->setCurrentIndex(std::max(0, m_sources->findData(toQt(value.source))));
    m_estimate->setChecked(value.estimate);
    if (!m_note->hasFocus() || !m_note->document()->isModified()) {
        m_note->setPlainText(toQt(value.note));
        m_note->document()->setModified(false);
    }
    QStringList about;
    if (const Element* source = m_document.study().source(value.source)) {
        for (const Input* input : {&kSourceDate, &kUrl}) {
            if (!source->get(*input).text.empty()) {
                about << toQt(source->get(*input).text);
            }
        }
        for (const Choice& option : kConfidence.choices) {
            if (option.key == source->choice(kConfidence)) {
                about << toQt(option.label);
            }
        }
    }
    // Addresses have no blanks; they may break after each part.
    m_about->setText(about.join(QLatin1Char('\n')).replace(QLatin1Char('/'), QStringLiteral("/\u200b")));
    m_about->setVisible(!about.isEmpty());
    m_filling = false;
}

void SourceEditor::fillSources() {
    m_sources->clear();
    m_sources->addItem(tr("No source"), QString());
    for (const ElementPtr& source : m_document.study().root().childrenOf(Role::Source)) {
        m_sources->addItem(toQt(source->displayName()), toQt(source->id));
    }
    m_sources->addItem(tr("Add a source…"), QLatin1String(kNewSource));
}

template <typename Change>
void SourceEditor::change(const Change& change) {
    const auto place = findInput(m_document.study(), m_path);
    if (m_filling || !place) {
        return;
    }
    Value value = place->value();
    change(value);
    if (const auto done = m_document.apply({SetValue{m_path, std::move(value)}}); !done) {
        Q_EMIT failed(saidWithoutSubject(done.error()));
    }
}

void SourceEditor::takeChosen(int index) {
    const QString id = m_sources->itemData(index).toString();
    if (id == QLatin1String(kNewSource)) {
        startNewSource();
        return;
    }
    m_form->hide();
    change([&id](Value& value) { value.source = toStd(id); });
}

void SourceEditor::startNewSource() {
    m_title->clear();
    m_url->clear();
    m_date->clear();
    m_confidence->setCurrentIndex(0);
    m_form->show();
    m_title->setFocus();
}

void SourceEditor::addSource() {
    const auto place = findInput(m_document.study(), m_path);
    const QString title = m_title->text().trimmed();
    if (!place || title.isEmpty()) {
        Q_EMIT failed(tr("A source needs a title. Write what the page or filing is called."));
        m_title->setFocus();
        return;
    }
    const Element& root = m_document.study().root();
    Element source = makeElement(kSourceKind, freeId(root, Role::Source, toStd(title)));
    with(source, kTitle, toStd(title));
    with(source, kUrl, toStd(m_url->text().trimmed()));
    with(source, kSourceDate, toStd(m_date->text().trimmed()));
    with(source, kConfidence, toStd(m_confidence->currentData().toString()));
    Value value = place->value();
    value.source = source.id;
    Batch batch{toStd(tr("Add source %1").arg(title)), {}};
    batch.edits.push_back({InsertElement{{}, root.childrenOf(Role::Source).size(), std::make_shared<const Element>(std::move(source))}});
    batch.edits.push_back({SetValue{m_path, std::move(value)}});
    if (const auto done = m_document.apply({std::move(batch)}); !done) {
        Q_EMIT failed(saidWithoutSubject(done.error()));
        return;
    }
    m_form->hide();
    refresh();
}

void SourceEditor::takeNote() {
    if (m_note->document()->isModified()) {
        m_note->document()->setModified(false);
        const std::string note = toStd(m_note->toPlainText());
        change([&note](Value& value) { value.note = note; });
    }
}

bool SourceEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_note && event->type() == QEvent::FocusOut) {
        takeNote();
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace offtake::ui
