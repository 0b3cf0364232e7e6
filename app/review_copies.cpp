#include "app/review_copies.h"

#include "app/media_facts.h"
#include "dossier/formats/json_text.h"
#include "media/review_copy.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <unistd.h>

namespace app {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int rule_version = 2; ///< another rule or another way of copying judges and makes anew

json known_of(const db::MediaStore& store, const std::string& hash) {
    std::ifstream stream(store.derived_path(hash, review_facts_name));
    json known = json::parse(stream, nullptr, false);
    const bool usable = known.is_object() && known.contains("needed") && known["needed"].is_boolean() &&
                        known.contains("rule") && known["rule"] == rule_version;
    return usable ? known : json();
}

json judge(db::MediaStore& store, const std::string& hash, const media::ClipFacts& facts,
           const std::atomic<bool>& stop) {
    const media::ReviewNeed need = media::review_need(store.path(hash), facts, stop);
    json known{{"of", "sha256:" + hash},
               {"rule", rule_version},
               {"needed", need.needed()},
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
    if (known.is_object() && !known["needed"].get<bool>())
        return ReviewCopy::not_needed;
    lower_priority();
    if (!known.is_object())
        known = judge(store, hash, facts, stop);
    if (stop)
        return ReviewCopy::stopped;
    if (!known["needed"].get<bool>())
        return ReviewCopy::not_needed;
    const Temporary temporary{store.derived_temporary(hash)};
    json lines = json::array();
    const auto subtitle = [&](const media::SubtitleLine& line) {
        lines.push_back({line.begin.count(), line.end.count(), line.text});
    };
    const media::ReviewCopyOptions options{
        .comment = "review copy of sha256:" + hash, .progress = progress, .subtitle = subtitle};
    if (!media::make_review_copy(store.path(hash), facts, temporary.file, options, stop))
        return ReviewCopy::stopped;
    known["bytes"] = fs::file_size(temporary.file);
    known["subtitles"] = std::move(lines);
    store.put_derived(hash, review_facts_name, formats::json_text(known));
    store.keep_derived(hash, review_name, temporary.file);
    return ReviewCopy::made;
}

} // namespace app
