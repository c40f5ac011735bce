#pragma once

#include <optional>

#include <QObject>

namespace offtake::ui {

/// The x (month) that the reader looks at. Charts that share one show their values at the same month.
class HoverModel : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] std::optional<double> x() const { return m_x; }
    void setX(std::optional<double> x) {
        if (m_x != x) {
            m_x = x;
            Q_EMIT changed();
        }
    }

Q_SIGNALS:
    void changed();

private:
    std::optional<double> m_x;
};

}  // namespace offtake::ui
