#include "ui/forecast/SeriesPane.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QUrl>
#include <QVBoxLayout>

#include "core/forecast/StepText.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/CurrentPageStack.h"
#include "ui/widgets/FlatChoice.h"

namespace offtake::ui {

namespace {

constexpr int kTypingDelay = 250;  // ms; while somebody types
constexpr std::size_t kMostEntries = 200;
constexpr int kFewestLetters = 8;
constexpr int kListLines = 7;

using Option = std::pair<QString, QString>;
using Origin = SeriesPane::Origin;

QString keyOf(Origin origin) { return QString::number(static_cast<int>(origin)); }

QComboBox* makeChoice(const QString& name) {
    auto* choice = new QComboBox;
    choice->setAccessibleName(name);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setMinimumContentsLength(kFewestLetters);
    choice->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return choice;
}

QLabel* makeLabel(Look look) {
    auto* label = new QLabel;
    setLook(label, look);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

}  // namespace

SeriesPane::SeriesPane(const Theme& theme, Dialogs& dialogs, const catalogue::Catalogue& facts, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_dialogs(dialogs), m_facts(facts), m_origin(new FlatChoice(theme, tr("from"))),
      m_pages(new CurrentPageStack), m_report(new QLabel) {
    auto* title = makeLabel(Look::Section);
    title->setText(tr("Series").toUpper());
    m_pages->addWidget(makeCatalogue());
    m_pages->addWidget(makeFile());
    m_pages->addWidget(makeText());
    m_kept = makeLabel(Look::Muted);
    m_kept->setAlignment(Qt::AlignTop);
    m_pages->addWidget(m_kept);
    m_report->setWordWrap(true);
    m_report->setTextFormat(Qt::PlainText);
    m_report->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_report->setAccessibleName(tr("What was read"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * kGrid);
    auto* head = new QHBoxLayout;
    head->addWidget(title, 1);
    head->addWidget(m_origin);
    column->addLayout(head);
    column->addWidget(m_pages);
    column->addWidget(makeOptions());
    column->addWidget(m_report);
    column->addStretch(1);
    m_layout = column;
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingDelay);
    connect(&m_typing, &QTimer::timeout, this, [this] {
        if (origin() == Origin::Catalogue) {
            fillEntries();
        } else {
            forgetColumns();
            Q_EMIT requested();
        }
    });
    connect(m_origin, &QComboBox::currentIndexChanged, this, [this] {
        showOrigin();
        Q_EMIT requested();
    });
    setKept({});
    fillEntries();
}

QWidget* SeriesPane::makeCatalogue() {
    auto* page = new QWidget;
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Search the catalogue"));
    m_search->setAccessibleName(tr("Search the series of the catalogue"));
    m_search->setClearButtonEnabled(true);
    m_list = new QListWidget;
    m_list->setAccessibleName(tr("Series of the catalogue"));
    m_list->setWordWrap(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMinimumHeight(kListLines * fontMetrics().lineSpacing());
    auto* frame = new QFrame;
    setLook(frame, Look::Card);
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(m_list);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGrid);
    column->addWidget(m_search);
    column->addWidget(frame, 1);
    connect(m_search, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && static_cast<std::size_t>(row) < m_entries.size()) {
            m_chosen = m_entries[static_cast<std::size_t>(row)];
            Q_EMIT requested();
        }
    });
    return page;
}

QWidget* SeriesPane::makeFile() {
    auto* page = new QWidget;
    m_fileName = makeLabel(Look::Quote);
    m_fileName->setAccessibleName(tr("File"));
    m_choose = new QPushButton(tr("&Choose a file…"));
    auto* hint = makeLabel(Look::Muted);
    hint->setText(tr("A CSV file with a line for each value, with or without dates; or drop one on this window."));
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * kGrid);
    column->addWidget(m_choose, 0, Qt::AlignLeft);
    column->addWidget(m_fileName);
    column->addWidget(hint);
    column->addStretch(1);
    m_fileName->hide();
    connect(m_choose, &QPushButton::clicked, this, &SeriesPane::chooseFile);
    return page;
}

