#include "app/import/document_pages.h"

#include "app/child_process.h"
#include "app/import/file_bytes.h"
#include "app/language.h"
#include "dossier/dossier.h"
#include "dossier/text.h"

#include <algorithm>
#include <cstdlib>

namespace app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t text_limit = std::size_t{16} << 20U;
constexpr const char* page_limit = "400";
constexpr const char* page_pixels = "2400";

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
        throw NotImported(tr("not imported: damaged, or protected by a password"));
    }
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

DocumentPages document_pages(const fs::path& pdf, const WorkFolder& folder, const std::atomic<bool>& stop) {
    const ChildLimits limits{.wall = std::chrono::seconds(120), .processor = std::chrono::seconds(120)};
    const std::string file = fs::absolute(pdf).string();
    const fs::path text = folder.path() / "text";
    must_have_ended(run_child(sandboxed({"pdftoppm", "-png", "-scale-to", page_pixels, "-l", page_limit, file,
                                         (folder.path() / "page").string()},
                                        folder.path()),
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
    if (run_child(
            sandboxed({"pdftotext", "-enc", "UTF-8", "-l", page_limit, file, text.string()}, folder.path()),
            limits, stop) == ChildEnd::done &&
        fs::file_size(text) <= text_limit)
        document.text = dossier::tidy(file_bytes(text, text_limit));
    return document;
}

} // namespace app
