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

std::string original_of(const Content& content) {
    struct Visitor {
        std::string operator()(const std::monostate&) const { return {}; }
        std::string operator()(const PollContent& poll) const { return poll.original; }
        std::string operator()(const ReportContent& report) const { return report.original; }
        std::string operator()(const PhotoContent& photo) const { return photo.media; }
        std::string operator()(const ClipContent& clip) const {
            return clip.parts.empty() ? std::string() : clip.parts.front().media;
        }
        std::string operator()(const DocumentContent& document) const { return document.original; }
    };
    return std::visit(Visitor(), content);
}

} // namespace dossier
