// Small fictional records for tests of the catalogue.
#pragma once

#include "db/catalogue.h"

namespace support {

inline db::Author author() {
    return {.user = "tester", .terminal = "terminal-a"};
}

inline dossier::Person person_named(const std::string& name) {
    dossier::Person person{.id = dossier::PersonId::make(), .name = dossier::matching_name(name)};
    person.form[dossier::Field::name] = name;
    person.form[dossier::Field::sex] = "男";
    person.form[dossier::Field::birth] = "1975.03";
    person.form[dossier::Field::present_post] = "某县发展和改革局局长";
    person.form[dossier::Field::resume] = "1993.09--1997.07  某大学经济系学习\n1997.07--  某县计划局科员";
    person.has_form = true;
    return person;
}

inline dossier::Material report_of(const dossier::PersonId& person, const std::string& text) {
    dossier::Material material{.id = dossier::MaterialId::make(),
                               .person = person,
                               .kind = dossier::MaterialKind::report,
                               .title = "考察材料"};
    dossier::ReportContent content;
    content.paragraphs.push_back({.runs = {{.text = text}}});
    material.content = content;
    return material;
}

} // namespace support
