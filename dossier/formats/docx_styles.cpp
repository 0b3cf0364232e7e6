#include "dossier/formats/docx_styles.h"

#include "dossier/formats/office_xml.h"
#include "dossier/text.h"

#include <algorithm>
#include <charconv>

namespace formats {

using dossier::Paragraph;

namespace {

constexpr std::size_t longest_label = 64; ///< bytes of "%1.%2"

/// A toggle element: present is on, unless its value says off.
std::optional<bool> toggle(const pugi::xml_node& properties, std::string_view name) {
    const pugi::xml_node node = child(properties, name);
    if (!node)
        return std::nullopt;
    const std::string_view value = attribute(node, "val");
    return value != "0" && value != "false" && value != "off" && value != "none";
}

template <class T>
void take(std::optional<T>& own, const std::optional<T>& base) {
    if (!own)
        own = base;
}

std::optional<int> heading_of_name(std::string name) {
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (name == "title" || name == "标题" || name == "subtitle" || name == "副标题")
        return 0;
    for (const std::string_view prefix : {"heading ", "标题 ", "heading", "标题"})
        if (name.starts_with(prefix) && name.size() == prefix.size() + 1 && name.back() >= '1' &&
            name.back() <= '9')
            return name.back() - '0';
    return std::nullopt;
}

std::string letters(int value, char first) {
    // a .. z, aa, bb ...: as word processors count
    return std::string(static_cast<std::size_t>((value - 1) / 26 + 1),
                       static_cast<char>(first + (value - 1) % 26));
}

std::string roman(int value, bool upper) {
    struct Digit {
        int value;
        std::string_view text;
    };
    constexpr std::array<Digit, 13> digits{{{1000, "m"},
                                            {900, "cm"},
                                            {500, "d"},
                                            {400, "cd"},
                                            {100, "c"},
                                            {90, "xc"},
                                            {50, "l"},
                                            {40, "xl"},
                                            {10, "x"},
                                            {9, "ix"},
                                            {5, "v"},
                                            {4, "iv"},
                                            {1, "i"}}};
    std::string text;
    for (const Digit& digit : digits)
        for (; value >= digit.value; value -= digit.value)
            text += digit.text;
    if (upper)
        std::transform(text.begin(), text.end(), text.begin(),
                       [](char c) { return static_cast<char>(c - 32); });
    return text;
}

std::string chinese(int value) {
    constexpr std::array<std::string_view, 10> digits{"零", "一", "二", "三", "四",
                                                      "五", "六", "七", "八", "九"};
    const auto digit = [&](int d) { return std::string(digits.at(static_cast<std::size_t>(d))); };
    if (value >= 100)
        return digit(value / 100) + "百" +
               (value % 100 == 0 ? ""
                : value % 100 < 10
                    ? "零" + digit(value % 10)
                    : digit(value / 10 % 10) + "十" + (value % 10 == 0 ? "" : digit(value % 10)));
    if (value >= 20)
        return digit(value / 10) + "十" + (value % 10 == 0 ? "" : digit(value % 10));
    if (value >= 10)
        return "十" + (value == 10 ? "" : digit(value % 10));
    return digit(value);
}

} // namespace

int number(std::string_view text, int fallback) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end != text.data() ? value : fallback;
}

void DocxStyle::inherit(const DocxStyle& base) {
    take(bold, base.bold);
    take(italic, base.italic);
    take(underline, base.underline);
    take(hidden, base.hidden);
    take(indent, base.indent);
    take(align, base.align);
    take(heading, base.heading);
    if (number_id.empty()) {
        number_id = base.number_id;
        number_level = base.number_level;
    }
}

DocxStyle run_style(const pugi::xml_node& properties) {
    return {.bold = toggle(properties, "b"),
            .italic = toggle(properties, "i"),
            .underline = toggle(properties, "u"),
            .hidden = toggle(properties, "vanish")};
}

DocxStyle paragraph_style(const pugi::xml_node& properties) {
    DocxStyle style;
    const std::string_view align = child_value(properties, "jc");
    if (align == "center")
        style.align = Paragraph::Align::center;
    else if (align == "right" || align == "end")
        style.align = Paragraph::Align::right;
    else if (align == "left" || align == "start")
        style.align = Paragraph::Align::left;
    else if (!align.empty())
        style.align = Paragraph::Align::justify;
    if (const pugi::xml_node indent = child(properties, "ind")) {
        const std::string_view characters = attribute(indent, "firstLineChars");
        const std::string_view twips = attribute(indent, "firstLine");
        if (!characters.empty())
            style.indent = number(characters) > 0;
        else if (!twips.empty())
            style.indent = number(twips) > 0;
        else if (!attribute(indent, "hanging").empty() || !attribute(indent, "hangingChars").empty())
            style.indent = false;
    }
    if (const pugi::xml_node outline = child(properties, "outlineLvl"))
        if (const int level = number(attribute(outline, "val"), 9); level >= 0 && level < 9)
            style.heading = level + 1;
    if (const pugi::xml_node list = child(properties, "numPr")) {
        style.number_id = child_value(list, "numId");
        style.number_level = std::clamp(number(child_value(list, "ilvl")), 0, 8);
    }
    return style;
}

