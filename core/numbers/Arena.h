#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace offtake::numbers {

/// Scratch memory of one evaluation. After the first evaluation of a structure no further memory is allocated:
/// `reset` keeps the blocks. Not shared between threads.
template <typename Real>
class Arena {
public:
    /// `count` numbers set to zero, valid until `reset`.
    [[nodiscard]] std::span<Real> take(std::size_t count) {
        while (m_block < m_blocks.size() && m_blocks[m_block].size - m_used < count) {
            ++m_block;
            m_used = 0;
        }
        if (m_block == m_blocks.size()) {
            const std::size_t size = std::max(count, kBlock);
            m_blocks.push_back({std::make_unique<Real[]>(size), size});
            m_used = 0;
        }
        const std::span<Real> taken(m_blocks[m_block].numbers.get() + m_used, count);
        m_used += count;
        std::fill(taken.begin(), taken.end(), Real(0.0));
        return taken;
    }

    void reset() {
        m_block = 0;
        m_used = 0;
    }

private:
    struct Block {
        std::unique_ptr<Real[]> numbers;
        std::size_t size = 0;
    };
    static constexpr std::size_t kBlock = 16384;
    std::vector<Block> m_blocks;
    std::size_t m_block = 0;
    std::size_t m_used = 0;
};

}  // namespace offtake::numbers
