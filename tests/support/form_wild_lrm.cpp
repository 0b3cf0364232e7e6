#include "dossier/formats/lrm.h"
#include "dossier/formats/text_encoding.h"
#include "dossier/text.h"
#include "support/form_generator.h"
#include "support/form_wild_texts.h"

namespace support {

using dossier::Field;

namespace {

const std::vector<std::string> quirks_of_lrm_files{"newlines in fields",
                                                   "commas in fields",
                                                   "quotes in fields",
                                                   "separator in a text",
                                                   "unknown fields",
                                                   "too few fields",
                                                   "too many fields",
                                                   "stray quote at the end",
                                                   "no line end",
                                                   "end-of-file character",
                                                   "blank lines around",
                                                   "UTF-8",
                                                   "UTF-8 mark",
                                                   "UTF-16",
                                                   "education in parts",
                                                   "empty slots",
                                                   "lists of different length",
                                                   "no family",
                                                   "no picture",
                                                   "picture is none"};

/// Writes one record by hand.
class LrmMaker {
  public:
    LrmMaker(std::uint64_t seed, WildFile& file)
        : dice_(seed, file)
        , file_(file)
        , form_(file.expected) {}

    void make() {
        form_ = FormGenerator(dice_.random.next()).form_without_photo();
        for (const Field field : {Field::retirement_month, Field::identity_number, Field::editor_version})
            form_[field].clear();
        make_texts_wild(form_, dice_);
        if (form_[Field::resume].find('\n') != std::string::npos)
            dice_.took("newlines in fields");
        if (dice_.has("commas in fields"))
            form_[Field::reason] = "甲,乙,,丙, 丁";
        if (dice_.has("quotes in fields"))
            form_[Field::awards] = "获\"先进\"称号\"";
        if (dice_.has("no family"))
            form_.family.clear();
        education();
        fill();
        unknown();
        std::string text = joined();
        counts(text);
        ends(text);
        encode(text);
        picture();
    }

  private:
    void education() {
        if (dice_.has("education in parts")) {
            for (const Field field : {Field::fulltime_education, Field::fulltime_degree,
                                      Field::inservice_education, Field::inservice_degree})
                if (dice_.random.one_in(2))
                    form_[field].clear();
            parts_ = true;
        }
    }

    /// 大学#学士@研究生#硕士, without the signs that part nothing where parts are missing.
    std::string four(Field a, Field b, Field c, Field d) {
        if (parts_ && form_[b].empty() && form_[c].empty() && form_[d].empty())
            return form_[a];
        if (parts_ && form_[c].empty() && form_[d].empty())
            return form_[a] + "#" + form_[b];
        return form_[a] + "#" + form_[b] + "@" + form_[c] + "#" + form_[d];
    }

    void fill() {
        const std::vector<std::pair<std::size_t, Field>> places{{0, Field::name},
                                                                {1, Field::sex},
                                                                {2, Field::birth},
                                                                {3, Field::ethnicity},
                                                                {4, Field::native_place},
                                                                {5, Field::party_joined},
                                                                {6, Field::health},
                                                                {7, Field::birth_place},
                                                                {8, Field::work_started},
                                                                {11, Field::professional_title},
                                                                {16, Field::expertise},
                                                                {17, Field::resume},
                                                                {18, Field::awards},
                                                                {19, Field::assessments},
                                                                {25, Field::present_post},
                                                                {26, Field::proposed_post},
                                                                {27, Field::relinquished_post},
                                                                {28, Field::reason},
                                                                {29, Field::reporting_unit},
                                                                {30, Field::age_date},
                                                                {31, Field::filled_by},
                                                                {32, Field::filled_date}};
        for (const auto& [index, field] : places)
            fields_[index] = form_[field];
        fields_[9] = four(Field::fulltime_education, Field::fulltime_degree, Field::inservice_education,
                          Field::inservice_degree);
        fields_[10] = four(Field::fulltime_education_school, Field::fulltime_degree_school,
                           Field::inservice_education_school, Field::inservice_degree_school);
        family();
        if (dice_.has("separator in a text")) {
            fields_[17] += "\",\"又";
            form_[Field::resume] += "\",\"又";
        }
    }

