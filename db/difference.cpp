#include "db/difference.h"

#include "db/error.h"
#include "db/media_store.h"

#include <algorithm>
#include <sstream>
#include <string_view>
#include <unordered_map>

namespace db {

namespace {

/// Stretches of `after` are found again by windows of this many bytes at every such place.
constexpr std::size_t window = 8;
/// A shorter copy costs more than its text.
constexpr std::size_t shortest_copy = 16;

Error damaged() {
    return {ErrorKind::corrupt, "log", "a difference does not belong to this document"};
}

bool inside_character(std::string_view text, std::size_t position) {
    return position < text.size() && (static_cast<unsigned char>(text[position]) & 0xc0U) == 0x80;
}

struct Copy {
    std::size_t from = 0;   ///< in the document after
    std::size_t at = 0;     ///< in the document before
    std::size_t length = 0; ///< 0: nothing found
};

class Finder {
  public:
    Finder(std::string_view before, std::string_view after)
        : before_(before)
        , after_(after) {
        for (std::size_t i = 0; i + window <= after.size(); i += window)
            places_.try_emplace(after.substr(i, window), i);
    }

    /// The next stretch of `before`, from `start` on, that stands in `after` too.
    [[nodiscard]] Copy next(std::size_t start) const {
        for (std::size_t at = start; at + window <= before_.size(); ++at) {
            const auto place = places_.find(before_.substr(at, window));
            if (place == places_.end())
                continue;
            const Copy copy = grown({.from = place->second, .at = at, .length = window}, start);
            if (copy.length >= shortest_copy)
                return copy;
        }
        return {};
    }

  private:
    [[nodiscard]] Copy grown(Copy copy, std::size_t start) const {
        while (copy.at > start && copy.from > 0 && before_[copy.at - 1] == after_[copy.from - 1]) {
            --copy.at;
            --copy.from;
            ++copy.length;
        }
        while (copy.at + copy.length < before_.size() && copy.from + copy.length < after_.size() &&
               before_[copy.at + copy.length] == after_[copy.from + copy.length])
            ++copy.length;
        // Whole characters only: what stands between the copies is text.
        while (copy.length > 0 && inside_character(before_, copy.at)) {
            ++copy.at;
            ++copy.from;
            --copy.length;
        }
        while (copy.length > 0 && inside_character(before_, copy.at + copy.length))
            --copy.length;
        return copy;
    }

    std::string_view before_;
    std::string_view after_;
    std::unordered_map<std::string_view, std::size_t> places_;
};

} // namespace

// "<sha256 of after>\n" then steps: "copy <from> <length>\n" | "text <length>\n<bytes>\n"
std::string document_difference(const std::string& before, const std::string& after) {
    const Finder finder(before, after);
    std::string steps = sha256(after) + "\n";
    for (std::size_t done = 0; done < before.size();) {
        const Copy copy = finder.next(done);
        const std::size_t end = copy.length > 0 ? copy.at : before.size();
        if (end > done)
            steps += "text " + std::to_string(end - done) + "\n" + before.substr(done, end - done) + "\n";
        if (copy.length > 0)
            steps += "copy " + std::to_string(copy.from) + " " + std::to_string(copy.length) + "\n";
        done = end + copy.length;
    }
    return steps;
}

std::string document_before(const std::string& after, const std::string& difference) {
    std::istringstream steps(difference);
    std::string line;
    if (!std::getline(steps, line) || line != sha256(after))
        throw damaged();
    std::string before;
    while (std::getline(steps, line)) {
        std::istringstream words(line);
        std::string what;
        std::size_t first = 0;
        std::size_t length = 0;
        words >> what >> first;
        if (what == "copy" && words >> length && first <= after.size() && length <= after.size() - first) {
            before += after.substr(first, length);
        } else if (what == "text" && words && first <= difference.size()) {
            std::string text(first, '\0');
            if (!steps.read(text.data(), static_cast<std::streamsize>(first)) || steps.get() != '\n')
                throw damaged();
            before += text;
        } else {
            throw damaged();
        }
    }
    return before;
}

} // namespace db
