// Which names of a list a typed text means: number, part of the name, pinyin or its initials.
#pragma once

#include <string>

namespace app {

/// What people type into a search field, made once per search.
class NameQuery {
  public:
    explicit NameQuery(const std::string& typed);
    [[nodiscard]] bool empty() const { return typed_.empty(); }
    /// Digits mean exactly this number; anything else the name, all readings of its pinyin, or the initials.
    [[nodiscard]] bool matches(int number, const std::string& name) const;

  private:
    std::string typed_;
    bool number_ = false;
};

} // namespace app
