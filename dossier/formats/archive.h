// A zip archive in memory, read with limits: what docx and xlsx are made of.
#pragma once

#include "dossier/formats/error.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct zip;

namespace formats {

/// Reads entries by name. Nothing is unpacked before it is asked for; an entry larger than `entry_limit`, or
/// all entries together larger than `total_limit`, is Fault::expands_too_much whatever the directory says.
class Archive {
  public:
    static constexpr std::size_t entry_limit = 64U << 20U;
    static constexpr std::size_t total_limit = 192U << 20U;

    /// `bytes` must outlive the archive. Throws Fault::not_an_archive; encrypted for a protected document.
    explicit Archive(std::string_view bytes);

    /// Contents of the entry, compared without case and with either slash; nullopt when there is none.
    std::optional<std::string> entry(std::string_view name);
    /// The same, as XML text of UTF-8 that a parser takes (text_encoding.h, xml_text.h). Throws
    /// Fault::expands_too_much for more than `tag_limit` tags, which would fill the memory.
    std::optional<std::string> xml(std::string_view name);
    static constexpr std::size_t tag_limit = 4000000;

    /// Throws Fault::part_missing instead.
    std::string required_xml(std::string_view name);

  private:
    struct Close {
        void operator()(zip* archive) const;
    };
    std::unique_ptr<zip, Close> archive_;
    std::size_t total_ = 0;
};

} // namespace formats
