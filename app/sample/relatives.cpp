#include "app/sample/relatives.h"

#include <array>
#include <cstdio>

namespace app::sample {

std::string month_digits(const dossier::Date& date) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d%02d", date.year, date.month);
    return text.data();
}

namespace {

using Words = std::string_view;
using dossier::Date;

dossier::FamilyMember row(Words appellation, std::string name, const Date& birth, Words status, Words work) {
    using F = dossier::FamilyField;
    dossier::FamilyMember member;
    member[F::appellation] = appellation;
    member[F::name] = std::move(name);
    member[F::birth] = month_digits(birth);
    member[F::political_status] = status;
    member[F::work] = work;
    return member;
}

/// A name of a people without surnames, other than the person's own.
std::string transcribed(Random& random, const Name& name, bool female, int year) {
    std::string other;
    do
        other = make_name(random, female, year, NameKind::transcribed).full;
    while (other == name.full);
    return other;
}

/// Somebody of another family.
std::string stranger(Random& random, const Name& name, bool female, int year) {
    if (name.surname.empty())
        return transcribed(random, name, female, year);
    return make_surname(random) + make_given_name(random, female, year);
}

/// Somebody of the same family.
std::string kin(Random& random, const Name& name, bool female, int year) {
    if (name.surname.empty())
        return transcribed(random, name, female, year);
    std::string given;
    do
        given = make_given_name(random, female, year);
    while (given == name.given);
    return name.surname + given;
}

void add_child(std::vector<dossier::FamilyMember>& family, Random& random, const Name& name,
               const Date& birth, bool female, bool own_surname, const Date& date) {
    static constexpr Words adult[]{"锦川市第一人民医院医师", "东岭银行锦川分行职员", "锦川市第三中学教师",
                                   "南川软件有限公司工程师", "东岭大学在读研究生"};
    const int age = dossier::age_at(birth, date).value_or(0);
    const Words status = age >= 24   ? (random.chance(0.4) ? "中共党员" : "共青团员")
                         : age >= 14 ? "共青团员"
                                     : "群众";
    const Words work = age < 3    ? "学龄前儿童"
                       : age < 6  ? "锦川市第一幼儿园学生"
                       : age < 12 ? "锦川市实验小学学生"
                       : age < 15 ? "锦川市第二中学学生"
                       : age < 18 ? "锦川市第一中学学生"
                       : age < 23 ? "东岭大学学生"
                                  : random.one_of(adult);
    std::string full =
        own_surname ? kin(random, name, female, birth.year) : stranger(random, name, female, birth.year);
    family.push_back(row(female ? "女儿" : "儿子", std::move(full), birth, status, work));
}

} // namespace

std::vector<dossier::FamilyMember> make_family(Random& random, const Name& name, bool female,
                                               const Date& birth, const Date& date) {
    static constexpr Words works[]{"锦川市第二中学教师",
                                   "锦川市妇幼保健院主管护师",
                                   "锦川市税务局科员",
                                   "东岭电力公司锦川供电公司职员",
                                   "锦川市自然资源和规划局科员",
                                   "锦川市图书馆馆员",
                                   "自由职业",
                                   "锦川市人民检察院检察官助理",
                                   "东岭银行锦川分行职员"};
    static constexpr Words old_works[]{"锦川机床厂退休工人",     "石桥县青石镇农民",
                                       "锦川市第二小学退休教师", "锦川市粮食局退休干部",
                                       "清平县人民医院退休医师", "东岭钢铁集团退休职工"};
    std::vector<dossier::FamilyMember> family;
    const bool married = dossier::age_at(birth, date).value_or(0) >= 30 || random.chance(0.5);
    if (married) {
        const Date spouse{birth.year + random.between(-2, 3), random.between(1, 12), 0};
        family.push_back(row(female ? "丈夫" : "妻子", stranger(random, name, !female, spouse.year), spouse,
                             random.chance(0.55) ? "中共党员" : "群众", random.one_of(works)));
        const Date child{birth.year + random.between(25, 31), random.between(1, 12), 0};
        if (child < date && random.chance(0.92)) {
            const bool daughter = random.chance(0.5);
            add_child(family, random, name, child, daughter, !female, date);
            const Date second{child.year + random.between(3, 8), random.between(1, 12), 0};
            if (second < date && second.year >= 2011 && random.chance(0.4))
                add_child(family, random, name, second, random.chance(0.5), !female, date);
        }
    }
    const Date father{birth.year - random.between(23, 32), random.between(1, 12), 0};
    const Date mother{father.year + random.between(0, 4), random.between(1, 12), 0};
    const auto dead = [&](const Date& born) {
        const int age = dossier::age_at(born, date).value_or(0);
        return random.chance(age > 85 ? 0.7 : age > 75 ? 0.35 : age > 65 ? 0.1 : 0.02);
    };
    const Words father_work = random.one_of(old_works);
    const Words mother_work = random.one_of(old_works);
    family.push_back(row("父亲", kin(random, name, false, father.year), father,
                         random.chance(0.5) ? "中共党员" : "群众",
                         dead(father) ? std::string(father_work) + "（已去世）" : std::string(father_work)));
    family.push_back(row("母亲", stranger(random, name, true, mother.year), mother, "群众",
                         dead(mother) ? std::string(mother_work) + "（已去世）" : std::string(mother_work)));
    return family;
}

} // namespace app::sample
