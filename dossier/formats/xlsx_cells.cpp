#include "dossier/formats/xlsx_cells.h"

#include "dossier/formats/office_xml.h"
#include "dossier/formats/xml_text.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>

namespace formats {

bool cell_place(std::string_view reference, std::size_t& column, std::size_t& row) {
    std::size_t i = 0;
    std::size_t letters = 0;
    for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z' && i < 3; ++i)
        letters = letters * 26 + static_cast<std::size_t>(reference[i] - 'A' + 1);
    std::size_t digits = 0;
    const auto [end, error] =
        std::from_chars(reference.data() + i, reference.data() + reference.size(), digits);
    if (letters == 0 || error != std::errc{} || digits == 0 || end != reference.data() + reference.size())
        return false;
    column = letters - 1;
    row = digits - 1;
    return true;
}

std::string number_text(std::string_view stored) {
    double value = 0;
    const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), value);
    if (error != std::errc{} || end != stored.data() + stored.size() || !std::isfinite(value))
        return std::string(stored);
    std::array<char, 64> text{};
    if (std::abs(value) < 1e21 && value == std::floor(value)) {
        const auto result =
            std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
        return value == 0 ? "0" : std::string(text.data(), result.ptr);
    }
    const auto result =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 15);
    return {text.data(), result.ptr};
}

std::string date_text(double serial, bool since_1904) {
    using namespace std::chrono;
    if (!(serial >= 0) || serial > 3000000)
        return {};
    auto whole = static_cast<long long>(serial);
    auto minutes = static_cast<long long>(std::llround((serial - static_cast<double>(whole)) * 24 * 60));
    if (minutes >= 24 * 60) {
        ++whole;
        minutes = 0;
    }
    std::array<char, 80> text{};
    if (whole == 0 && minutes > 0) {
        std::snprintf(text.data(), text.size(), "%02lld:%02lld", minutes / 60, minutes % 60);
        return text.data();
    }
    // Day 60 of the older count is the 29 February 1900 that never was.
    const sys_days base = since_1904   ? sys_days(year{1904} / 1 / 1)
                          : whole < 60 ? sys_days(year{1899} / 12 / 31)
                                       : sys_days(year{1899} / 12 / 30);
    const year_month_day day(base + days(whole));
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    std::string out = text.data();
    if (minutes > 0) {
        std::snprintf(text.data(), text.size(), " %02lld:%02lld", minutes / 60, minutes % 60);
        out += text.data();
    }
    return out;
}

bool is_date_format(std::string_view code) {
    bool quoted = false;
    bool bracket = false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == '[')
            bracket = true;
        else if (c == ']')
            bracket = false;
        else if (!quoted && (c == '\\' || c == '_' || c == '*'))
            ++i;
        else if (!quoted && !bracket && std::string_view("yYdDhHsS").find(c) != std::string_view::npos)
            return true;
        else if (!quoted && !bracket && (c == 'm' || c == 'M'))
            return true;
    }
    return false;
}

std::vector<bool> date_formats(const pugi::xml_node& style_sheet) {
    std::map<int, bool> own;
    for (const pugi::xml_node& format : child(style_sheet, "numFmts").children())
        own[number(attribute(format, "numFmtId"), -1)] = is_date_format(attribute(format, "formatCode"));
    std::vector<bool> dates;
    for (const pugi::xml_node& format : child(style_sheet, "cellXfs").children()) {
        if (local_name(format) != "xf")
            continue;
        const int id = number(attribute(format, "numFmtId"));
        const auto found = own.find(id);
        dates.push_back(found != own.end() ? found->second
                                           : (id >= 14 && id <= 22) || (id >= 27 && id <= 36) ||
                                                 (id >= 45 && id <= 47) || (id >= 50 && id <= 58));
    }
    return dates;
}

std::string string_item(const pugi::xml_node& item) {
    std::string text;
    for (const pugi::xml_node& part : item.children()) {
        if (local_name(part) == "t")
            text += part.text().get();
        else if (local_name(part) == "r")
            text += child(part, "t").text().get();
    }
    return decode_double_escapes(text);
}

std::vector<std::string> shared_strings(const pugi::xml_node& table) {
    std::vector<std::string> strings;
    for (const pugi::xml_node& item : table.children())
        if (local_name(item) == "si")
            strings.push_back(string_item(item));
    return strings;
}

} // namespace formats
