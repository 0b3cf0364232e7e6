#include "dossier/material.h"

#include <array>
#include <string_view>

namespace dossier {

namespace {

constexpr std::array<std::string_view, material_kind_count> kind_codes{"card",  "form",  "poll",  "report",
                                                                       "photo", "audio", "video", "document"};
constexpr std::array<std::string_view, 5> state_codes{"entered", "submitted", "returned", "approved",
                                                      "locked"};

template <class Enum, std::size_t N>
std::optional<Enum> find_code(const std::array<std::string_view, N>& codes, std::string_view code) {
    for (std::size_t i = 0; i < N; ++i)
        if (codes.at(i) == code)
            return static_cast<Enum>(i);
    return std::nullopt;
}

} // namespace

std::string_view code(MaterialKind kind) {
    return kind_codes.at(static_cast<std::size_t>(kind));
}

std::optional<MaterialKind> material_kind_of(std::string_view code) {
    return find_code<MaterialKind>(kind_codes, code);
}

std::string_view code(MaterialState state) {
    return state_codes.at(static_cast<std::size_t>(state));
}

std::optional<MaterialState> material_state_of(std::string_view code) {
    return find_code<MaterialState>(state_codes, code);
}

} // namespace dossier
