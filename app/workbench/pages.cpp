#include "app/recording/desk_page.h"
#include "app/workbench/desktop.h"
#include "app/workbench/transcript_page.h"

namespace app::workbench {

std::vector<std::unique_ptr<Page>> make_pages(const std::filesystem::path& catalogue, bool read_only,
                                              const std::function<void()>& wake) {
    std::vector<std::unique_ptr<Page>> pages;
    pages.push_back(std::make_unique<recording::DeskPage>(catalogue, read_only, wake));
    pages.push_back(std::make_unique<TranscriptPage>(catalogue, read_only, wake));
    return pages;
}

} // namespace app::workbench
