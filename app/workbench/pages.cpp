#include "app/workbench/desktop.h"

namespace app::workbench {

std::vector<std::unique_ptr<Page>> make_pages(const std::filesystem::path& /*catalogue*/, bool /*read_only*/,
                                              const std::function<void()>& /*wake*/) {
    return {};
}

} // namespace app::workbench
