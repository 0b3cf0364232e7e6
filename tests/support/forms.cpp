#include "support/forms.h"

#include "dossier/formats/lrmx.h"
#include "support/scratch.h"

#include <array>

namespace support {

std::string name_of(int number) {
    constexpr std::array surnames{"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴"};
    constexpr std::array given{"伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋",
                               "勇", "艳", "杰", "娟", "涛", "明", "超", "秀", "霞", "平"};
    const auto pick = static_cast<std::size_t>(number);
    std::string name = surnames.at(pick % surnames.size());
    name += given.at(pick / surnames.size() % given.size());
    name += given.at(pick / surnames.size() / given.size() % given.size());
    return name;
}

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
