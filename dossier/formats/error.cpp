#include "dossier/formats/error.h"

#include <array>

namespace formats {

namespace {

constexpr std::array<std::string_view, 18> fault_codes{
    "too large",      "unknown encoding", "not xml",           "not a form",
    "not an archive", "encrypted",        "expands too much",  "part missing",
    "no table",       "bad number",       "counts over valid", "invalid over returned",
    "no cues",        "not json",         "unknown version",   "wrong type",
    "shortened",      "cannot write"};

constexpr std::array<std::string_view, 27> remark_codes{"decoded gb18030",
                                                        "control characters",
                                                        "double escapes",
                                                        "doctype ignored",
                                                        "unknown element",
                                                        "duplicate element",
                                                        "nested elements",
                                                        "no name",
                                                        "photo not base64",
                                                        "photo not an image",
                                                        "wrong field count",
                                                        "joined fields",
                                                        "text after record",
                                                        "lost field",
                                                        "lost unknown element",
                                                        "lost unknown field",
                                                        "lost quote",
                                                        "lost separator",
                                                        "outside gbk",
                                                        "family rows over limit",
                                                        "picture skipped",
                                                        "skipped row",
                                                        "counts below valid",
                                                        "ballots missing",
                                                        "bad cue",
                                                        "overlapping cues",
                                                        "cut off"};

static_assert(static_cast<std::size_t>(Fault::cannot_write) + 1 == fault_codes.size());
static_assert(static_cast<std::size_t>(Remark::cut_off) + 1 == remark_codes.size());

} // namespace

std::string_view code(Fault fault) {
    return fault_codes.at(static_cast<std::size_t>(fault));
}

std::string_view code(Remark remark) {
    return remark_codes.at(static_cast<std::size_t>(remark));
}

Error::Error(Fault fault, std::string detail)
    : std::runtime_error(std::string(code(fault)) + (detail.empty() ? "" : ": " + detail))
    , fault(fault)
    , detail(std::move(detail)) {}

} // namespace formats
