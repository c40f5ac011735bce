#include "core/economics/EvaluateImpl.h"
#include "core/finance/MacrsTables.h"

namespace offtake::economics {

using namespace study;

std::span<const double> macrsHalfYear(int classYears) {
    for (const finance::MacrsTable& table : finance::macrsTables()) {
        if (table.classYears == classYears) {
            return table.shares[0];
        }
    }
    return {};
}

int perspectiveOf(const Structure& structure, std::size_t deal) {
    return structure.perspective >= 0 ? structure.perspective : structure.deals[deal].buyer;
}

template void evaluate(const Structure&, const Accounts&, std::size_t, std::span<const double>, int, Evaluation<double>&);
template void evaluate(const Structure&, const Accounts&, std::size_t, std::span<const numbers::Lanes>, int, Evaluation<numbers::Lanes>&);
template void evaluate(const Structure&, const Accounts&, std::size_t, std::span<const numbers::Recorded>, int, Evaluation<numbers::Recorded>&);

}  // namespace offtake::economics
