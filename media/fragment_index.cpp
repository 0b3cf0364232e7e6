#include "media/fragment_index.h"

#include "media/fragment_boxes.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace media {

namespace {

constexpr std::size_t head_bytes = 64 << 10;
constexpr std::int64_t largest_index = 16 << 20;
constexpr std::int64_t largest_fragment = 16 << 20; ///< so that a reference's 31 bits suffice
constexpr std::size_t most_references = 65000;      ///< sidx counts them in 16 bits
constexpr std::size_t fewest_fragments = 8;         ///< for less it is not worth it

std::string read_whole(ByteReader& reader, std::int64_t offset, std::size_t count) {
    std::string bytes(count, '\0');
    std::size_t have = 0;
    while (have < count) {
        const std::size_t got =
            reader.read_at(offset + static_cast<std::int64_t>(have),
                           {reinterpret_cast<std::uint8_t*>(bytes.data()) + have, count - have});
        if (got == 0)
            break;
        have += got;
    }
    bytes.resize(have);
    return bytes;
}

struct Entry {
    std::uint64_t time = 0; ///< in the track's clock
    std::int64_t offset = 0;
};
struct TrackIndex {
    std::uint32_t track = 0;
    std::vector<Entry> entries;
};

/// The first tfra of the mfra: of the picture where there is one.
TrackIndex read_mfra(std::string_view mfra) {
    TrackIndex index;
    each_box(
        mfra.substr(std::min<std::size_t>(8, mfra.size())), [&](std::string_view type, std::string_view box) {
            if (type != "tfra" || index.track != 0 || box.size() < 16)
                return;
            const bool wide = box[0] != 0;
            index.track = number_at(box, 4, 4, Endian::big);
            const std::uint32_t lengths = number_at(box, 8, 4, Endian::big);
            const std::size_t count = number_at(box, 12, 4, Endian::big);
            const std::size_t step =
                (wide ? 16U : 8U) + ((lengths >> 4U) & 3U) + ((lengths >> 2U) & 3U) + (lengths & 3U) + 3;
            for (std::size_t i = 0, at = 16; i < count && at + step <= box.size(); ++i, at += step)
                index.entries.push_back(
                    wide ? Entry{wide_at(box, at), static_cast<std::int64_t>(wide_at(box, at + 8))}
                         : Entry{number_at(box, at, 4, Endian::big), number_at(box, at + 4, 4, Endian::big)});
        });
    return index;
}

struct Inserted {
    std::int64_t at = 0;
    std::string bytes;
};

/// Where each fragment is and how long: sidx, ISO 14496-12 8.16.3.
std::string make_sidx(const TrackIndex& index, std::uint32_t rate, std::int64_t begin, std::int64_t end,
                      std::uint64_t end_time) {
    const std::vector<Entry>& all = index.entries;
    const std::size_t group = (all.size() + most_references - 1) / most_references;
    std::string list;
    std::size_t count = 0;
    for (std::size_t i = 0; i < all.size(); i += group, ++count) {
        const bool last = i + group >= all.size();
        put_number(list, static_cast<std::uint64_t>((last ? end : all[i + group].offset) - all[i].offset), 4);
        put_number(list, (last ? end_time : all[i + group].time) - all[i].time, 4);
        put_number(list, 0, 4);
    }
    std::string box;
    put_number(box, 8 + 4 + 8 + 16 + 4 + list.size(), 4);
    box += "sidx";
    put_number(box, 0x01000000, 4);
    put_number(box, index.track, 4);
    put_number(box, rate, 4);
    put_number(box, all.front().time, 8);
    put_number(box, static_cast<std::uint64_t>(all.front().offset - begin), 8);
    put_number(box, count, 4);
    return box + list;
}

std::optional<Inserted> index_of(ByteReader& file) {
    const std::int64_t size = file.size();
    const std::string head = read_whole(file, 0, head_bytes);
    FragmentTracks tracks;
    std::int64_t begin = 0;
    each_box(head, [&](std::string_view type, std::string_view content) {
        if (type == "moov" && begin == 0) {
            tracks.read_moov(content);
            begin = content.data() + content.size() - head.data();
        }
    });
    if (begin == 0 || piece(head, static_cast<std::size_t>(begin) + 4, 4) != "moof")
        return std::nullopt;
    const std::string end_mark = read_whole(file, size - 16, 16);
    const std::int64_t length = number_at(end_mark, 12, 4, Endian::big);
    if (piece(end_mark, 4, 4) != "mfro" || length < 32 || length > std::min(largest_index, size - begin))
        return std::nullopt;
    const std::int64_t end = size - length;
    const std::string mfra = read_whole(file, end, static_cast<std::size_t>(length));
    if (piece(mfra, 4, 4) != "mfra")
        return std::nullopt;
    const TrackIndex index = read_mfra(mfra);
    const std::uint32_t rate = tracks.rate_of(index.track);
    const bool rising =
        std::is_sorted(index.entries.begin(), index.entries.end(),
                       [](const Entry& a, const Entry& b) { return a.offset < b.offset || a.time < b.time; });
    if (rate == 0 || index.entries.size() < fewest_fragments || !rising ||
        index.entries.front().offset < begin || index.entries.back().offset >= end)
        return std::nullopt;
    for (std::size_t i = 1; i < index.entries.size(); ++i)
        if (index.entries[i].offset <= index.entries[i - 1].offset ||
            index.entries[i].offset - index.entries[i - 1].offset > largest_fragment ||
            static_cast<double>(index.entries[i].time - index.entries[i - 1].time) > longest_fragment * rate)
            return std::nullopt;
    if (end - index.entries.back().offset > largest_fragment)
        return std::nullopt;
    const std::string last = read_whole(file, index.entries.back().offset, head_bytes);
    const std::size_t last_size = number_at(last, 0, 4, Endian::big);
    tracks.read_moof(piece(last, 8, std::max<std::size_t>(8, last_size) - 8));
    const auto end_time = static_cast<std::uint64_t>(tracks.end_of(index.track).count() * rate + 0.5);
    if (end_time <= index.entries.back().time)
        return std::nullopt;
    return Inserted{begin, make_sidx(index, rate, begin, end, end_time)};
}

class IndexedReader final : public ByteReader {
  public:
    IndexedReader(std::unique_ptr<ByteReader> file, Inserted inserted)
        : file_(std::move(file))
        , inserted_(std::move(inserted)) {}
    std::int64_t size() override { return file_->size() + length(); }
    std::size_t read_at(std::int64_t offset, std::span<std::uint8_t> bytes) override {
        std::size_t have = 0;
        while (have < bytes.size()) { // what is less is the end of the file
            const std::size_t got = read_one(offset + static_cast<std::int64_t>(have), bytes.subspan(have));
            if (got == 0)
                break;
            have += got;
        }
        return have;
    }

