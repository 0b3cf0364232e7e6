#include "dossier/formats/headings.h"
#include "dossier/formats/xlsx.h"
#include "dossier/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <set>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

namespace formats {

namespace {

/// A file in memory: the library writes to a path only, and polls must not lie in a temporary folder.
class MemoryFile {
  public:
    MemoryFile()
        : descriptor_(memfd_create("workbook", MFD_CLOEXEC)) {
        if (descriptor_ < 0)
            throw Error(Fault::cannot_write, "memfd_create");
    }
    ~MemoryFile() { close(descriptor_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }
    [[nodiscard]] std::string contents() const {
        std::string bytes;
        std::array<char, 65536> block{};
        off_t at = 0;
        for (;;) {
            const ssize_t got = pread(descriptor_, block.data(), block.size(), at);
            if (got < 0)
                throw Error(Fault::cannot_write, "pread");
            if (got == 0)
                return bytes;
            bytes.append(block.data(), static_cast<std::size_t>(got));
            at += got;
        }
    }

  private:
    int descriptor_;
};

struct CloseWorkbook {
    void operator()(lxw_workbook* workbook) const { lxw_workbook_free(workbook); }
};

/// A whole number that a spreadsheet holds exactly and that is not an identity number or "007".
std::optional<double> plain_integer(const std::string& text) {
    long long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size() && text.size() <= 11;
    const bool padded = text.size() > 1 && (text[0] == '0' || text.starts_with("-0"));
    return whole && !padded ? std::optional(static_cast<double>(value)) : std::nullopt;
}

/// Sheet names have at most 31 characters, none of []:*?/\ and are unique without case.
std::string sheet_name(const std::string& wanted, std::set<std::string>& used) {
    std::u32string characters = dossier::code_points(wanted);
    std::erase_if(characters, [](char32_t c) {
        return std::u32string_view(U"[]:*?/\\'").find(c) != std::u32string_view::npos;
    });
    if (characters.empty())
        characters = U"Sheet";
    characters.resize(std::min<std::size_t>(characters.size(), 26));
    for (int number = 1;; ++number) {
        std::string name = dossier::utf8(characters);
        if (number > 1)
            name.append(" ").append(std::to_string(number));
        std::string key = name;
        std::transform(key.begin(), key.end(), key.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        if (used.insert(key).second)
            return name;
    }
}

void must(lxw_error error) {
    if (error != LXW_NO_ERROR)
        throw Error(Fault::cannot_write, lxw_strerror(error));
}

void write_sheet(lxw_worksheet* target, const Sheet& sheet, lxw_format* head) {
    constexpr double narrowest = 8;
    constexpr double widest = 60;
    std::vector<double> widths;
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
        const std::vector<std::string>& cells = sheet.rows[row];
        for (std::size_t column = 0; column < cells.size(); ++column) {
            const auto r = static_cast<lxw_row_t>(row);
            const auto c = static_cast<lxw_col_t>(column);
            lxw_format* format = row == 0 ? head : nullptr;
            if (cells[column].empty())
                continue;
            if (const auto number = plain_integer(cells[column]))
                must(worksheet_write_number(target, r, c, *number, format));
            else
                must(worksheet_write_string(target, r, c, cells[column].c_str(), format));
            widths.resize(std::max(widths.size(), column + 1), narrowest);
            widths[column] =
                std::clamp(static_cast<double>(columns(cells[column])) + 2, widths[column], widest);
        }
    }
    for (std::size_t column = 0; column < widths.size(); ++column)
        must(worksheet_set_column(target, static_cast<lxw_col_t>(column), static_cast<lxw_col_t>(column),
                                  widths[column], nullptr));
    worksheet_freeze_panes(target, 1, 0);
}

} // namespace

std::string write_xlsx(const Workbook& workbook) {
    const MemoryFile file;
    const std::string path = file.path();
    std::unique_ptr<lxw_workbook, CloseWorkbook> book(workbook_new(path.c_str()));
    if (!book)
        throw Error(Fault::cannot_write, "workbook_new");
    lxw_format* head = workbook_add_format(book.get());
    format_set_bold(head);
    std::set<std::string> names;
    for (const Sheet& sheet : workbook.sheets) {
        lxw_worksheet* target = workbook_add_worksheet(book.get(), sheet_name(sheet.name, names).c_str());
        if (target == nullptr)
            throw Error(Fault::cannot_write, sheet.name);
        write_sheet(target, sheet, head);
    }
    must(workbook_close(book.release()));
    return file.contents();
}

} // namespace formats
