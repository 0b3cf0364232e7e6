// Styles and numbering of a Word document, as far as a report needs them.
#pragma once

#include "dossier/material.h"

#include <array>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace formats {

/// What a style or a paragraph's own properties say; unset members are inherited.
struct DocxStyle {
    std::optional<bool> bold;
    std::optional<bool> italic;
    std::optional<bool> underline;
    std::optional<bool> hidden;
    std::optional<bool> indent; ///< a first line indent
    std::optional<dossier::Paragraph::Align> align;
    std::optional<int> heading; ///< 0 = title, 1..9
    std::string number_id;
    int number_level = 0;

    void inherit(const DocxStyle& base);
};

/// Properties of a w:rPr or w:pPr element.
DocxStyle run_style(const pugi::xml_node& properties);
DocxStyle paragraph_style(const pugi::xml_node& properties);

class DocxStyles {
  public:
    DocxStyles() = default;
    explicit DocxStyles(const pugi::xml_node& styles);
    /// The style with all it is based on; the defaults for an unknown or empty id.
    [[nodiscard]] DocxStyle resolved(std::string_view id) const;
    [[nodiscard]] DocxStyle paragraph_default() const { return resolved(default_paragraph_); }

  private:
    struct Entry {
        DocxStyle style;
        std::string base;
    };
    std::map<std::string, Entry, std::less<>> entries_;
    std::string default_paragraph_;
    DocxStyle defaults_;
};

/// Counts numbered paragraphs and gives their number as text: "一、", "（二）", "3.".
class DocxNumbering {
  public:
    DocxNumbering() = default;
    explicit DocxNumbering(const pugi::xml_node& numbering);
    /// Text before the next paragraph of this list; empty for an unknown list.
    std::string next(std::string_view number_id, int level);

  private:
    struct Level {
        std::string format;
        std::string text;
        int start = 1;
    };
    struct List {
        std::array<Level, 9> levels;
        std::array<int, 9> counts{};
        std::array<bool, 9> running{};
    };
    std::vector<List> abstract_;
    std::map<std::string, std::size_t, std::less<>> of_number_; ///< w:num id -> place in abstract_
};

/// A number in a list's format: decimal, chineseCounting, upperRoman ...
std::string list_number(int value, std::string_view format);

} // namespace formats
