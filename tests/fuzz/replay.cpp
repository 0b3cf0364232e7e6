// Runs a fuzzer's function once over every file of the folders named on the command line, and over the
// beginnings of each: what is cut off in the middle is the most common damage there is.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size);

namespace {

constexpr size_t beginnings_per_file = 50;

void replay(const std::string& input) {
    const std::vector<uint8_t> whole(input.begin(), input.end());
    const size_t step = std::max<size_t>(1, whole.size() / beginnings_per_file);
    for (size_t size = 0; size < whole.size(); size += step) {
        // A copy of exactly that size, so that reading past the end is seen.
        const std::vector<uint8_t> beginning(whole.begin(),
                                             whole.begin() + static_cast<std::ptrdiff_t>(size));
        LLVMFuzzerTestOneInput(beginning.data(), beginning.size());
    }
    LLVMFuzzerTestOneInput(whole.data(), whole.size());
}

} // namespace

int main(int argc, char** argv) {
    replay({});
    for (int index = 1; index < argc; ++index) {
        if (!std::filesystem::exists(argv[index]))
            continue;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[index])) {
            if (!entry.is_regular_file())
                continue;
            std::printf("%s\n", entry.path().filename().c_str());
            std::fflush(stdout);
            std::ifstream stream(entry.path(), std::ios::binary);
            replay({std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()});
        }
    }
    return 0;
}
