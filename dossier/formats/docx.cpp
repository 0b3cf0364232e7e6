#include "dossier/formats/docx.h"

#include "dossier/formats/archive.h"
#include "dossier/formats/docx_styles.h"
#include "dossier/formats/headings.h"
#include "dossier/formats/office_xml.h"
#include "dossier/text.h"

#include <algorithm>
#include <map>
#include <utility>

namespace formats {

using dossier::Paragraph;

namespace {

constexpr int deepest = 100; ///< elements within elements; writers stay far below
constexpr std::size_t text_size_limit = 32U << 20U;

/// An XML part with the text its document points into.
struct Part {
    std::string text;
    pugi::xml_document document;
};

void load(Archive& archive, std::string_view name, Part& part) {
    if (std::optional<std::string> text = archive.xml(name)) {
        part.text = std::move(*text);
        parse_office_xml(part.document, part.text, std::string(name));
    }
}

bool is_skipped(std::string_view name) {
    return name == "del" || name == "moveFrom" || name == "delText" || name == "instrText" || name == "rPr" ||
           name == "pPr" || name == "sdtPr" || name == "sdtEndPr" || name == "rt" || name == "rubyPr" ||
           name == "lastRenderedPageBreak" || name == "proofErr" || name == "delInstrText";
}

/// Builds the paragraphs of one document.
class DocumentReader {
  public:
    explicit DocumentReader(Archive& archive) {
        const std::string folder = "word/";
        const std::string main = main_part(archive);
        document_.text = archive.required_xml(main);
        parse_office_xml(document_.document, document_.text, main);
        load(archive, folder + "styles.xml", styles_part_);
        load(archive, folder + "numbering.xml", numbering_part_);
        load(archive, folder + "footnotes.xml", footnotes_part_);
        for (const pugi::xml_node& note : footnotes_part_.document.document_element().children())
            footnotes_.emplace(attribute(note, "id"), note);
        styles_ = DocxStyles(styles_part_.document.document_element());
        numbering_ = DocxNumbering(numbering_part_.document.document_element());
    }

    ReportResult read() {
        const pugi::xml_node body = child(document_.document.document_element(), "body");
        if (!body)
            throw Error(Fault::part_missing, "body");
        blocks(body, 0);
        while (!result_.paragraphs.empty() && result_.paragraphs.back().kind == Paragraph::Kind::page_break)
            result_.paragraphs.pop_back();
        if (pictures_ > 0)
            result_.notes.push_back({Remark::picture_skipped, {}, std::to_string(pictures_)});
        if (cut_off_)
            result_.notes.push_back({Remark::cut_off, {}, std::to_string(paragraph_limit)});
        return std::move(result_);
    }

  private:
    static std::string main_part(Archive& archive) {
        Part relations;
        load(archive, "_rels/.rels", relations);
        for (const pugi::xml_node& relation : relations.document.document_element().children()) {
            std::string_view target = attribute(relation, "Target");
            if (!attribute(relation, "Type").ends_with("/officeDocument") || target.empty())
                continue;
            if (target.starts_with('/'))
                target.remove_prefix(1);
            return std::string(target);
        }
        return "word/document.xml";
    }

    /// Paragraphs and tables within `parent`, content controls looked through.
    void blocks(const pugi::xml_node& parent, int depth) {
        if (depth > deepest) {
            cut_off_ = true;
            return;
        }
        for (const pugi::xml_node& node : parent.children()) {
            const std::string_view name = local_name(node);
            if (name == "p")
                paragraph(node, depth + 1);
            else if (name == "tbl")
                table(node, depth + 1);
            else if (node.type() == pugi::node_element && !is_skipped(name) && name != "sectPr")
                blocks(node, depth + 1);
        }
    }

    void paragraph(const pugi::xml_node& node, int depth) {
        const pugi::xml_node properties = child(node, "pPr");
        DocxStyle style = paragraph_style(properties);
        const std::string_view id = child_value(properties, "pStyle");
        style.inherit(id.empty() ? styles_.paragraph_default() : styles_.resolved(id));
        if (const pugi::xml_node before = child(properties, "pageBreakBefore");
            before && attribute(before, "val") != "0" && attribute(before, "val") != "false")
            page_break();
        current_ = Paragraph{};
        inlines(node, style, depth);
        finish(style);
        for (const pugi::xml_node& box : std::exchange(pending_, {}))
            blocks(box, depth + 1);
        if (const pugi::xml_node section = child(properties, "sectPr"))
            if (child_value(section, "type") != "continuous")
                page_break();
    }

