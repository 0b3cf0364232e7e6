// Files of an export: names that every system takes, never two alike, nothing overwritten.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

namespace app {

/// A file that could not be written; what() is a sentence in the user's language.
struct NotExported : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// `name` as a file name: separators and characters other systems forbid become full-width, control
/// characters go, at most 180 bytes.
std::string file_name_of(std::string_view name);

/// Writes into one folder, which is made.
class ExportFolder {
  public:
    explicit ExportFolder(std::filesystem::path folder);

    /// A base name nobody has in this export: 张三, 张三1, 张三2 (sources.md: form-files).
    std::string unique(std::string_view name);
    /// A file of the same bytes is left as it is; another of the same name is not overwritten. The file
    /// appears whole. Throws NotExported.
    std::filesystem::path write(const std::string& file_name, std::string_view bytes);
    /// A copy of `source`, under the same promises.
    std::filesystem::path copy(const std::string& file_name, const std::filesystem::path& source);
    [[nodiscard]] const std::filesystem::path& path() const { return folder_; }
    /// Throws NotExported when `file` is taken.
    void must_be_free(const std::filesystem::path& file) const;

  private:
    std::filesystem::path folder_;
    std::set<std::string> taken_;
};

} // namespace app
