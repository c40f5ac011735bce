#include "core/forecast/Method.h"

#include <algorithm>
#include <string>

namespace offtake::forecast {

const MethodDescription& describe(Method method) {
    return *std::find_if(kMethods.begin(), kMethods.end(),
                         [method](const MethodDescription& known) { return known.method == method; });
}

Expected<Method> parseMethod(std::string_view key) {
    std::string keys;
    for (const MethodDescription& known : kMethods) {
        if (known.key == key) {
            return known.method;
        }
        keys += (keys.empty() ? "" : ", ") + std::string(known.key);
    }
    return fail(ErrorCode::UnknownName, std::string(key), {"There is no such method of forecasting.", {}},
                {"Choose one of: {0}.", {keys}});
}

}  // namespace offtake::forecast
