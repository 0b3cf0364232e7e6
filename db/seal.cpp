#include "db/seal.h"

#include "db/error.h"

#include <array>
#include <sodium.h>
#include <vector>

namespace db {

namespace {

using Bytes = std::vector<unsigned char>;
constexpr int base64 = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;

void start_sodium() {
    static const int started = sodium_init(); // thread-safe, and only the first call works
    if (started < 0)
        throw Error(ErrorKind::other, "", "libsodium cannot start");
}

std::string to_text(const Bytes& bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), base64), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), base64);
    text.pop_back(); // the terminating NUL counts
    return text;
}

std::optional<Bytes> to_bytes(const std::string& text) {
    if (text.empty())
        return std::nullopt;
    Bytes bytes(text.size());
    std::size_t length = 0;
    if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr,
                          base64) != 0)
        return std::nullopt;
    bytes.resize(length);
    return bytes;
}

} // namespace

std::string make_key() {
    start_sodium();
    Bytes key(crypto_secretbox_KEYBYTES);
    crypto_secretbox_keygen(key.data());
    return to_text(key);
}

std::string seal(const std::string& key, const std::string& text) {
    start_sodium();
    const std::optional<Bytes> secret = to_bytes(key);
    if (!secret || secret->size() != crypto_secretbox_KEYBYTES)
        throw Error(ErrorKind::corrupt, "person_key", "a key is damaged");
    Bytes sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.size());
    randombytes_buf(sealed.data(), crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(sealed.data() + crypto_secretbox_NONCEBYTES,
                          reinterpret_cast<const unsigned char*>(text.data()), text.size(), sealed.data(),
                          secret->data());
    return to_text(sealed);
}

std::optional<std::string> unseal(const std::string& key, const std::string& sealed) {
    start_sodium();
    if (sealed.empty())
        return "";
    const std::optional<Bytes> secret = to_bytes(key);
    const std::optional<Bytes> bytes = to_bytes(sealed);
    constexpr std::size_t overhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    if (!secret || secret->size() != crypto_secretbox_KEYBYTES || !bytes || bytes->size() < overhead)
        return std::nullopt;
    std::string text(bytes->size() - overhead, '\0');
    if (crypto_secretbox_open_easy(
            reinterpret_cast<unsigned char*>(text.data()), bytes->data() + crypto_secretbox_NONCEBYTES,
            bytes->size() - crypto_secretbox_NONCEBYTES, bytes->data(), secret->data()) != 0)
        return std::nullopt;
    return text;
}

} // namespace db
