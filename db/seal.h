// Sealing of a person's old values with that person's key, so that taking the key away erases them.
#pragma once

#include <optional>
#include <string>

namespace db {

/// A fresh key as text.
std::string make_key();
/// Text that only `key` opens (XSalsa20-Poly1305, random nonce).
std::string seal(const std::string& key, const std::string& text);
/// nullopt: another key, or not what seal() made. Empty text stays empty.
std::optional<std::string> unseal(const std::string& key, const std::string& sealed);

} // namespace db
