#include "dossier/family.h"

#include "dossier/person.h"

#include <algorithm>
#include <array>

namespace dossier {

namespace {

struct Appellation {
    std::string_view word;
    Kinship kinship;
    std::string_view sex;
};

constexpr auto appellations = std::to_array<Appellation>({
    {"丈夫", Kinship::spouse, "男"},     {"夫", Kinship::spouse, "男"},
    {"妻子", Kinship::spouse, "女"},     {"妻", Kinship::spouse, "女"},
    {"配偶", Kinship::spouse, ""},       {"爱人", Kinship::spouse, ""},
    {"儿子", Kinship::child, "男"},      {"子", Kinship::child, "男"},
    {"独生子", Kinship::child, "男"},    {"长子", Kinship::child, "男"},
    {"大儿子", Kinship::child, "男"},    {"次子", Kinship::child, "男"},
    {"二儿子", Kinship::child, "男"},    {"小儿子", Kinship::child, "男"},
    {"三子", Kinship::child, "男"},      {"四子", Kinship::child, "男"},
    {"五子", Kinship::child, "男"},      {"养子", Kinship::child, "男"},
    {"继子", Kinship::child, "男"},      {"女儿", Kinship::child, "女"},
    {"女", Kinship::child, "女"},        {"独生女", Kinship::child, "女"},
    {"长女", Kinship::child, "女"},      {"大女儿", Kinship::child, "女"},
    {"次女", Kinship::child, "女"},      {"二女儿", Kinship::child, "女"},
    {"小女儿", Kinship::child, "女"},    {"三女", Kinship::child, "女"},
    {"四女", Kinship::child, "女"},      {"五女", Kinship::child, "女"},
    {"养女", Kinship::child, "女"},      {"继女", Kinship::child, "女"},
    {"父亲", Kinship::father, "男"},     {"父", Kinship::father, "男"},
    {"养父", Kinship::father, "男"},     {"生父", Kinship::father, "男"},
    {"母亲", Kinship::mother, "女"},     {"母", Kinship::mother, "女"},
    {"养母", Kinship::mother, "女"},     {"生母", Kinship::mother, "女"},
    {"继父", Kinship::stepfather, "男"}, {"继母", Kinship::stepmother, "女"},
    {"公公", Kinship::other, "男"},      {"婆婆", Kinship::other, "女"},
    {"岳父", Kinship::other, "男"},      {"岳母", Kinship::other, "女"},
    {"丈人", Kinship::other, "男"},      {"丈母", Kinship::other, "女"},
    {"哥哥", Kinship::other, "男"},      {"兄", Kinship::other, "男"},
    {"长兄", Kinship::other, "男"},      {"弟弟", Kinship::other, "男"},
    {"弟", Kinship::other, "男"},        {"姐姐", Kinship::other, "女"},
    {"姐", Kinship::other, "女"},        {"妹妹", Kinship::other, "女"},
    {"妹", Kinship::other, "女"},        {"大哥", Kinship::other, "男"},
    {"二哥", Kinship::other, "男"},      {"三哥", Kinship::other, "男"},
    {"大姐", Kinship::other, "女"},      {"二姐", Kinship::other, "女"},
    {"三姐", Kinship::other, "女"},      {"大弟", Kinship::other, "男"},
    {"二弟", Kinship::other, "男"},      {"大妹", Kinship::other, "女"},
    {"二妹", Kinship::other, "女"},      {"兄弟", Kinship::other, "男"},
    {"姐妹", Kinship::other, "女"},      {"祖父", Kinship::other, "男"},
    {"祖母", Kinship::other, "女"},      {"爷爷", Kinship::other, "男"},
    {"奶奶", Kinship::other, "女"},      {"外祖父", Kinship::other, "男"},
    {"外祖母", Kinship::other, "女"},    {"外公", Kinship::other, "男"},
    {"外婆", Kinship::other, "女"},      {"孙子", Kinship::other, "男"},
    {"孙女", Kinship::other, "女"},      {"外孙", Kinship::other, "男"},
    {"外孙子", Kinship::other, "男"},    {"外孙女", Kinship::other, "女"},
    {"儿媳", Kinship::other, "女"},      {"女婿", Kinship::other, "男"},
    {"嫂子", Kinship::other, "女"},      {"弟媳", Kinship::other, "女"},
    {"姐夫", Kinship::other, "男"},      {"妹夫", Kinship::other, "男"},
    {"伯父", Kinship::other, "男"},      {"叔父", Kinship::other, "男"},
    {"姑母", Kinship::other, "女"},      {"舅父", Kinship::other, "男"},
    {"姨母", Kinship::other, "女"},      {"侄子", Kinship::other, "男"},
    {"侄女", Kinship::other, "女"},      {"外甥", Kinship::other, "男"},
    {"外甥女", Kinship::other, "女"},    {"监护人", Kinship::other, ""},
    {"其他", Kinship::other, ""},        {"其他亲属", Kinship::other, ""},
});

const Appellation* find(std::string_view text) {
    const std::string word = matching_name(text);
    for (const Appellation& appellation : appellations)
        if (appellation.word == word)
            return &appellation;
    return nullptr;
}

/// Children by age: the older first, an unknown birth date last.
bool born_before(const FamilyMember& a, const FamilyMember& b) {
    const std::optional<Date> first = parse_date(a[FamilyField::birth]);
    const std::optional<Date> second = parse_date(b[FamilyField::birth]);
    return first && (!second || *first < *second);
}

} // namespace

Kinship kinship_of(std::string_view appellation) {
    const Appellation* found = find(appellation);
    return found == nullptr ? Kinship::other : found->kinship;
}

bool is_known_appellation(std::string_view appellation) {
    return find(appellation) != nullptr;
}

std::string_view sex_of(std::string_view appellation) {
    const Appellation* found = find(appellation);
    return found == nullptr ? std::string_view{} : found->sex;
}

bool is_dead(const FamilyMember& member) {
    for (const FamilyField field : {FamilyField::work, FamilyField::political_status, FamilyField::birth})
        for (const std::string_view word :
             {"去世", "已故", "病故", "亡故", "逝世", "病逝", "过世", "已逝", "身故"})
            if (member[field].find(word) != std::string::npos)
                return true;
    return false;
}

std::optional<int> age_of(const FamilyMember& member, const Form& form, const Date& today) {
    const std::optional<Date> birth = parse_date(member[FamilyField::birth]);
    return birth && !is_dead(member) ? age_at(*birth, age_base(form, today)) : std::nullopt;
}

std::vector<std::size_t> official_family_order(const Form& form) {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < form.family.size(); ++i)
        if (!form.family[i].empty())
            rows.push_back(i);
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
        const Kinship first = kinship_of(form.family[a][FamilyField::appellation]);
        const Kinship second = kinship_of(form.family[b][FamilyField::appellation]);
        if (first != second)
            return first < second;
        return first == Kinship::child && born_before(form.family[a], form.family[b]);
    });
    return rows;
}

} // namespace dossier
