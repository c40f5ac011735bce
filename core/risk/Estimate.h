#pragma once

namespace offtake::risk {

/// A number that was found by sampling, with its standard error.
struct Estimate {
    double value = 0.0;
    double error = 0.0;
};

}  // namespace offtake::risk
