#include "app/import/form_reading.h"

#include "app/import/file_bytes.h"
#include "app/language.h"
#include "app/sentences.h"
#include "db/media_store.h"
#include "dossier/dates.h"
#include "dossier/formats/lrm.h"
#include "dossier/formats/lrmx.h"
#include "dossier/person.h"

#include <new>

namespace app {

namespace {

using dossier::Field;

constexpr std::size_t picture_limit = std::size_t{64} << 20U;

void read(const PlannedFile& file, FormReading& reading) {
    if (extension(file.path.filename().string()) == "lrm") {
        reading.bytes = file_bytes(file.path, formats::lrm_limit);
        const std::string picture =
            file.beside.empty() ? std::string() : file_bytes(file.beside.front(), picture_limit);
        formats::LrmResult result = formats::read_lrm(reading.bytes, picture);
        reading.form = std::move(result.form);
        reading.notes = std::move(result.notes);
        reading.hash = db::sha256(reading.bytes);
        return;
    }
    reading.bytes = file_bytes(file.path, formats::lrmx_limit);
    formats::LrmxResult result = formats::read_lrmx(reading.bytes);
    reading.form = std::move(result.form);
    reading.notes = std::move(result.notes);
    reading.hash = db::sha256(reading.bytes);
}

} // namespace

FormReading read_form(const PlannedFile& file) {
    FormReading reading;
    try {
        read(file, reading);
        if (dossier::matching_name(reading.form[Field::name]).empty())
            reading.refusal = tr("not imported: the form names nobody");
    } catch (const NotImported& error) {
        reading.refusal = error.what();
    } catch (const formats::Error& error) {
        reading.refusal = tr("not imported: {0}", {reason(error)});
    } catch (const std::bad_alloc&) {
        reading.refusal = tr("not imported: too large for this computer's memory");
    }
    return reading;
}

PersonInForm who_in_form(const std::filesystem::path& path) {
    const FormReading reading = read_form({.path = path, .type = FileType::form});
    if (!reading.refusal.empty())
        return {};
    std::string name = dossier::matching_name(reading.form[Field::name]);
    std::string key = name + "/" + birth_month(reading.form);
    return {.name = std::move(name), .key = std::move(key)};
}

std::string birth_month(const dossier::Form& form) {
    const std::optional<dossier::Date> birth = dossier::birth_of(form);
    return birth && birth->month > 0 ? dossier::display_date(dossier::Date{birth->year, birth->month, 0})
                                     : "";
}

} // namespace app
