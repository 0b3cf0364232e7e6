#include "dossier/formats/lrm.h"
#include "dossier/formats/lrm_layout.h"
#include "dossier/formats/text_encoding.h"

#include <algorithm>
#include <vector>

namespace formats {

using dossier::Field;

namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

class RecordWriter {
  public:
    explicit RecordWriter(const dossier::Form& form)
        : form_(form)
        , fields_(lrm_field_count + std::max(form.lrm_unknown.size(), lrm::unknown_count) -
                  lrm::unknown_count) {}

    LrmFiles write() {
        for (const lrm::Place& place : lrm::places)
            fields_[place.index] = form_[place.field];
        for (const lrm::FourPlaces& four : lrm::four_places)
            write_four(four);
        for (std::size_t i = 0; i < form_.lrm_unknown.size(); ++i)
            fields_[i < lrm::unknown_count ? lrm::first_unknown + i
                                           : lrm_field_count + i - lrm::unknown_count] = form_.lrm_unknown[i];
        write_family();
        note_lost();
        std::string text;
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            protect_quotes(i);
            text += i == 0 ? "\"" : "\",\"";
            text += fields_[i];
        }
        text += "\"\n";
        replace_all(text, "\n", "\r\n");
        files_.record = to_gb18030(text);
        files_.picture = form_.photo;
        return std::move(files_);
    }

  private:
    void lose(Remark remark, std::string_view where, std::string detail = {}) {
        files_.losses.push_back({remark, std::string(where), std::move(detail)});
    }

    /// `text` without `signs`, which part the elements of one field.
    std::string without(std::string text, std::string_view signs, std::string_view where) {
        if (text.find_first_of(signs) == std::string::npos)
            return text;
        if (signs.find('@') != std::string_view::npos)
            replace_all(text, "@", "＠");
        if (signs.find('#') != std::string_view::npos)
            replace_all(text, "#", "＃");
        lose(Remark::lost_separator, where);
        return text;
    }

    void write_four(const lrm::FourPlaces& four) {
        // The reader parts at the first sign, so only what stands before one must not hold it.
        constexpr std::array<std::string_view, 4> signs{"#@", "@", "#", ""};
        std::array<std::string, 4> texts;
        bool any = false;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const Field field = four.fields.at(i);
            texts.at(i) = without(form_[field], signs.at(i), dossier::term(field).element);
            any = any || !texts.at(i).empty();
        }
        if (any)
            fields_[four.index] = texts[0] + '#' + texts[1] + '@' + texts[2] + '#' + texts[3];
    }

    void write_family() {
        for (std::size_t column = 0; column < dossier::family_field_count; ++column) {
            std::string& list = fields_[lrm::first_family + column];
            for (std::size_t row = 0; row < form_.family.size(); ++row) {
                list += row == 0 ? "" : "@";
                list += without(form_.family[row].texts.at(column), "@",
                                dossier::term(static_cast<dossier::FamilyField>(column)).element);
            }
        }
        if (form_.family.size() > lrm::family_slots)
            lose(Remark::family_rows_over_limit, "JiaTingChengYuan", std::to_string(form_.family.size()));
    }

    void note_lost() {
        for (const Field field : {Field::retirement_month, Field::age_limit_before_reform,
                                  Field::identity_number, Field::editor_version})
            if (!form_[field].empty())
                lose(Remark::lost_field, dossier::term(field).element, form_[field]);
        for (const dossier::UnknownElement& element : form_.unknown)
            lose(Remark::lost_unknown_element, element.name, element.xml);
        for (const dossier::FamilyMember& member : form_.family)
            for (const dossier::UnknownElement& element : member.unknown)
                lose(Remark::lost_unknown_element, "Item/" + element.name, element.xml);
        for (std::size_t i = 0; i < fields_.size(); ++i)
            if (std::string characters = outside_gbk(fields_[i]); !characters.empty())
                lose(Remark::outside_gbk, name_of(i), std::move(characters));
    }

    /// The element of a field, for messages; its number where it holds several or none.
    static std::string name_of(std::size_t index) {
        for (const lrm::Place& place : lrm::places)
            if (place.index == index)
                return std::string(dossier::term(place.field).element);
        return std::to_string(index);
    }

    /// The record has no escapes: quotes that would end a field too early become full-width ones.
    void protect_quotes(std::size_t index) {
        std::string& text = fields_[index];
        const bool last = index + 1 == fields_.size();
        const bool comma = (last || index == 0) && text == ","; // with the quotes around it a separator
        if (text.find("\",\"") == std::string::npos && !text.ends_with("\",") && !comma &&
            !(last && text.ends_with('"')) &&
            !(index == 0 && (text.starts_with('"') || text.starts_with(",\""))))
            return;
        replace_all(text, "\"", "＂");
        if (comma)
            text = "，";
        lose(Remark::lost_quote, name_of(index));
    }

    const dossier::Form& form_;
    std::vector<std::string> fields_;
    LrmFiles files_;
};

} // namespace

LrmFiles write_lrm(const dossier::Form& form) {
    return RecordWriter(form).write();
}

} // namespace formats
