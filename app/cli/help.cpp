#include "app/cli/help.h"

#include "app/language.h"
#include "dossier/formats/headings.h"
#include "dossier/text.h"

#include <algorithm>
#include <memory>
#include <regex>

namespace app::cli {

namespace {

constexpr std::size_t left_column = 36;
constexpr std::size_t longest_text = 1000; ///< characters

/// 1.000000 is 1.
std::string short_number(std::string number) {
    if (number.find('.') == std::string::npos)
        return number;
    number.erase(number.find_last_not_of('0') + 1);
    if (number.ends_with('.'))
        number.pop_back();
    return number;
}

bool is_unlimited(const std::string& number) {
    return number.size() > 18; // the largest double or integer
}

/// "INT in [1 - 100]" is "1–100", "{a,b}" is "a|b".
std::string limits_words(const std::string& limits) {
    std::smatch part;
    static const std::regex range(R"(\w+ in \[(\S+) - (\S+)\])");
    if (std::regex_match(limits, part, range))
        return short_number(part[1]) + "–" + short_number(part[2]);
    if (limits == "NONNEGATIVE")
        return "≥ 0";
    if (limits.starts_with('{') && limits.ends_with('}')) {
        std::string words = limits.substr(1, limits.size() - 2);
        std::replace(words.begin(), words.end(), ',', '|');
        return words;
    }
    return {};
}

/// "FLOAT:FLOAT in [1 - 120]" as people say it.
std::string value_words(const std::string& type) {
    const std::size_t colon = type.find(':');
    std::string limits = colon == std::string::npos ? "" : limits_words(type.substr(colon + 1));
    if (!limits.empty())
        return limits;
    std::string kind = type.substr(0, colon);
    if (kind == "TEXT")
        return tr("TEXT");
    if (kind == "INT" || kind == "UINT" || kind == "FLOAT")
        return tr("NUMBER");
    return kind;
}

class Help : public CLI::Formatter {
  public:
    std::string make_option(const CLI::Option* option, bool positional) const override {
        return line(make_option_name(option, positional) + make_option_opts(option),
                    make_option_desc(option));
    }

    std::string make_option_opts(const CLI::Option* option) const override {
        if (option->get_type_size() == 0 || !option->get_option_text().empty())
            return Formatter::make_option_opts(option);
        std::string text = " " + value_words(option->get_type_name());
        if (!option->get_default_str().empty())
            text += "=" + option->get_default_str();
        if (option->get_expected_max() > 1)
            text += " ...";
        if (option->get_required())
            text += tr("(required)");
        return text;
    }

  private:
    /// CLI11 counts bytes; a Han character has three and takes two columns.
    static std::string line(const std::string& left, const std::string& right) {
        std::string text = "  " + left;
        const std::size_t taken = formats::columns(text);
        if (taken + 1 > left_column)
            text += "\n" + std::string(left_column, ' ');
        else
            text.append(left_column - taken, ' ');
        return text + right + "\n";
    }
};

std::string not_in_range(const std::smatch& part) {
    const std::string name = part[1];
    const std::string value = part[2];
    if (is_unlimited(part[4]))
        return tr("{0}: \"{1}\" is no number from {2} on.", {name, value, short_number(part[3])});
    return tr("{0}: \"{1}\" is no number from {2} to {3}.",
              {name, value, short_number(part[3]), short_number(part[4])});
}

} // namespace

void word_help(CLI::App& program) {
    const auto help = std::make_shared<Help>();
    help->label("Usage", tr("Usage"));
    help->label("Positionals", tr("Arguments"));
    help->label("OPTIONS", tr("OPTIONS"));
    help->label("SUBCOMMAND", tr("COMMAND"));
    help->column_width(left_column);
    program.formatter(help);
    program.option_defaults()->group(tr("Options"));
}

void finish_help(CLI::App& program) {
    for (CLI::App* command : program.get_subcommands({})) {
        if (CLI::Option* own = command->get_help_ptr())
            own->group(tr("Options"));
        finish_help(*command);
    }
}

std::string sentence(const CLI::ParseError& error) {
    std::string text = error.what();
    if (text.size() > longest_text) // a regular expression takes the stack for long texts
        text = dossier::utf8(dossier::code_points(text).substr(0, longest_text)) + "…";
    std::smatch part;
    const auto is = [&](const char* pattern) { return std::regex_match(text, part, std::regex(pattern)); };
    if (is(R"((\S+) is required)"))
        return tr("{0} is missing on the command line.", {part[1]});
    if (is(R"(The following arguments? w(?:as|ere) not expected: (.*))"))
        return tr("Unknown words on the command line: {0}", {part[1]});
    if (is(R"((\S+): Value (.*) not in range (\S+) to (\S+))"))
        return not_in_range(part);
    if (is(R"((\S+): (.*) not in \{(.*)\})"))
        return tr("{0}: \"{1}\" is none of {2}.", {part[1], part[2], part[3]});
    if (is(R"(Could not convert: (\S+) = (.*))"))
        return tr("{0}: \"{1}\" is no number.", {part[1], part[2]});
    if (is(R"((\S+): \d+ required .* missing)"))
        return tr("{0}: the value is missing.", {part[1]});
    if (is(R"((\S+) excludes (\S+))"))
        return tr("{0} and {1} exclude each other.", {part[1], part[2]});
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError))
        return tr("Something is missing on the command line: {0}", {text});
    return tr("This cannot be understood: {0}", {text});
}

std::string where_help_is(const CLI::App& program) {
    std::string words = "dossier";
    for (const CLI::App* at = &program; !at->get_subcommands().empty();) {
        at = at->get_subcommands().front();
        words += " " + at->get_name();
    }
    return tr("See `{0} --help`.", {words});
}

} // namespace app::cli
