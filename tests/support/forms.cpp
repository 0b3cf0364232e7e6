#include "support/forms.h"

#include "dossier/formats/lrmx.h"
#include "support/scratch.h"

namespace support {

std::string lrmx_bytes(const FormText& text) {
    using dossier::Field;
    dossier::Form form;
    form[Field::name] = text.name;
    form[Field::sex] = "男";
    form[Field::birth] = text.birth;
    form[Field::ethnicity] = "汉族";
    form[Field::present_post] = text.present_post;
    form[Field::identity_number] = text.identity;
    form[Field::filled_date] = text.filled;
    form[Field::resume] = "1992.09--1996.07  某大学学习\n1996.07--         某局工作";
    form.photo = text.photo;
    return formats::write_lrmx(form);
}

void write_lrmx(const std::filesystem::path& file, const FormText& form) {
    write_file(file, lrmx_bytes(form));
}

} // namespace support