QWidget* SeriesPane::makeText() {
    m_text = new QPlainTextEdit;
    m_text->setPlaceholderText(tr("Paste from a spreadsheet:\nmonth\tprice\n2026-01\t2.40\n2026-02\t2.43"));
    m_text->setAccessibleName(tr("Pasted values"));
    m_text->setTabChangesFocus(true);
    connect(m_text, &QPlainTextEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    return m_text;
}

QWidget* SeriesPane::makeOptions() {
    auto* all = new QWidget;
    m_column = makeChoice(tr("Column of the values"));
    m_dates = makeChoice(tr("Column of the dates"));
    m_dayOrder = makeChoice(tr("Order of day and month"));
    m_dayOrder->addItem(tr("as the dates show"), QString());
    m_dayOrder->addItem(tr("31/01/2026"), QStringLiteral("day"));
    m_dayOrder->addItem(tr("01/31/2026"), QStringLiteral("month"));
    m_decimal = makeChoice(tr("Decimal sign"));
    m_decimal->addItem(tr("as the file shows"), QString());
    m_decimal->addItem(tr("point, 2.40"), QStringLiteral("point"));
    m_decimal->addItem(tr("comma, 2,40"), QStringLiteral("comma"));
    m_every = makeChoice(tr("Average the values by"));
    m_every->addItem(tr("as in the data"), QString());
    using forecast::Step;
    for (const Step step : {Step::Year, Step::Quarter, Step::Month, Step::Week, Step::Day}) {
        const std::string_view name = forecast::nameOf(step);
        m_every->addItem(tr("averages by the %1").arg(toQt(name)), toQt(name));
    }
    m_fill = new QCheckBox(tr("Fill &gaps along straight lines"));
    m_skip = new QCheckBox(tr("Leave out lines that cannot be &read"));
    auto* form = new QFormLayout(all);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(kGrid);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("Values in"), m_column);
    form->addRow(tr("Dates in"), m_dates);
    form->addRow(tr("Day, month"), m_dayOrder);
    form->addRow(tr("Decimals"), m_decimal);
    form->addRow(tr("Values every"), m_every);
    form->addRow(m_fill);
    form->addRow(m_skip);
    m_options = form;
    for (QComboBox* choice : {m_column, m_dates, m_dayOrder, m_decimal, m_every}) {
        connect(choice, &QComboBox::activated, this, &SeriesPane::requested);
    }
    for (QCheckBox* check : {m_fill, m_skip}) {
        connect(check, &QCheckBox::toggled, this, &SeriesPane::requested);
    }
    return all;
}

Origin SeriesPane::origin() const { return static_cast<Origin>(m_origin->chosen().toInt()); }

void SeriesPane::setOrigin(Origin origin) {
    const QSignalBlocker quiet(m_origin);
    m_origin->setCurrentIndex(m_origin->findData(keyOf(origin)));
    m_origin->update();
    showOrigin();
}

void SeriesPane::showOrigin() {
    m_pages->setCurrentIndex(static_cast<int>(origin()));
    // Lists and texts take what height there is.
    const bool tall = origin() == Origin::Catalogue || origin() == Origin::Text;
    m_layout->setStretchFactor(m_pages, tall ? 1 : 0);
    m_layout->setStretch(m_layout->count() - 1, tall ? 0 : 1);
    const bool isText = origin() == Origin::File || origin() == Origin::Text;
    for (QWidget* option : {static_cast<QWidget*>(m_column), static_cast<QWidget*>(m_dates), static_cast<QWidget*>(m_dayOrder), static_cast<QWidget*>(m_decimal),
                            static_cast<QWidget*>(m_skip)}) {
        option->setVisible(isText);
        if (QWidget* label = m_options->labelForField(option)) {
            label->setVisible(isText);
        }
    }
    for (QWidget* option : {static_cast<QWidget*>(m_every), static_cast<QWidget*>(m_fill)}) {
        option->setEnabled(origin() != Origin::Study);
    }
}

void SeriesPane::setKept(const QString& name) {
    m_keptName = name;
    QList<Option> options{{tr("the catalogue"), keyOf(Origin::Catalogue)}, {tr("a file"), keyOf(Origin::File)}, {tr("pasted text"), keyOf(Origin::Text)}};
    if (!name.isEmpty()) {
        options << Option(tr("the study"), keyOf(Origin::Study));
        m_kept->setText(tr("The values that “%1” was fitted to. Choose another series to fit it to newer ones.").arg(name));
    }
    const Origin before = m_origin->count() == 0 || origin() == Origin::Study ? Origin::Catalogue : origin();
    m_origin->setOptions(options, keyOf(name.isEmpty() ? before : Origin::Study));
    showOrigin();
}

