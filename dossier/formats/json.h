// Values to JSON and back, exactly: for the catalogue's columns and the edit log.
#pragma once

#include "dossier/edit.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace formats {

/// Every document carries "version", the oldest that says all of it; a reader refuses a newer one than this
/// (Fault::unknown_version). 2: questions of a meeting, numbers of chapters.
inline constexpr int json_version = 2;

/// Replaces a long text (or the photo) in the log: gets the bytes, gives what stands for them, usually their
/// hash. Called for every text and byte string longer than `shorten_above` bytes; written as {"$hash": ...}.
using Shorten = std::function<std::string(std::string_view bytes)>;
inline constexpr std::size_t shorten_above = 256;
/// The way back: what stood there. Without it, reading a shortened document throws Fault::shortened.
using Expand = std::function<std::string(std::string_view hash)>;

/// JSON without white space, members sorted: the same value always gives the same bytes (they are hashed).
/// Empty members are left out. Bytes that are not UTF-8 (the photo, odd file names) are {"$bytes": base64}.
/// Reading gives the same value: `form_from_json(to_json(form)) == form`. Readers throw Error only.
std::string to_json(const dossier::Form& form, const Shorten& shorten = {});
std::string to_json(const std::vector<dossier::FamilyMember>& family, const Shorten& shorten = {});
std::string to_json(const std::vector<dossier::UnknownElement>& unknown, const Shorten& shorten = {});
std::string to_json(const std::vector<std::string>& texts, const Shorten& shorten = {});
std::string to_json(const dossier::Person& person, const Shorten& shorten = {});
std::string to_json(const dossier::Content& content, const Shorten& shorten = {});
std::string to_json(const dossier::Material& material, const Shorten& shorten = {});
std::string to_json(const dossier::Dossier& dossier, const Shorten& shorten = {});
std::string to_json(const dossier::Meeting& meeting, const Shorten& shorten = {});
/// {"version": edit_version, "edit": code(edit), ...}
std::string to_json(const dossier::Edit& edit, const Shorten& shorten = {});

dossier::Form form_from_json(std::string_view json, const Expand& expand = {});
std::vector<dossier::FamilyMember> family_from_json(std::string_view json, const Expand& expand = {});
std::vector<dossier::UnknownElement> unknown_from_json(std::string_view json, const Expand& expand = {});
std::vector<std::string> texts_from_json(std::string_view json, const Expand& expand = {});
dossier::Person person_from_json(std::string_view json, const Expand& expand = {});
dossier::Content content_from_json(std::string_view json, const Expand& expand = {});
dossier::Material material_from_json(std::string_view json, const Expand& expand = {});
dossier::Dossier dossier_from_json(std::string_view json, const Expand& expand = {});
dossier::Meeting meeting_from_json(std::string_view json, const Expand& expand = {});
dossier::Edit edit_from_json(std::string_view json, const Expand& expand = {});

} // namespace formats
