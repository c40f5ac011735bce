#include "core/forecast/Transform.h"

#include <algorithm>

namespace offtake::forecast {

namespace {

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
}

}  // namespace

Expected<Transform> makeTransform(TransformKind kind, std::span<const double> values) {
    if (kind == TransformKind::Log) {
        const auto bad = std::find_if(values.begin(), values.end(), [](double v) { return !(v > 0.0); });
        if (bad != values.end()) {
            return fail(ErrorCode::OutOfBounds, "series",
                        {"Value {0} is {1}; a logarithm needs values above zero.",
                         {static_cast<std::int64_t>(bad - values.begin() + 1), *bad}},
                        {"Forecast without the logarithm, or with asinh.", {}});
        }
    }
    Transform transform{kind, 0.0, 1.0};
    if (kind == TransformKind::Asinh) {
        transform.centre = median({values.begin(), values.end()});
        std::vector<double> distances;
        for (const double value : values) {
            distances.push_back(std::abs(value - transform.centre));
        }
        const double distance = median(distances);
        transform.unit = distance > 0.0 ? distance : 1.0;
    }
    return transform;
}

}  // namespace offtake::forecast
