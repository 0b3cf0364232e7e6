#include "dossier/dossier.h"

#include "dossier/meeting.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace dossier {

MaterialId card_id(const PersonId& person) {
    return {person.text + "/card"};
}

MaterialId form_id(const PersonId& person) {
    return {person.text + "/form"};
}

std::vector<Material> drawn_materials(const PersonId& person, bool has_form) {
    std::vector<Material> materials;
    materials.push_back({.id = card_id(person), .person = person, .kind = MaterialKind::card});
    if (has_form)
        materials.push_back({.id = form_id(person), .person = person, .kind = MaterialKind::form});
    return materials;
}

bool natural_less(std::string_view a, std::string_view b) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (is_digit(a[i]) && is_digit(b[j])) {
            const auto digits = [&](std::string_view text, std::size_t& at) {
                while (at < text.size() && text[at] == '0')
                    ++at;
                const std::size_t begin = at;
                while (at < text.size() && is_digit(text[at]))
                    ++at;
                return text.substr(begin, at - begin);
            };
            const std::string_view left = digits(a, i);
            const std::string_view right = digits(b, j);
            if (left.size() != right.size())
                return left.size() < right.size();
            if (left != right)
                return left < right;
        } else if (a[i] != b[j]) {
            return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
        } else {
            ++i;
            ++j;
        }
    }
    return std::tuple(a.size() - i, a) < std::tuple(b.size() - j, b);
}

namespace {

bool official_less(const Material& a, const Material& b) {
    if (a.kind != b.kind)
        return a.kind < b.kind;
    const std::string& left = a.file_name.empty() ? a.title : a.file_name;
    const std::string& right = b.file_name.empty() ? b.title : b.file_name;
    if (left != right)
        return natural_less(left, right);
    return a.id < b.id;
}

} // namespace

void official_order(std::vector<Material>& materials) {
    std::sort(materials.begin(), materials.end(), official_less);
}

std::vector<Material> presented(const Dossier& dossier, std::vector<Material> materials) {
    std::erase_if(materials, [&](const Material& m) {
        return std::find(dossier.hidden.begin(), dossier.hidden.end(), m.id) != dossier.hidden.end();
    });
    official_order(materials);
    std::vector<Material> ordered;
    for (const MaterialId& id : dossier.order) {
        const auto found =
            std::find_if(materials.begin(), materials.end(), [&](const Material& m) { return m.id == id; });
        if (found != materials.end()) {
            ordered.push_back(std::move(*found));
            materials.erase(found);
        }
    }
    // What came after the order was made goes behind the last material of its kind or an earlier one.
    for (Material& material : materials) {
        auto place = std::find_if(ordered.rbegin(), ordered.rend(),
                                  [&](const Material& m) { return m.kind <= material.kind; });
        ordered.insert(place.base(), std::move(material));
    }
    return ordered;
}

std::vector<AgendaItem> Meeting::candidates() const {
    std::vector<AgendaItem> candidates;
    std::copy_if(items.begin(), items.end(), std::back_inserter(candidates),
                 [](const AgendaItem& item) { return item.level == 0; });
    return candidates;
}

} // namespace dossier
