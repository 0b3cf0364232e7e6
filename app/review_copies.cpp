#include "app/review_copies.h"

#include "app/media_facts.h"
#include "dossier/formats/json_text.h"
#include "media/review_copy.h"
#include "media/seekable_copy.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <unistd.h>

namespace app {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int rule_version = 3; ///< another rule or another way of copying judges and makes anew

json known_of(const db::MediaStore& store, const std::string& hash) {
    std::ifstream stream(store.derived_path(hash, review_facts_name));
    json known = json::parse(stream, nullptr, false);
    const bool usable = known.is_object() && known.contains("needed") && known["needed"].is_boolean() &&
                        known.contains("rule") && known["rule"] == rule_version;
    return usable ? known : json();
}

/// Free after a seekable copy was made: recordings to come go before what is only handy.
constexpr std::uintmax_t left_free = std::uintmax_t{5} << 30U;

bool has_room(const fs::path& folder, std::uintmax_t bytes) {
    std::error_code error;
    const fs::space_info space = fs::space(folder, error);
    return !error && space.available > bytes && space.available - bytes > left_free;
}

/// A clip in fragments that plays well: its own packets in one piece. Subtitles and chapters stay with the
/// original.
bool wants_seekable_copy(const fs::path& file, const media::ClipFacts& facts) {
    return media::is_fragmented(file) &&
           std::all_of(facts.streams.begin(), facts.streams.end(), [](const media::StreamFacts& stream) {
               return stream.kind == media::StreamKind::video || stream.kind == media::StreamKind::audio;
           });
}

json judge(db::MediaStore& store, const std::string& hash, const media::ClipFacts& facts,
           const std::atomic<bool>& stop) {
    const media::ReviewNeed need = media::review_need(store.path(hash), facts, stop);
    json known{{"of", "sha256:" + hash},
               {"rule", rule_version},
               {"needed", need.needed()},
               {"fragmented", !need.needed() && wants_seekable_copy(store.path(hash), facts)},
               {"longest_gop", need.longest_gop},
               {"decode_cost", need.decode_cost}};
    if (!stop)
        store.put_derived(hash, review_facts_name, formats::json_text(known));
    return known;
}

/// Removes the temporary file unless it was kept.
struct Temporary {
    fs::path file;
    ~Temporary() {
        std::error_code ignored;
        fs::remove(file, ignored);
    }
};

} // namespace

fs::path review_copy_of(const db::MediaStore& store, const std::string& hash) {
    const fs::path file = store.derived_path(hash, review_name);
    std::error_code error;
    const std::uintmax_t bytes = fs::file_size(file, error);
    if (error || bytes == 0)
        return {};
    const json known = known_of(store, hash);
    return known.is_object() && known.contains("bytes") && known["bytes"] == bytes ? file : fs::path();
}

std::vector<media::SubtitleLine> review_subtitles(const db::MediaStore& store, const std::string& hash) {
    std::vector<media::SubtitleLine> lines;
    const json known = known_of(store, hash);
    if (!known.is_object() || !known.contains("subtitles") || !known["subtitles"].is_array())
        return lines;
    for (const json& line : known["subtitles"])
        if (line.is_array() && line.size() == 3 && line[0].is_number() && line[1].is_number() &&
            line[2].is_string())
            lines.push_back({media::Time(line[0].get<double>()), media::Time(line[1].get<double>()),
                             line[2].get<std::string>()});
    return lines;
}

void lower_priority() {
    static_cast<void>(::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 19));
}

ReviewCopy complete_review_copy(db::Catalogue& catalogue, const std::string& hash,
                                const std::function<void(double)>& progress, const std::atomic<bool>& stop) {
    db::MediaStore& store = catalogue.media();
    const auto row = catalogue.media_row(hash);
    if (!row || !store.has(hash))
        return ReviewCopy::not_needed;
    const media::ClipFacts facts = media_facts(row->facts).clip;
    if (!facts.playable || !facts.has_video())
        return ReviewCopy::not_needed;
    json known = known_of(store, hash);
    if (!review_copy_of(store, hash).empty())
        return ReviewCopy::there;
    const auto seekable = [&] {
        return known.value("fragmented", false) &&
               has_room(catalogue.folder(), static_cast<std::uintmax_t>(row->bytes));
    };
    if (known.is_object() && !known["needed"].get<bool>() && !seekable())
        return ReviewCopy::not_needed;
    lower_priority();
    if (!known.is_object())
        known = judge(store, hash, facts, stop);
    if (stop)
        return ReviewCopy::stopped;
    const bool needed = known["needed"].get<bool>();
    if (!needed && !seekable())
        return ReviewCopy::not_needed;
    const Temporary temporary{store.derived_temporary(hash)};
    json lines = json::array();
    const auto subtitle = [&](const media::SubtitleLine& line) {
        lines.push_back({line.begin.count(), line.end.count(), line.text});
    };
    const media::ReviewCopyOptions options{
        .comment = "review copy of sha256:" + hash, .progress = progress, .subtitle = subtitle};
    if (!(needed ? media::make_review_copy(store.path(hash), facts, temporary.file, options, stop)
                 : media::make_seekable_copy(store.path(hash), temporary.file, progress, stop)))
        return ReviewCopy::stopped;
    known["bytes"] = fs::file_size(temporary.file);
    known["subtitles"] = std::move(lines);
    store.put_derived(hash, review_facts_name, formats::json_text(known));
    store.keep_derived(hash, review_name, temporary.file);
    return ReviewCopy::made;
}

} // namespace app