DocxStyles::DocxStyles(const pugi::xml_node& styles) {
    const pugi::xml_node defaults = child(styles, "docDefaults");
    defaults_ = run_style(child(child(defaults, "rPrDefault"), "rPr"));
    defaults_.inherit(paragraph_style(child(child(defaults, "pPrDefault"), "pPr")));
    for (const pugi::xml_node& node : styles.children()) {
        if (local_name(node) != "style")
            continue;
        Entry entry;
        entry.style = run_style(child(node, "rPr"));
        entry.style.inherit(paragraph_style(child(node, "pPr")));
        if (const auto heading = heading_of_name(std::string(child_value(node, "name"))))
            entry.style.heading = heading;
        entry.base = child_value(node, "basedOn");
        const std::string id(attribute(node, "styleId"));
        const std::string_view is_default = attribute(node, "default");
        if (attribute(node, "type") == "paragraph" && (is_default == "1" || is_default == "true"))
            default_paragraph_ = id;
        entries_.emplace(id, std::move(entry));
    }
}

DocxStyle DocxStyles::resolved(std::string_view id) const {
    DocxStyle style;
    // A style may be based on itself in damaged files: twenty steps are more than any writer makes.
    for (int depth = 0; depth < 20 && !id.empty(); ++depth) {
        const auto found = entries_.find(id);
        if (found == entries_.end())
            break;
        style.inherit(found->second.style);
        id = found->second.base;
    }
    style.inherit(defaults_);
    return style;
}

DocxNumbering::DocxNumbering(const pugi::xml_node& numbering) {
    std::map<std::string, std::size_t, std::less<>> abstract_ids;
    for (const pugi::xml_node& node : numbering.children()) {
        if (local_name(node) != "abstractNum")
            continue;
        List list;
        for (const pugi::xml_node& level : node.children()) {
            const int index = number(attribute(level, "ilvl"), -1);
            if (local_name(level) != "lvl" || index < 0 || index > 8)
                continue;
            list.levels.at(static_cast<std::size_t>(index)) = {
                std::string(child_value(level, "numFmt")),
                std::string(child_value(level, "lvlText").substr(0, longest_label)),
                number(child_value(level, "start"), 1)};
        }
        abstract_ids.emplace(attribute(node, "abstractNumId"), abstract_.size());
        abstract_.push_back(std::move(list));
    }
    for (const pugi::xml_node& node : numbering.children())
        if (local_name(node) == "num")
            if (const auto found = abstract_ids.find(child_value(node, "abstractNumId"));
                found != abstract_ids.end())
                of_number_.emplace(attribute(node, "numId"), found->second);
}

std::string DocxNumbering::next(std::string_view number_id, int level) {
    const auto found = of_number_.find(number_id);
    if (found == of_number_.end())
        return {};
    List& list = abstract_[found->second];
    const auto at = static_cast<std::size_t>(level);
    list.counts.at(at) = list.running.at(at) ? list.counts.at(at) + 1 : list.levels.at(at).start;
    list.running.at(at) = true;
    for (std::size_t deeper = at + 1; deeper < list.running.size(); ++deeper)
        list.running.at(deeper) = false;
    const Level& own = list.levels.at(at);
    if (own.format == "bullet")
        return "• ";
    std::string text;
    for (std::size_t i = 0; i < own.text.size(); ++i) {
        if (own.text[i] == '%' && i + 1 < own.text.size() && own.text[i + 1] >= '1' &&
            own.text[i + 1] <= '9') {
            const auto which = static_cast<std::size_t>(own.text[++i] - '1');
            text += list_number(list.running.at(which) ? list.counts.at(which) : list.levels.at(which).start,
                                list.levels.at(which).format);
        } else {
            text += own.text[i];
        }
    }
    return text;
}

std::string list_number(int value, std::string_view format) {
    value = std::clamp(value, 0, 999);
    if (format == "none")
        return {};
    if (format.starts_with("chinese") || format.starts_with("ideograph") || format.starts_with("japanese") ||
        format.starts_with("taiwanese"))
        return chinese(value);
    if (value > 0 && (format == "upperLetter" || format == "lowerLetter"))
        return letters(value, format == "upperLetter" ? 'A' : 'a');
    if (value > 0 && (format == "upperRoman" || format == "lowerRoman"))
        return roman(value, format == "upperRoman");
    if (format == "decimalEnclosedCircle" || format == "decimalEnclosedCircleChinese") {
        std::string circled;
        if (value >= 1 && value <= 20)
            dossier::append_utf8(circled, static_cast<char32_t>(0x2460 + value - 1));
        return circled.empty() ? std::to_string(value) : circled;
    }
    if (format == "decimalZero" && value < 10)
        return "0" + std::to_string(value);
    return std::to_string(value);
}

} // namespace formats