void SeriesPane::search(const QString& words) {
    setOrigin(Origin::Catalogue);
    const QSignalBlocker quiet(m_search);
    m_search->setText(words);
    fillEntries();
    if (m_list->count() > 0) {
        m_list->setCurrentRow(0);
    }
}

void SeriesPane::fillEntries() {
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    m_entries = series::listCatalogueSeries(m_facts, toStd(m_search->text().trimmed()));
    if (m_entries.size() > kMostEntries) {
        m_entries.resize(kMostEntries);
    }
    const auto year = [](Date day) { return static_cast<int>(std::chrono::year_month_day{day}.year()); };
    for (const series::CatalogueEntry& entry : m_entries) {
        const QString text = tr("%1\n%2 figures, %3 to %4").arg(toQt(entry.name)).arg(entry.figures).arg(year(entry.first)).arg(year(entry.last));
        m_list->addItem(text);
        if (m_chosen && m_chosen->name == entry.name) {
            m_list->setCurrentRow(m_list->count() - 1);
        }
    }
    m_list->setEnabled(!m_entries.empty());
    if (m_entries.empty()) {
        m_list->addItem(tr("No series holds all of these words."));
    }
}

void SeriesPane::chooseFile() {
    const QString path = m_dialogs.openFile(this, {tr("Open a series"), QFileInfo(m_path).absolutePath(), tr("Tables (*.csv *.tsv *.txt);;All files (*)"), {}});
    if (!path.isEmpty()) {
        setFile(path);
    }
}

void SeriesPane::setFile(const QString& path) {
    m_path = path;
    m_fileName->setText(QFileInfo(path).fileName());
    m_fileName->setToolTip(path);
    m_fileName->show();
    forgetColumns();
    setOrigin(Origin::File);
    Q_EMIT requested();
}

void SeriesPane::setText(const QString& text) {
    {
        const QSignalBlocker quiet(m_text);
        m_text->setPlainText(text);
    }
    m_typing.stop();
    forgetColumns();
    setOrigin(Origin::Text);
    Q_EMIT requested();
}

void SeriesPane::forgetColumns() {
    for (QComboBox* choice : {m_column, m_dates}) {
        const QSignalBlocker quiet(choice);
        choice->clear();
    }
}

void SeriesPane::focusFirst() {
    QWidget* const first[] = {m_search, m_choose, m_text, m_origin};
    first[static_cast<std::size_t>(origin())]->setFocus(Qt::OtherFocusReason);
}

std::optional<series::SeriesRequest> SeriesPane::request() const {
    series::SeriesRequest request;
    switch (origin()) {
        case Origin::Catalogue:
            if (!m_chosen) {
                return std::nullopt;
            }
            request.entry = m_chosen;
            break;
        case Origin::File:
            if (m_path.isEmpty()) {
                return std::nullopt;
            }
            request.path = toStd(m_path);
            request.csv.name = toStd(QFileInfo(m_path).fileName());
            break;
        case Origin::Text:
            if (m_text->toPlainText().trimmed().isEmpty()) {
                return std::nullopt;
            }
            request.text = toStd(m_text->toPlainText());
            request.csv.name = toStd(tr("Pasted text"));
            break;
        case Origin::Study:
            return std::nullopt;
    }
    const auto chosen = [](const QComboBox* choice) {
        const QString key = choice->currentData().toString();
        return key.isEmpty() ? std::nullopt : std::optional(toStd(key));
    };
    request.csv.column = chosen(m_column);
    request.csv.dates = chosen(m_dates);
    if (const auto order = chosen(m_dayOrder)) {
        request.csv.dayOrder = *order == "day" ? series::DayOrder::DayFirst : series::DayOrder::MonthFirst;
    }
    if (const auto sign = chosen(m_decimal)) {
        request.csv.decimalComma = *sign == "comma";
    }
    request.csv.skipsUnreadable = m_skip->isChecked();
    if (const auto every = chosen(m_every)) {
        request.every = forecast::stepNamed(*every);
    }
    request.fillsGaps = m_fill->isChecked();
    return request;
}

