#include "app/export/sheets.h"

#include "app/language.h"
#include "dossier/field.h"

#include <array>

namespace app {

namespace {

using dossier::Field;

/// What a list of names shows; the résumé and the family stay in the form.
constexpr std::array columns{Field::sex,
                             Field::birth,
                             Field::ethnicity,
                             Field::native_place,
                             Field::party_joined,
                             Field::work_started,
                             Field::fulltime_education,
                             Field::fulltime_degree,
                             Field::fulltime_education_school,
                             Field::inservice_education,
                             Field::inservice_degree,
                             Field::inservice_education_school,
                             Field::professional_title,
                             Field::present_post,
                             Field::proposed_post,
                             Field::relinquished_post,
                             Field::reason,
                             Field::assessments};

std::string heading(Field field) {
    return std::string(language_is_chinese() ? dossier::term(field).chinese : dossier::term(field).english);
}

} // namespace

SheetMaker::SheetMaker() {
    list_.name = tr("List of candidates");
    std::vector<std::string> row{tr("No."), heading(Field::name)};
    for (const Field field : columns)
        row.push_back(heading(field));
    list_.rows.push_back(std::move(row));
}

void SheetMaker::add(const dossier::Person& person, const std::vector<dossier::Material>& materials) {
    std::vector<std::string> row{std::to_string(list_.rows.size()), person.name};
    for (const Field field : columns)
        row.push_back(person.form[field]);
    list_.rows.push_back(std::move(row));
    for (const dossier::Material& material : materials)
        if (const auto* poll = std::get_if<dossier::PollContent>(&material.content))
            polls_.push_back({.candidate = person.name, .poll = *poll});
}

formats::Workbook SheetMaker::workbook() const {
    formats::Workbook book;
    book.sheets.push_back(list_);
    if (!polls_.empty())
        for (formats::Sheet& sheet : formats::write_poll(polls_).sheets)
            book.sheets.push_back(std::move(sheet));
    return book;
}

} // namespace app