  private:
    /// Of what lies before, in or behind what was put in.
    std::size_t read_one(std::int64_t offset, std::span<std::uint8_t> bytes) {
        if (offset >= inserted_.at + length())
            return file_->read_at(offset - length(), bytes);
        if (offset >= inserted_.at) {
            const std::string_view left =
                std::string_view(inserted_.bytes).substr(static_cast<std::size_t>(offset - inserted_.at));
            const std::size_t count = std::min(left.size(), bytes.size());
            std::copy_n(left.begin(), count, bytes.begin());
            return count;
        }
        const auto before = static_cast<std::size_t>(inserted_.at - offset);
        return file_->read_at(offset, bytes.first(std::min(bytes.size(), before)));
    }
    [[nodiscard]] std::int64_t length() const { return static_cast<std::int64_t>(inserted_.bytes.size()); }
    std::unique_ptr<ByteReader> file_;
    Inserted inserted_;
};

} // namespace

OpenBytes with_fragment_index(OpenBytes open, std::shared_ptr<std::atomic<bool>> indexed) {
    return [open = std::move(open), indexed = std::move(indexed)]() -> std::unique_ptr<ByteReader> {
        std::unique_ptr<ByteReader> file = open();
        if (std::optional<Inserted> inserted = index_of(*file)) {
            *indexed = true;
            return std::make_unique<IndexedReader>(std::move(file), std::move(*inserted));
        }
        return file;
    };
}

} // namespace media
