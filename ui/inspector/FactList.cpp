#include "ui/inspector/FactList.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "data/catalogue/FactInput.h"
#include "data/study/UserFacts.h"
#include "ui/document/Document.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Tokens.h"

namespace offtake::ui {

using namespace study;

namespace {

constexpr std::size_t kMostFacts = 5;

QLabel* words(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QString dateOf(const catalogue::Fact& fact) {
    return fact.date ? toQt(fact.date->text) : fact.sourceDate ? toQt(fact.sourceDate->text) : QString();
}

}  // namespace

FactList::FactList(Document& document, const catalogue::Catalogue& facts, QWidget* parent)
    : QWidget(parent), m_document(document), m_shipped(facts), m_facts(facts), m_search(new QLineEdit(this)), m_nothing(words({}, this)), m_layout(new QVBoxLayout(this)) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(2 * kGrid);
    m_search->setPlaceholderText(tr("Search the catalogue"));
    m_search->setAccessibleName(tr("Search the catalogue"));
    m_search->setClearButtonEnabled(true);
    setLook(m_nothing, Look::Muted);
    m_layout->addWidget(m_search);
    m_layout->addWidget(m_nothing);
    connect(m_search, &QLineEdit::textChanged, this, &FactList::fill);
}

void FactList::setInput(const Path& path) {
    if (path != m_path) {
        m_path = path;
        const QSignalBlocker quiet(m_search);
        m_search->clear();
        fill();
    }
}

void FactList::fill() {
    delete m_rows;
    m_rows = new QWidget(this);
    m_offered.clear();
    // Facts of the user's own that are not complete yet are not offered; the problems panel is where they are mended.
    const auto merged = m_shipped.withUserFacts(userFacts(m_document.study()));
    m_facts = merged ? *merged : m_shipped;
    auto* rows = new QVBoxLayout(m_rows);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2 * kGrid);
    if (const auto place = findInput(m_document.study(), m_path)) {
        for (const catalogue::Fact* fact : catalogue::factsFor(m_facts, place->input(), toStd(m_search->text().trimmed()), kMostFacts)) {
            m_offered << toQt(fact->id);
            rows->addWidget(makeRow(*fact));
        }
    }
    m_layout->addWidget(m_rows);
    m_nothing->setVisible(m_offered.isEmpty());
    m_nothing->setText(m_search->text().isEmpty() ? tr("No fact of the catalogue has this unit and these words. Search for others.")
                                                  : tr("No fact with these words could stand here."));
}

QWidget* FactList::makeRow(const catalogue::Fact& fact) {
    auto* row = new QWidget(m_rows);
    auto* layout = new QVBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, kGrid);
    layout->setSpacing(kGrid / 2);
    const QString figure = toQt(catalogue::spelled(fact));
    auto* head = words(toQt(fact.subject) + QStringLiteral(", ") + toQt(fact.metric) + (fact.terms.empty() ? QString() : QStringLiteral(", ") + toQt(fact.terms)), row);
    layout->addWidget(head);
    auto* line = new QHBoxLayout;
    auto* amount = words(figure, row);
    QFont bold = amount->font();
    bold.setWeight(QFont::DemiBold);
    amount->setFont(bold);
    auto* use = new QPushButton(tr("Use"), row);
    setLook(use, Look::Link);
    use->setAccessibleName(tr("Use %1 of %2").arg(figure, toQt(fact.subject)));
    const QString id = toQt(fact.id);
    connect(use, &QPushButton::clicked, this, [this, id] { take(id); });
    line->addWidget(amount, 1);
    line->addWidget(use);
    layout->addLayout(line);
    QStringList said{dateOf(fact), toQt(fact.sourceTitle), fact.unverified() ? tr("low, not verified") : toQt(catalogue::name(fact.confidence))};
    said.removeAll(QString());
    auto* origin = words(said.join(QStringLiteral(" · ")), row);
    setLook(origin, Look::Muted);
    layout->addWidget(origin);
    QStringList others;
    if (!fact.claimGroup.empty()) {
        for (const catalogue::Fact* claim : m_facts.claims(fact.claimGroup)) {
            if (claim != &fact && claim->id != fact.id) {
                others << tr("%1 (%2)").arg(toQt(catalogue::spelled(*claim)), dateOf(*claim));
            }
        }
    }
    if (!others.isEmpty()) {
        auto* conflict = words(tr("Others say: %1").arg(others.join(QStringLiteral("; "))), row);
        setLook(conflict, Look::Quote);
        layout->addWidget(conflict);
    }
    return row;
}

void FactList::take(const QString& factId) {
    const catalogue::Fact* fact = m_facts.find(toStd(factId));
    if (fact == nullptr) {
        return;
    }
    const auto edit = catalogue::takeFact(m_document.study(), m_path, *fact);
    const Expected<void> done = edit ? m_document.apply(*edit) : Expected<void>(tl::unexpected(edit.error()));
    if (!done) {
        Q_EMIT failed(saidWithoutSubject(done.error()));
    }
}

}  // namespace offtake::ui
