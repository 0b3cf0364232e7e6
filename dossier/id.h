// Identity of everything kept: UUIDv7 as text, typed so that a person's id cannot be passed for a meeting's.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>

namespace dossier {

/// A UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then random bits; lower-case text with hyphens.
/// Ids made in one process increase strictly. Thread-safe.
std::string make_uuid7();

/// Whether `text` is a UUID in the form make_uuid7() writes.
bool is_uuid(const std::string& text);

template <class Tag>
struct Id {
    std::string text;

    static Id make() { return {make_uuid7()}; }
    [[nodiscard]] bool empty() const { return text.empty(); }
    auto operator<=>(const Id&) const = default;
};

using PersonId = Id<struct PersonTag>;
using MaterialId = Id<struct MaterialTag>;
using DossierId = Id<struct DossierTag>;
using MeetingId = Id<struct MeetingTag>;
using RecordingId = Id<struct RecordingTag>;

} // namespace dossier

template <class Tag>
struct std::hash<dossier::Id<Tag>> {
    std::size_t operator()(const dossier::Id<Tag>& id) const { return std::hash<std::string>{}(id.text); }
};
