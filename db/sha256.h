// SHA-256 in pieces, for files and streams.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace db {

class Sha256 {
  public:
    Sha256();
    ~Sha256();
    void add(const void* bytes, std::size_t count);
    /// Lower-case hex; ends the sum.
    std::string hex();

  private:
    struct Context;
    std::unique_ptr<Context> context_;
};

} // namespace db