    /// Runs within a paragraph: links, insertions, fields and the like are looked through.
    void inlines(const pugi::xml_node& parent, const DocxStyle& style, int depth) {
        if (depth > deepest) {
            cut_off_ = true;
            return;
        }
        for (const pugi::xml_node& node : parent.children()) {
            const std::string_view name = local_name(node);
            if (node.type() != pugi::node_element || is_skipped(name))
                continue;
            if (name == "r")
                run(node, style, depth + 1);
            else if (name == "AlternateContent")
                inlines(alternative(node), style, depth + 1);
            else
                inlines(node, style, depth + 1);
        }
    }

    static pugi::xml_node alternative(const pugi::xml_node& node) {
        const pugi::xml_node choice = child(node, "Choice");
        return choice ? choice : child(node, "Fallback");
    }

    void run(const pugi::xml_node& node, const DocxStyle& paragraph_style, int depth) {
        const pugi::xml_node properties = child(node, "rPr");
        DocxStyle style = run_style(properties);
        if (const std::string_view id = child_value(properties, "rStyle"); !id.empty())
            style.inherit(styles_.resolved(id));
        style.inherit(paragraph_style);
        if (!style.hidden.value_or(false))
            run_content(node, style, depth);
    }

    void run_content(const pugi::xml_node& node, const DocxStyle& style, int depth) {
        if (depth > deepest) {
            cut_off_ = true;
            return;
        }
        for (const pugi::xml_node& item : node.children()) {
            const std::string_view name = local_name(item);
            if (name == "t")
                add_text(item.text().get(), style);
            else if (name == "tab" || name == "ptab")
                add_text("\t", style);
            else if (name == "noBreakHyphen")
                add_text("-", style);
            else if (name == "cr" || (name == "br" && attribute(item, "type") != "page"))
                add_text("\n", style);
            else if (name == "br")
                page_break_inside_ = true;
            else if (name == "sym")
                add_text(symbol(attribute(item, "char")), style);
            else if (name == "drawing" || name == "pict" || name == "object")
                drawing(item, depth + 1);
            else if (name == "footnoteReference")
                footnote(attribute(item, "id"));
            else if (name == "AlternateContent")
                run_content(alternative(item), style, depth + 1);
            else if (name == "r")
                run(item, style, depth + 1);
            else if (item.type() == pugi::node_element && !is_skipped(name))
                inlines(item, style, depth + 1);
        }
    }

    /// A character of a symbol font: the private ones are mostly bullets.
    static std::string symbol(std::string_view hex) {
        unsigned value = 0;
        for (const char c : hex.substr(0, 6))
            value = value * 16 + static_cast<unsigned>(c <= '9' ? c - '0' : (c | 32) - 'a' + 10) % 16;
        std::string text;
        if (value >= 0x20 && value < 0xd800)
            dossier::append_utf8(text, static_cast<char32_t>(value));
        else if (value != 0)
            text = "•";
        return text;
    }

    /// Text boxes are read after the paragraph they hang on; anything else is a picture.
    void drawing(const pugi::xml_node& node, int depth) {
        const std::size_t before = pending_.size();
        find_boxes(node, depth);
        pictures_ += pending_.size() == before ? 1 : 0;
    }

    void find_boxes(const pugi::xml_node& node, int depth) {
        if (local_name(node) == "txbxContent") {
            pending_.push_back(node);
            return;
        }
        if (depth > deepest)
            return;
        if (local_name(node) == "AlternateContent")
            return find_boxes(alternative(node), depth + 1);
        for (const pugi::xml_node& one : node.children())
            find_boxes(one, depth + 1);
    }

    /// Each footnote is read once, so that one that refers to itself ends.
    void footnote(std::string_view id) {
        const auto found = footnotes_.find(id);
        if (found == footnotes_.end())
            return;
        pending_.push_back(found->second);
        footnotes_.erase(found);
    }

    void add_text(std::string_view text, const DocxStyle& style) {
        if (size_ + text.size() > text_size_limit) {
            cut_off_ = true;
            return;
        }
        size_ += text.size();
        const bool bold = style.bold.value_or(false);
        const bool italic = style.italic.value_or(false);
        const bool underline = style.underline.value_or(false);
        if (!current_.runs.empty()) {
            Paragraph::Run& last = current_.runs.back();
            if (last.bold == bold && last.italic == italic && last.underline == underline) {
                last.text += text;
                return;
            }
        }
        current_.runs.push_back({std::string(text), bold, italic, underline});
    }

    /// Says what the paragraph is and files it; blank ones are only space and left out.
    void finish(const DocxStyle& style) {
        const bool broken = std::exchange(page_break_inside_, false);
        const std::string text = text_of(current_);
        if (!dossier::trimmed(text).empty()) {
            const std::size_t indent = take_indent(current_);
            const std::string bare(dossier::trimmed(text));
            current_.align = style.align.value_or(Paragraph::Align::justify);
            current_.indent = (style.indent.value_or(false) || indent >= 2) &&
                              current_.align != Paragraph::Align::center &&
                              current_.align != Paragraph::Align::right;
            std::string label;
            if (!style.number_id.empty() && style.number_id != "0" && cell_depth_ == 0)
                label = numbering_.next(style.number_id, style.number_level);
            classify(style, label + bare);
            if (!label.empty())
                current_.runs.insert(current_.runs.begin(), {label, current_.runs.front().bold,
                                                             current_.runs.front().italic, false});
            file(std::move(current_));
        }
        if (broken)
            page_break();
    }

