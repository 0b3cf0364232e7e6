// The one error of this folder and the notes of its readers: codes with arguments, the words are the
// program's.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace formats {

/// Why bytes cannot become a value (or a value bytes).
enum class Fault {
    too_large,             ///< the file is larger than the format's limit; detail = limit in bytes
    unknown_encoding,      ///< neither Unicode nor GB18030; detail = offset of the first bad byte
    not_xml,               ///< detail = what the parser says, and the offset
    not_a_form,            ///< XML without <Person>, or no record of 33 fields
    not_an_archive,        ///< no zip, or a damaged one
    encrypted,             ///< an archive or document with a password
    expands_too_much,      ///< an archive whose entries are absurdly large
    part_missing,          ///< detail = the part, e.g. word/document.xml
    no_table,              ///< no heading row of the template was found
    bad_number,            ///< detail = sheet and row
    counts_over_valid,     ///< a question's counts exceed the valid ballots; detail = sheet, question, group
    invalid_over_returned, ///< returned over issued, invalid over returned or a negative count; detail =
                           ///< sheet
    no_cues,               ///< a subtitle file without one readable cue
    not_json,              ///< detail = what the parser says
    unknown_version,       ///< JSON of a newer program; detail = its version
    wrong_type,            ///< JSON whose member has another type; detail = the member
    shortened,             ///< JSON whose long texts were replaced, read without a way to get them back
    cannot_write,          ///< detail = what the library says
};
std::string_view code(Fault fault);

/// Everything this folder throws. what() is for logs: the code and the detail.
struct Error : std::runtime_error {
    explicit Error(Fault fault, std::string detail = {});
    Fault fault;
    std::string detail;
};

/// What a reader or writer did that somebody should know; the value is usable.
enum class Remark {
    decoded_gb18030,        ///< the text was not Unicode
    control_characters,     ///< removed; detail = how many
    double_escapes,         ///< &1lt; &amp;lt; _x000D_ ... decoded in `where`
    doctype_ignored,        ///< a document type declaration was skipped
    unknown_element,        ///< kept; where = its name
    duplicate_element,      ///< the first one counts, the other is kept as unknown; where = its name
    nested_elements,        ///< elements inside a text element: their text was taken
    no_name,                ///< the form names nobody
    photo_not_base64,       ///< kept verbatim as an unknown element
    photo_not_an_image,     ///< kept; not JPEG, PNG, BMP, GIF, TIFF, WebP or HEIC
    wrong_field_count,      ///< an .lrm record without 33 fields; detail = how many
    joined_fields,          ///< an .lrm text held "," and was put together again; where = field
    text_after_record,      ///< kept nowhere: bytes behind the record of an .lrm
    lost_field,             ///< the target format has no place for `where`; detail = its text
    lost_unknown_element,   ///< the target cannot hold the unknown element `where`
    lost_unknown_field,     ///< the target cannot hold the unknown .lrm field `where`; detail = its text
    lost_quote,             ///< " became ＂ in `where`
    lost_separator,         ///< @ or # became full width in `where`
    outside_gbk,            ///< `where` has characters old editors (GBK) cannot read; detail = the characters
    family_rows_over_limit, ///< more rows than the old editor shows; detail = how many
    picture_skipped,        ///< a picture or drawing of a document was left out; detail = how many
    skipped_row,            ///< a row of a table that says nothing known; where = sheet and row
    counts_below_valid,     ///< counts do not add up to valid: the rest abstained; where = sheet and question
    ballots_missing,        ///< a poll without issued and returned: taken from the counts; where = sheet
    bad_cue,                ///< a cue without readable times was skipped; where = line
    overlapping_cues,       ///< kept; detail = how many
    cut_off,                ///< more than the limit; the rest was left out; detail = limit
};
std::string_view code(Remark remark);

/// One remark: about what (an element name, a field, "row 3") and with which argument.
struct Note {
    Remark remark;
    std::string where;
    std::string detail;
    bool operator==(const Note&) const = default;
};
using Notes = std::vector<Note>;

} // namespace formats
