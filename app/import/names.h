// What the name of a file or folder says: a place in the order, a person, the rest.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace app {

/// "03张三" -> 3, "张三"; a name of digits only has no number.
struct Numbered {
    std::optional<int> number;
    std::string rest;
};
Numbered leading_number(std::string_view name);

/// 照片, 面谈, photo, IMG ...: says what something is, not who.
bool is_material_word(std::string_view text);

/// Two to four Chinese characters, or any number with a middle dot, none of them a material word.
bool looks_like_name(std::string_view text);
/// looks_like_name(), and it begins with one of the common surnames.
bool has_surname(std::string_view text);

/// "03张三_面谈" -> 张三, 面谈; "李四2" -> 李四, 2; "王五采访上" -> 王五, 采访上. Nothing where the beginning
/// does not look like a name.
struct PersonPrefix {
    std::string person;
    std::string rest;
};
std::optional<PersonPrefix> person_prefix(std::string_view stem);

/// Whether a file called `stem` belongs to something called `base`: the same, or `base` and then a separator,
/// digits or a material word ("张三", "张三_1", "张三(2)", "张三采访"; not 张三丰).
bool belongs_to(std::string_view stem, std::string_view base);

} // namespace app
