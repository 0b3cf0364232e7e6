#include "dossier/formats/lrm.h"

#include "dossier/dates.h"
#include "dossier/formats/lrm_layout.h"
#include "dossier/formats/lrmx.h"
#include "dossier/formats/text_encoding.h"
#include "dossier/person.h"
#include "dossier/text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace formats {

using dossier::Field;

namespace {

constexpr std::string_view separator = "\",\"";

std::vector<std::string> split(std::string_view text, std::string_view by) {
    std::vector<std::string> parts;
    for (;;) {
        const std::size_t end = text.find(by);
        parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + by.size());
    }
}

/// The text between the first and the last quote of the record.
std::string_view record_of(std::string_view text) {
    text = dossier::trimmed(text);
    // `","` at the start parts off an empty first field.
    while (text.starts_with('"') && !text.starts_with(separator))
        text.remove_prefix(1);
    for (;;) {
        text = dossier::trimmed(text);
        // `","` at the end parts off an empty last field.
        if ((!text.ends_with('"') || text.ends_with(separator)) && !text.ends_with('\x1a'))
            return text;
        text.remove_suffix(1);
    }
}

bool is_date_or_empty(const std::string& text) {
    const std::string_view bare = dossier::trimmed(text);
    return bare.empty() || dossier::parse_date(bare);
}

/// How well the fields stand where they belong: 0 = not, because a date's place holds none; else one more
/// than the number of family lists of the usual length.
std::size_t fitness(const std::vector<std::string>& fields) {
    if (!is_date_or_empty(fields[2]) || !is_date_or_empty(fields[30]) || !is_date_or_empty(fields[32]))
        return 0;
    std::array<std::ptrdiff_t, dossier::family_field_count> lengths{};
    for (std::size_t i = 0; i < lengths.size(); ++i) {
        const std::string& list = fields[lrm::first_family + i];
        lengths.at(i) = std::count(list.begin(), list.end(), '@');
    }
    const std::ptrdiff_t usual = *std::max_element(lengths.begin(), lengths.end());
    return 1 + static_cast<std::size_t>(std::count(lengths.begin(), lengths.end(), usual));
}

class RecordReader {
  public:
    RecordReader(std::vector<std::string> fields, LrmResult& result)
        : fields_(std::move(fields))
        , result_(result) {}

    void read() {
        for (std::string& field : fields_)
            field = dossier::tidy(field);
        cut_following_record();
        mend_count();
        dossier::Form& form = result_.form;
        for (const lrm::Place& place : lrm::places)
            form[place.field] = fields_[place.index];
        for (const lrm::FourPlaces& four : lrm::four_places)
            read_four(four);
        for (std::size_t i = 0; i < lrm::unknown_count; ++i)
            form.lrm_unknown.push_back(fields_[lrm::first_unknown + i]);
        for (std::size_t i = lrm_field_count; i < fields_.size(); ++i)
            form.lrm_unknown.push_back(fields_[i]);
        read_family();
    }

  private:
    /// A second record in the file is another person; only the first is read.
    void cut_following_record() {
        for (std::size_t i = 1; i < fields_.size(); ++i) {
            const std::size_t found = fields_[i].find("\"\n\"");
            if (found == std::string::npos || i + 1 < lrm_field_count)
                continue;
            fields_[i] = dossier::tidy(std::string_view(fields_[i]).substr(0, found));
            fields_.resize(i + 1);
            result_.notes.push_back({Remark::text_after_record, {}, {}});
            return;
        }
    }

    /// A text that holds "," was parted; the place that makes the rest fit is where it belongs.
    void mend_count() {
        const std::size_t count = fields_.size();
        if (count == lrm_field_count)
            return;
        if (count < lrm_field_count) {
            result_.notes.push_back({Remark::wrong_field_count, {}, std::to_string(count)});
            fields_.resize(lrm_field_count);
            return;
        }
        std::size_t best = 0;
        std::size_t best_place = 0;
        for (const std::size_t place : {17U, 18U, 19U, 24U, 28U, 16U, 11U, 25U, 26U, 27U, 29U}) {
            if (const std::size_t fit = fitness(joined_at(place)); fit > best) {
                best = fit;
                best_place = place;
            }
        }
        if (best == 0) {
            result_.notes.push_back({Remark::wrong_field_count, {}, std::to_string(count)});
            return;
        }
        fields_ = joined_at(best_place);
        result_.notes.push_back({Remark::joined_fields, std::to_string(best_place), {}});
    }

    /// The fields with the supernumerary ones joined to the one at `place`.
    [[nodiscard]] std::vector<std::string> joined_at(std::size_t place) const {
        const std::size_t extra = fields_.size() - lrm_field_count;
        const auto at = fields_.begin() + static_cast<std::ptrdiff_t>(place);
        std::vector<std::string> joined(fields_.begin(), at + 1);
        for (std::size_t i = 1; i <= extra; ++i)
            joined.back().append(separator).append(fields_[place + i]);
        joined.insert(joined.end(), at + static_cast<std::ptrdiff_t>(extra) + 1, fields_.end());
        return joined;
    }

    void read_four(const lrm::FourPlaces& four) {
        const std::string& text = fields_[four.index];
        const std::size_t at = std::min(text.find('@'), text.size());
        const std::string_view halves[]{std::string_view(text).substr(0, at),
                                        std::string_view(text).substr(std::min(at + 1, text.size()))};
        for (std::size_t i = 0; i < 2; ++i) {
            const std::size_t hash = std::min(halves[i].find('#'), halves[i].size());
            result_.form[four.fields.at(2 * i)] = dossier::tidy(halves[i].substr(0, hash));
            result_.form[four.fields.at(2 * i + 1)] =
                dossier::tidy(halves[i].substr(std::min(hash + 1, halves[i].size())));
        }
    }

    void read_family() {
        for (std::size_t column = 0; column < dossier::family_field_count; ++column) {
            const std::string& text = fields_[lrm::first_family + column];
            if (dossier::trimmed(text).empty())
                continue;
            const std::vector<std::string> cells = split(text, "@");
            auto& family = result_.form.family;
            family.resize(std::max(family.size(), cells.size()));
            for (std::size_t row = 0; row < cells.size(); ++row)
                family[row].texts.at(column) = dossier::tidy(cells[row]);
        }
    }

    std::vector<std::string> fields_;
    LrmResult& result_;
};

} // namespace

LrmResult read_lrm(std::string_view bytes, std::string_view picture) {
    if (bytes.size() > lrm_limit)
        throw Error(Fault::too_large, std::to_string(lrm_limit));
    LrmResult result;
    const DecodedText decoded = decode_text(bytes, true);
    std::vector<std::string> fields = split(record_of(decoded.text), separator);
    // Three fields tell a record from a text that happens to hold a quote.
    if (fields.size() < 3)
        throw Error(Fault::not_a_form, std::to_string(fields.size()));
    RecordReader(std::move(fields), result).read();
    result.form.photo = picture;
    if (!picture.empty() && !looks_like_picture(picture))
        result.notes.push_back({Remark::photo_not_an_image, {}, {}});
    if (dossier::matching_name(result.form[Field::name]).empty())
        result.notes.push_back({Remark::no_name, {}, {}});
    return result;
}

} // namespace formats