    void classify(const DocxStyle& style, const std::string& text) {
        if (style.heading) {
            current_.kind = *style.heading == 0 ? Paragraph::Kind::title : Paragraph::Kind::heading;
            current_.level = std::min(*style.heading, 3);
        } else if (only_titles_so_far_ && current_.align == Paragraph::Align::center && can_be_title(text)) {
            current_.kind = Paragraph::Kind::title;
        } else if (const auto level = heading_level(text);
                   level && current_.align != Paragraph::Align::center && cell_depth_ == 0) {
            current_.kind = Paragraph::Kind::heading;
            current_.level = *level;
        }
        only_titles_so_far_ = only_titles_so_far_ && current_.kind == Paragraph::Kind::title;
    }

    void file(Paragraph paragraph) {
        if (cell_depth_ > 0) {
            std::string text = text_of(paragraph);
            cell_text_ += cell_text_.empty() ? "" : "\n";
            cell_text_ += text;
        } else if (result_.paragraphs.size() < paragraph_limit) {
            result_.paragraphs.push_back(std::move(paragraph));
        } else {
            cut_off_ = true;
        }
    }

    void page_break() {
        if (cell_depth_ > 0 || result_.paragraphs.empty() ||
            result_.paragraphs.back().kind == Paragraph::Kind::page_break)
            return;
        file({.kind = Paragraph::Kind::page_break, .indent = false});
    }

    void table(const pugi::xml_node& node, int depth) {
        if (depth > deepest) {
            cut_off_ = true;
            return;
        }
        for (const pugi::xml_node& row : node.children()) {
            const std::string_view name = local_name(row);
            if (name == "tr")
                table_row(row, depth + 1);
            else if (name == "sdt" || name == "sdtContent" || name == "ins" || name == "customXml")
                table(row, depth + 1);
        }
    }

    void table_row(const pugi::xml_node& row, int depth) {
        Paragraph paragraph{
            .kind = Paragraph::Kind::table_row, .align = Paragraph::Align::left, .indent = false};
        cells(row, paragraph.cells, depth);
        if (cell_depth_ > 0) {
            // A table within a cell is text of the cell, a line a row.
            std::string text;
            for (const std::string& cell : paragraph.cells)
                text += (text.empty() ? "" : "\t") + cell;
            cell_text_ += cell_text_.empty() ? "" : "\n";
            cell_text_ += text;
        } else if (std::any_of(paragraph.cells.begin(), paragraph.cells.end(),
                               [](const std::string& cell) { return !cell.empty(); })) {
            only_titles_so_far_ = false;
            file(std::move(paragraph));
        }
    }

    void cells(const pugi::xml_node& row, std::vector<std::string>& texts, int depth) {
        if (depth > deepest)
            return;
        for (const pugi::xml_node& node : row.children()) {
            const std::string_view name = local_name(node);
            if (name == "sdt" || name == "sdtContent" || name == "customXml")
                cells(node, texts, depth + 1);
            if (name != "tc" || texts.size() >= widest_table_row)
                continue;
            std::string outer = std::exchange(cell_text_, {});
            ++cell_depth_;
            blocks(node, depth + 1);
            --cell_depth_;
            texts.emplace_back(dossier::trimmed(cell_text_));
            cell_text_ = std::move(outer);
            const int span = number(child_value(child(node, "tcPr"), "gridSpan"), 1);
            for (int i = 1; i < span && texts.size() < widest_table_row; ++i)
                texts.emplace_back();
        }
    }

    Part document_;
    Part styles_part_;
    Part numbering_part_;
    Part footnotes_part_;
    std::map<std::string, pugi::xml_node, std::less<>> footnotes_;
    DocxStyles styles_;
    DocxNumbering numbering_;
    ReportResult result_;
    Paragraph current_;
    std::vector<pugi::xml_node> pending_; ///< text boxes and footnotes to read after the current paragraph
    std::string cell_text_;
    int cell_depth_ = 0;
    std::size_t size_ = 0;
    std::size_t pictures_ = 0;
    bool page_break_inside_ = false;
    bool only_titles_so_far_ = true;
    bool cut_off_ = false;
};

} // namespace

ReportResult read_docx(std::string_view bytes) {
    if (bytes.size() > docx_limit)
        throw Error(Fault::too_large, std::to_string(docx_limit));
    Archive archive(bytes);
    return DocumentReader(archive).read();
}

} // namespace formats