QString SeriesPane::seriesName() const {
    switch (origin()) {
        case Origin::Catalogue:  // without its unit
            return m_chosen ? toQt(m_chosen->name).section(QStringLiteral(" ("), 0, -2) : QString();
        case Origin::File: {
            const QString file = QFileInfo(m_path).completeBaseName();
            return m_column->count() > 1 ? tr("%1, %2").arg(file, m_column->currentText()) : file;
        }
        case Origin::Text:
            return m_column->currentText();
        case Origin::Study:
            break;
    }
    return m_keptName;
}

void SeriesPane::fillColumns(const series::SeriesReading& reading) {
    const auto fill = [&](QComboBox* choice, bool series::CsvColumn::*fits, const QString& byItself, const std::string& chosen) {
        const QSignalBlocker quiet(choice);
        choice->clear();
        if (!byItself.isEmpty()) {
            choice->addItem(byItself, QString());
        }
        for (const series::CsvColumn& column : reading.columns) {
            if (column.*fits) {
                choice->addItem(toQt(column.name), toQt(column.name));
            }
        }
        choice->setCurrentIndex(std::max(0, choice->findData(toQt(chosen))));
    };
    const std::string dates = toStd(m_dates->currentData().toString());
    fill(m_column, &series::CsvColumn::numbers, {}, reading.column);
    fill(m_dates, &series::CsvColumn::dates, tr("the first that holds any"), dates);
}

QString SeriesPane::remedyFor(const Error& error) const {
    // The remedies of the readers name options of the command line; here they have names of their own.
    switch (error.code) {
        case ErrorCode::Syntax:
            return tr("Correct the line, choose another column or decimal sign, or leave out lines that cannot be read.");
        case ErrorCode::Inconsistent:
            return origin() == Origin::Catalogue ? tr("Choose averages over longer periods, or fill gaps.")
                                                 : tr("Choose averages by the month, quarter or year, other columns, or the order of day and month.");
        case ErrorCode::UnknownName:
            return tr("Choose another column.");
        default:
            return said(error.remedy);
    }
}

void SeriesPane::showReading(const std::shared_ptr<const series::SeriesReading>& reading) {
    const bool isError = reading != nullptr && !reading->result;
    QPalette palette = m_report->palette();
    palette.setColor(QPalette::WindowText, isError ? m_theme.tokens().negative : m_theme.tokens().text);
    m_report->setPalette(palette);
    if (reading == nullptr) {
        m_report->setText(origin() == Origin::Study ? QString() : tr("No series is chosen yet."));
        return;
    }
    fillColumns(*reading);
    if (isError) {
        const Error& error = reading->result.error();
        m_report->setText(tr("The series cannot be used: %1 %2").arg(said(error.reason), remedyFor(error)));
        return;
    }
    const forecast::Series& read = reading->result->series;
    const QString values = counted(static_cast<int>(reading->values), tr("%1 value"), tr("%1 values"));
    QStringList lines{tr("%1, %2 to %3, by the %4.")
                          .arg(values, toQt(forecast::stepText(read, 0)), toQt(forecast::stepText(read, read.values.size() - 1)), toQt(forecast::nameOf(read.step)))};
    if (!read.start) {
        lines.front() = tr("%1 without dates.").arg(values);
    }
    for (const series::Finding& finding : reading->result->findings) {
        lines << said(finding.text);
    }
    if (reading->filled > 0) {
        lines << tr("%1 of them are filled along straight lines.").arg(reading->filled);
    } else if (reading->result->gaps > 0) {
        lines << tr("Fill gaps, or choose averages over longer periods.");
    }
    m_report->setText(lines.join(QLatin1Char('\n')));
}

void SeriesPane::setReading(bool reading) {
    if (reading) {
        m_report->setText(tr("Reading…"));
    }
}

QString SeriesPane::droppedSeries(const QMimeData& data) {
    const QList<QUrl> urls = data.urls();
    if (urls.size() != 1) {
        return {};
    }
    const QFileInfo info(urls.constFirst().toLocalFile());
    const QStringList suffixes{QStringLiteral("csv"), QStringLiteral("tsv"), QStringLiteral("txt")};
    return info.isFile() && suffixes.contains(info.suffix().toLower()) ? info.absoluteFilePath() : QString();
}

}  // namespace offtake::ui