    void family() {
        if (!form_.family.empty() && dice_.has("empty slots"))
            form_.family.resize(13);
        const bool shorter = dice_.has("lists of different length");
        for (std::size_t column = 0; column < dossier::family_field_count; ++column) {
            std::string& list = fields_[20 + column];
            for (std::size_t row = 0; row < form_.family.size(); ++row)
                list += (row == 0 ? "" : "@") + form_.family[row].texts.at(column);
            if (shorter && column > 0 && column < 4)
                while (list.ends_with('@'))
                    list.pop_back();
        }
    }

    void unknown() {
        form_.lrm_unknown.assign(4, "");
        if (!dice_.has("unknown fields"))
            return;
        for (std::size_t i = 0; i < 4; ++i)
            fields_[12 + i] = form_.lrm_unknown[i] = dice_.random.one_in(3) ? "" : "未知" + std::to_string(i);
    }

    [[nodiscard]] std::string joined() const {
        std::string text = "\"";
        for (std::size_t i = 0; i < fields_.size(); ++i)
            text.append(i == 0 ? "" : "\",\"").append(fields_[i]);
        return text;
    }

    /// Records of other lengths: the fields that are there stand where they always do.
    void counts(std::string& text) {
        if (file_.quirks.contains("separator in a text"))
            return;
        if (dice_.has("too few fields")) {
            text.resize(text.rfind("\",\""));
            form_[Field::filled_date].clear();
        } else if (dice_.has("too many fields")) {
            // Nothing fits, so that nothing is put together: the date is none.
            text.replace(text.rfind("\",\"") + 3, std::string::npos, "二〇二四年\",\"第三十四");
            form_[Field::filled_date] = "二〇二四年";
            form_.lrm_unknown.emplace_back("第三十四");
            spoil_age_date(text);
        }
    }

    void spoil_age_date(std::string& text) {
        const std::string date = "\"" + form_[Field::age_date] + "\"";
        text.replace(text.rfind(date), date.size(), "\"计算时间\"");
        form_[Field::age_date] = "计算时间";
    }

    void ends(std::string& text) {
        std::string line_end = "\n";
        if (dice_.has("stray quote at the end"))
            line_end = "\"\n";
        else if (dice_.has("no line end"))
            line_end = "";
        text += "\"" + line_end;
        if (dice_.has("end-of-file character"))
            text += '\x1a';
        if (dice_.has("blank lines around"))
            text = "\n\n" + text + "\n\n";
        std::string crlf;
        for (const char c : text)
            crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
        text = crlf;
    }

    void encode(const std::string& text) {
        if (dice_.has("UTF-8")) {
            file_.bytes = text;
        } else if (dice_.has("UTF-8 mark")) {
            file_.bytes = "\xef\xbb\xbf" + text;
        } else if (dice_.has("UTF-16")) {
            file_.bytes = "\xff\xfe";
            for (const char32_t c : dossier::code_points(text)) {
                const auto unit = [&](char32_t value) {
                    file_.bytes += static_cast<char>(value & 0xffU);
                    file_.bytes += static_cast<char>(value >> 8U & 0xffU);
                };
                if (c >= 0x10000)
                    unit(0xd800 + ((c - 0x10000) >> 10U));
                unit(c >= 0x10000 ? 0xdc00 + ((c - 0x10000) & 0x3ffU) : c);
            }
        } else {
            file_.bytes = formats::to_gb18030(text);
        }
    }

    void picture() {
        if (dice_.has("no picture"))
            return;
        file_.picture = dice_.has("picture is none") ? "no picture" : drawn_portrait(dice_.random);
        form_.photo = file_.picture;
    }

    QuirkDice dice_;
    WildFile& file_;
    dossier::Form& form_;
    std::vector<std::string> fields_ = std::vector<std::string>(formats::lrm_field_count);
    bool parts_ = false;
};

} // namespace

WildFile wild_lrm(std::uint64_t seed) {
    WildFile file;
    LrmMaker(seed, file).make();
    return file;
}

const std::vector<std::string>& lrm_quirks() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> names = quirks_of_lrm_files;
        const std::vector<std::string> texts = text_quirks();
        names.insert(names.end(), texts.begin(), texts.end());
        return names;
    }();
    return all;
}

} // namespace support
