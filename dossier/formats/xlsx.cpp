#include "dossier/formats/xlsx.h"

#include "dossier/formats/archive.h"
#include "dossier/formats/office_xml.h"
#include "dossier/formats/xlsx_cells.h"
#include "dossier/text.h"

#include <charconv>
#include <map>

namespace formats {

namespace {

constexpr std::size_t widest_sheet_row = 1000;

struct Relation {
    std::string type; ///< the last part of the type's address
    std::string target;
};

class WorkbookReader {
  public:
    explicit WorkbookReader(std::string_view bytes)
        : archive_(bytes) {}

    Workbook read() {
        std::string path = "xl/workbook.xml";
        for (const auto& [id, relation] : relations("_rels/.rels", ""))
            if (relation.type == "officeDocument")
                path = relation.target;
        const std::size_t slash = path.rfind('/');
        const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
        const std::string file = path.substr(folder.size());
        const auto parts = relations(folder + "_rels/" + file + ".rels", folder);
        for (const auto& [id, relation] : parts) {
            if (relation.type == "sharedStrings")
                with_part(relation.target,
                          [&](const pugi::xml_node& root) { strings_ = shared_strings(root); });
            else if (relation.type == "styles")
                with_part(relation.target, [&](const pugi::xml_node& root) { dates_ = date_formats(root); });
        }
        std::string text = archive_.required_xml(path);
        pugi::xml_document document;
        parse_office_xml(document, text, path);
        const pugi::xml_node root = document.document_element();
        const std::string_view since = attribute(child(root, "workbookPr"), "date1904");
        since_1904_ = since == "1" || since == "true";
        for (const pugi::xml_node& sheet : child(root, "sheets").children())
            if (local_name(sheet) == "sheet" && attribute(sheet, "state") != "hidden" &&
                attribute(sheet, "state") != "veryHidden")
                if (const auto found = parts.find(attribute(sheet, "id")); found != parts.end())
                    read_sheet(std::string(attribute(sheet, "name")), found->second.target);
        if (cut_off_)
            workbook_.notes.push_back({Remark::cut_off, {}, std::to_string(cells_)});
        return std::move(workbook_);
    }

  private:
    template <class Use>
    void with_part(const std::string& path, const Use& use) {
        std::optional<std::string> text = archive_.xml(path);
        if (!text)
            return;
        pugi::xml_document document;
        parse_office_xml(document, *text, path);
        use(document.document_element());
    }

    /// Relations of a part: id -> type and path within the archive.
    std::map<std::string, Relation, std::less<>> relations(const std::string& path,
                                                           const std::string& folder) {
        std::map<std::string, Relation, std::less<>> found;
        with_part(path, [&](const pugi::xml_node& root) {
            for (const pugi::xml_node& node : root.children()) {
                const std::string_view type = attribute(node, "Type");
                std::string target(attribute(node, "Target"));
                target = target.starts_with('/') ? target.substr(1) : folder + target;
                const std::size_t slash = type.rfind('/');
                found.emplace(
                    attribute(node, "Id"),
                    Relation{std::string(slash == std::string_view::npos ? type : type.substr(slash + 1)),
                             std::move(target)});
            }
        });
        return found;
    }

    void read_sheet(std::string name, const std::string& path) {
        Sheet& sheet = workbook_.sheets.emplace_back();
        sheet.name = std::move(name);
        with_part(path, [&](const pugi::xml_node& root) {
            std::size_t row = 0; // where the reference is missing, the next one
            for (const pugi::xml_node& node : child(root, "sheetData").children()) {
                if (local_name(node) != "row" || cut_off_)
                    continue;
                std::size_t column = 0;
                const int given = number(attribute(node, "r"));
                if (given > 0)
                    row = static_cast<std::size_t>(given) - 1;
                for (const pugi::xml_node& cell : node.children())
                    if (local_name(cell) == "c")
                        read_cell(sheet, cell, column, row);
                ++row;
            }
        });
    }

    void read_cell(Sheet& sheet, const pugi::xml_node& cell, std::size_t& column, std::size_t& row) {
        cell_place(attribute(cell, "r"), column, row);
        std::string text = dossier::tidy(cell_text(cell));
        const std::size_t at = column++;
        if (text.empty())
            return;
        const std::size_t have = row < sheet.rows.size() ? sheet.rows[row].size() : 0;
        const std::size_t more = at >= have ? at + 1 - have : 0;
        if (row >= row_limit || at >= widest_sheet_row || cells_ + more > cell_limit) {
            cut_off_ = true;
            return;
        }
        if (row >= sheet.rows.size())
            sheet.rows.resize(row + 1);
        cells_ += more;
        if (at >= have)
            sheet.rows[row].resize(at + 1);
        sheet.rows[row][at] = std::move(text);
    }

    [[nodiscard]] std::string cell_text(const pugi::xml_node& cell) const {
        const std::string_view type = attribute(cell, "t");
        if (type == "inlineStr")
            return string_item(child(cell, "is"));
        const std::string_view value = child(cell, "v").text().get();
        if (type == "s") {
            const int index = number(value, -1);
            return index >= 0 && static_cast<std::size_t>(index) < strings_.size()
                       ? strings_[static_cast<std::size_t>(index)]
                       : std::string{};
        }
        if (type == "b")
            return value.empty() ? "" : value == "0" ? "FALSE" : "TRUE";
        if (type == "d") // ISO 8601
            return std::string(value.substr(0, 10));
        if (type == "str" || type == "e")
            return std::string(value);
        const int style = number(attribute(cell, "s"), -1);
        if (style >= 0 && static_cast<std::size_t>(style) < dates_.size() &&
            dates_[static_cast<std::size_t>(style)]) {
            double serial = -1;
            const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), serial);
            if (std::string text = error == std::errc{} ? date_text(serial, since_1904_) : ""; !text.empty())
                return text;
        }
        return number_text(value);
    }

    Archive archive_;
    Workbook workbook_;
    std::vector<std::string> strings_;
    std::vector<bool> dates_;
    bool since_1904_ = false;
    std::size_t cells_ = 0;
    bool cut_off_ = false;
};

} // namespace

Workbook read_xlsx(std::string_view bytes) {
    if (bytes.size() > xlsx_limit)
        throw Error(Fault::too_large, std::to_string(xlsx_limit));
    return WorkbookReader(bytes).read();
}

} // namespace formats
