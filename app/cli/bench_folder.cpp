#include "app/cli/bench_folder.h"

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace app {

BenchFolder::BenchFolder(const std::filesystem::path& place) {
    std::string pattern = (place / "dossier-bench-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr)
        throw std::filesystem::filesystem_error("mkdtemp", place,
                                                std::error_code(errno, std::generic_category()));
    path_ = pattern;
}

BenchFolder::~BenchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

} // namespace app
