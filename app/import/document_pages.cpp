#include "app/import/document_pages.h"

#include "app/child_process.h"
#include "app/import/file_bytes.h"
#include "app/language.h"
#include "dossier/dossier.h"
#include "dossier/text.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t text_limit = std::size_t{16} << 20U;
constexpr int most_pages = 400;
constexpr const char* page_pixels = "2400";
constexpr ChildLimits limits{.wall = std::chrono::seconds(120), .processor = std::chrono::seconds(120)};

void must_have_ended(ChildEnd end) {
    switch (end) {
    case ChildEnd::done:
        return;
    case ChildEnd::no_program:
        throw NotImported(tr("not imported: poppler-utils is not installed on this computer"));
    case ChildEnd::timed_out:
        throw NotImported(tr("not imported: this PDF takes too long to draw"));
    case ChildEnd::stopped:
        throw NotImported(tr("not imported: stopped"));
    case ChildEnd::failed:
        throw NotImported(tr("not imported: this PDF is damaged"));
    }
}

/// Asks before drawing, so that the reason is known and a thousand pages are not begun.
void must_be_drawable(const std::string& file, const WorkFolder& folder, const std::atomic<bool>& stop) {
    const fs::path answer = folder.path() / "info";
    const ChildEnd end = run_child(sandboxed({"pdfinfo", file}, file, folder.path()), limits, stop, answer);
    const std::string text = fs::exists(answer) ? file_bytes(answer, text_limit) : std::string();
    if (end == ChildEnd::failed && text.find("Incorrect password") != std::string::npos)
        throw NotImported(tr("not imported: this PDF is protected by a password"));
    must_have_ended(end);
    constexpr std::string_view label = "\nPages:";
    const std::size_t at = text.find(label);
    const long pages =
        at == std::string::npos ? 0 : std::strtol(text.c_str() + at + label.size(), nullptr, 10);
    if (pages <= 0)
        throw NotImported(tr("not imported: a PDF without pages"));
    if (pages > most_pages)
        throw NotImported(tr("not imported: this PDF has more than 400 pages"));
}

} // namespace

WorkFolder::WorkFolder(const fs::path& within) {
    std::error_code ignored;
    fs::create_directories(within, ignored);
    std::string pattern = (within / "tmp.XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr)
        throw fs::filesystem_error("mkdtemp", within, std::error_code(errno, std::generic_category()));
    path_ = pattern;
}

WorkFolder::~WorkFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

void sweep_work_folders(const fs::path& within) {
    const auto day_ago = fs::file_time_type::clock::now() - std::chrono::hours(24);
    std::error_code error;
    std::vector<fs::path> old;
    for (fs::directory_iterator entry(within, error), end; !error && entry != end; entry.increment(error))
        if (entry->path().filename().string().starts_with("tmp.") && entry->is_directory(error) &&
            entry->last_write_time(error) < day_ago)
            old.push_back(entry->path());
    for (const fs::path& folder : old)
        fs::remove_all(folder, error);
}

DocumentPages document_pages(const fs::path& pdf, const WorkFolder& folder, const std::atomic<bool>& stop) {
    const std::string file = fs::absolute(pdf).string();
    const fs::path text = folder.path() / "text";
    must_be_drawable(file, folder, stop);
    must_have_ended(run_child(
        sandboxed({"pdftoppm", "-png", "-scale-to", page_pixels, file, (folder.path() / "page").string()},
                  file, folder.path()),
        limits, stop));
    DocumentPages document;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder.path()))
        if (entry.path().extension() == ".png")
            document.pages.push_back(entry.path());
    if (document.pages.empty())
        throw NotImported(tr("not imported: a PDF without pages"));
    std::sort(document.pages.begin(), document.pages.end(), [](const fs::path& a, const fs::path& b) {
        return dossier::natural_less(a.filename().string(), b.filename().string());
    });
    // A scan has no text, and a PDF whose text cannot be had is still shown.
    if (run_child(sandboxed({"pdftotext", "-enc", "UTF-8", file, text.string()}, file, folder.path()), limits,
                  stop) == ChildEnd::done &&
        fs::file_size(text) <= text_limit)
        document.text = dossier::tidy(file_bytes(text, text_limit));
    return document;
}

} // namespace app
