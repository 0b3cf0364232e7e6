// Page pictures and text of a PDF, made by poppler's programs in a process with limits.
#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

namespace app {

/// A temporary folder, removed with its owner.
class WorkFolder {
  public:
    explicit WorkFolder(const std::filesystem::path& within);
    ~WorkFolder();
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// Removes work folders that a killed process left more than a day ago.
void sweep_work_folders(const std::filesystem::path& within);

struct DocumentPages {
    std::vector<std::filesystem::path> pages; ///< PNG files in the work folder, in order
    std::string text;
};

/// Pages are 2400 pixels on the longer side, sharp on a 4K projector. Throws NotImported with the reason:
/// damaged, protected by a password, no or more than 400 pages, too slow, poppler missing.
DocumentPages document_pages(const std::filesystem::path& pdf, const WorkFolder& folder,
                             const std::atomic<bool>& stop);

} // namespace app
