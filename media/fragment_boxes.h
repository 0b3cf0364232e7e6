// Boxes of an MP4 in fragments, as far as their times and places are needed (ISO 14496-12).
#pragma once

#include "media/bytes.h"
#include "media/picture.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace media {

inline std::uint64_t wide_at(std::string_view bytes, std::size_t at) {
    return (static_cast<std::uint64_t>(number_at(bytes, at, 4, Endian::big)) << 32U) |
           number_at(bytes, at + 4, 4, Endian::big);
}

/// Appends the lowest `count` bytes, highest first.
inline void put_number(std::string& bytes, std::uint64_t value, int count) {
    for (int shift = 8 * (count - 1); shift >= 0; shift -= 8)
        bytes += static_cast<char>((value >> static_cast<unsigned>(shift)) & 0xFFU);
}

/// Calls `visit(type, content)` for each box within `bytes`.
template <class Visit>
void each_box(std::string_view bytes, Visit&& visit) {
    while (bytes.size() >= 8) {
        const std::size_t size = number_at(bytes, 0, 4, Endian::big);
        if (size < 8 || size > bytes.size())
            return;
        visit(bytes.substr(4, 4), bytes.substr(8, size - 8));
        bytes.remove_prefix(size);
    }
}

/// Clock rates of the tracks, and how far each has come.
class FragmentTracks {
  public:
    void read_moov(std::string_view moov) {
        each_box(moov, [&](std::string_view type, std::string_view trak) {
            if (type == "trak")
                read_trak(trak);
        });
    }
    void read_moof(std::string_view moof) {
        each_box(moof, [&](std::string_view type, std::string_view traf) {
            if (type == "traf")
                read_traf(traf);
        });
    }
    [[nodiscard]] Time end() const {
        Time end{0};
        bool first = true;
        for (const auto& [id, track] : tracks_) {
            end = first ? track.end : std::min(end, track.end);
            first = false;
        }
        return end;
    }

    /// The clock of a track; 0: no such track.
    [[nodiscard]] std::uint32_t rate_of(std::uint32_t id) const {
        const auto track = tracks_.find(id);
        return track != tracks_.end() ? track->second.rate : 0;
    }
    /// The first track; 0: there is none.
    [[nodiscard]] std::uint32_t first() const { return tracks_.empty() ? 0 : tracks_.begin()->first; }
    /// Where the last fragment that was read begins, in the track's clock.
    [[nodiscard]] std::uint64_t begin_of(std::uint32_t id) const {
        const auto track = tracks_.find(id);
        return track != tracks_.end() ? track->second.begin : 0;
    }
    [[nodiscard]] Time end_of(std::uint32_t id) const {
        const auto track = tracks_.find(id);
        return track != tracks_.end() ? track->second.end : Time(0);
    }

  private:
    struct Track {
        std::uint32_t rate = 0;
        std::uint64_t begin = 0;
        Time end{0};
    };

    void read_trak(std::string_view trak) {
        std::uint32_t id = 0;
        std::uint32_t rate = 0;
        each_box(trak, [&](std::string_view type, std::string_view box) {
            if (type == "tkhd")
                id = number_at(box, box.empty() || box[0] == 0 ? 12 : 20, 4, Endian::big);
            if (type == "mdia")
                each_box(box, [&](std::string_view inner, std::string_view mdhd) {
                    if (inner == "mdhd")
                        rate = number_at(mdhd, mdhd.empty() || mdhd[0] == 0 ? 12 : 20, 4, Endian::big);
                });
        });
        if (rate > 0)
            tracks_[id].rate = rate;
    }

    /// ISO 14496-12: tfhd, tfdt, trun.
    void read_traf(std::string_view traf) {
        std::uint32_t id = 0;
        std::uint64_t length = 0;
        std::uint64_t begin = 0;
        std::uint32_t usual = 0;
        each_box(traf, [&](std::string_view type, std::string_view box) {
            const std::uint32_t flags = number_at(box, 0, 4, Endian::big);
            if (type == "tfhd") {
                id = number_at(box, 4, 4, Endian::big);
                std::size_t at = 8;
                at += (flags & 1U) != 0 ? 8 : 0;
                at += (flags & 2U) != 0 ? 4 : 0;
                usual = (flags & 8U) != 0 ? number_at(box, at, 4, Endian::big) : 0;
            } else if (type == "tfdt") {
                begin = flags >> 24U == 0 ? number_at(box, 4, 4, Endian::big) : wide_at(box, 4);
            } else if (type == "trun") {
                length += run_length(box, flags, usual);
            }
        });
        const auto track = tracks_.find(id);
        if (track == tracks_.end())
            return;
        track->second.begin = begin;
        track->second.end =
            Time(static_cast<double>(begin + length) / static_cast<double>(track->second.rate));
    }

    static std::uint64_t run_length(std::string_view trun, std::uint32_t flags, std::uint32_t usual) {
        const std::uint64_t count = number_at(trun, 4, 4, Endian::big);
        if ((flags & 0x100U) == 0)
            return count * usual;
        std::size_t at = 8;
        at += (flags & 1U) != 0 ? 4 : 0;
        at += (flags & 4U) != 0 ? 4 : 0;
        std::size_t step = 4;
        for (const std::uint32_t flag : {0x200U, 0x400U, 0x800U})
            step += (flags & flag) != 0 ? 4 : 0;
        std::uint64_t length = 0;
        for (std::uint64_t i = 0; i < count && at < trun.size(); ++i, at += step)
            length += number_at(trun, at, 4, Endian::big);
        return length;
    }

    std::map<std::uint32_t, Track> tracks_;
};

} // namespace media
