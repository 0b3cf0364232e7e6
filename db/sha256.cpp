#include "db/sha256.h"

#include "db/media_store.h"

#include <openssl/evp.h>

namespace db {

struct Sha256::Context {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

namespace {

/// Fetched once: looking the algorithm up costs more than hashing a short text.
const EVP_MD* algorithm() {
    static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> found(
        EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free);
    return found.get();
}

} // namespace

Sha256::Sha256()
    : context_(std::make_unique<Context>()) {
    if (!context_->digest || EVP_DigestInit_ex(context_->digest.get(), algorithm(), nullptr) != 1)
        throw Error(ErrorKind::other, "", "SHA-256 is not available in libcrypto");
}

Sha256::~Sha256() = default;

void Sha256::add(const void* bytes, std::size_t count) {
    EVP_DigestUpdate(context_->digest.get(), bytes, count);
}

std::string Sha256::hex() {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    EVP_DigestFinal_ex(context_->digest.get(), digest, &length);
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(std::size_t{length} * 2);
    for (unsigned int i = 0; i < length; ++i) {
        text += digits[digest[i] >> 4U];
        text += digits[digest[i] & 15U];
    }
    return text;
}

std::string sha256(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes.data(), bytes.size());
    return hash.hex();
}

} // namespace db
