#include "app/find_name.h"

#include "dossier/order/pinyin.h"
#include "dossier/person.h"

#include <algorithm>
#include <cctype>

namespace app {

NameQuery::NameQuery(const std::string& typed) {
    for (const char c : dossier::matching_name(typed))
        typed_ += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    number_ = std::all_of(typed_.begin(), typed_.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool NameQuery::matches(int number, const std::string& name) const {
    if (number_)
        return std::to_string(number) == typed_;
    if (name.find(typed_) != std::string::npos)
        return true;
    const std::vector<order::Variant> variants = order::name_variants(name);
    return std::any_of(variants.begin(), variants.end(), [&](const order::Variant& variant) {
        return variant.full.starts_with(typed_) || variant.initials.starts_with(typed_);
    });
}

} // namespace app
