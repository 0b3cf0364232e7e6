#include "app/sentences.h"

#include "app/language.h"
#include "dossier/edit.h"

#include <algorithm>
#include <cstdio>

namespace app {

std::string sentence_of(const db::Error& error) {
    const auto say = [&](const char* sentence) { return tr(sentence, {error.subject}); };
    switch (error.kind) {
    case db::ErrorKind::busy:
        return say(N_("{0} is in use by another program; nothing was changed. Try again."));
    case db::ErrorKind::full:
        return say(N_("The disk is full: {0} could not be written. Everything saved before is still there."));
    case db::ErrorKind::corrupt:
        return say(
            N_("{0} is damaged. Restore the last backup, or run \"dossier verify\" to see what is lost."));
    case db::ErrorKind::read_only:
        return say(N_("{0} cannot be written; it can be read and presented."));
    case db::ErrorKind::not_found:
        return say(N_("{0} was not found."));
    case db::ErrorKind::exists:
        return say(N_("{0} exists already and was left as it is."));
    case db::ErrorKind::newer:
        return say(N_("{0} was made by a newer version of this program; it can be read, not changed."));
    case db::ErrorKind::not_ours:
        return say(N_("{0} is not a catalogue of this program."));
    case db::ErrorKind::network:
        return say(
            N_("{0} lies on a network folder, where a catalogue would be damaged. Copy it to a local disk."));
    case db::ErrorKind::ambiguous:
        return say(N_("Several are called {0}; name one by its id."));
    case db::ErrorKind::denied:
        return say(N_("You may not open {0}."));
    case db::ErrorKind::connection_lost:
        return say(N_("The connection to {0} was lost; what was saved before is still there."));
    default:
        return tr("The catalogue could not do this ({0}): {1}", {error.subject, error.what()});
    }
}

std::string sentence_of(const media::Error& error) {
    switch (error.fault) {
    case media::Fault::not_found:
        return tr("The file is missing or may not be read.");
    case media::Fault::unreadable:
        return tr("The file is of no known kind.");
    case media::Fault::damaged:
        return tr("The file is damaged.");
    case media::Fault::unsupported:
        return tr("The file's format cannot be shown.");
    case media::Fault::too_large:
        return tr("The file is too large to be shown.");
    case media::Fault::timed_out:
        return tr("The file does not answer; the disk or the network may be slow.");
    case media::Fault::device:
        return tr("The device does not work.");
    case media::Fault::write_failed:
        return tr("The file could not be written; the disk may be full.");
    }
    return error.what();
}

std::string sentence_of(const media::ClipFault& fault) {
    struct Words {
        const char* code;
        const char* sentence;
    };
    static constexpr Words words[] = {
        {"truncated", N_("The recording breaks off before its end.")},
        {"zero_tail", N_("The end of the recording is lost.")},
        {"no_index", N_("The recording has no index; jumping in it is slow.")},
        {"duration_unknown", N_("The recording does not say how long it is.")},
        {"duration_wrong", N_("The recording gives a wrong length; it was measured.")},
        {"timestamps_backwards", N_("Time stamps of the recording run backwards in places.")},
        {"timestamps_missing", N_("Time stamps are missing in the recording.")},
        {"wrong_extension", N_("The file's name says another format than it has.")},
        {"interlaced", N_("The picture is interlaced.")},
        {"vfr", N_("The picture rate varies.")},
        {"junk_at_start", N_("There is junk before the beginning of the recording.")},
        {"timestamps_jump", N_("Time stamps of the recording jump in places.")},
        {"unplayable_stream", N_("One of the recording's streams cannot be decoded.")},
        {"several_audio_tracks", N_("The recording has several sound tracks.")},
        {"damaged", N_("Parts of the recording are damaged.")},
        {"read_failed", N_("The file could not be read to its end.")},
        {"demuxer_loops", N_("The recording's structure leads in circles; it was cut off there.")},
        {"badly_interleaved", N_("Sound and picture lie far apart in the file; one of them may be missing.")},
        {"no_pictures", N_("No picture of the recording can be decoded.")},
        {"part_missing", N_("A part of the recording is missing.")},
    };
    for (const Words& line : words)
        if (fault.code == line.code)
            return tr(line.sentence);
    return tr("A fault of the recording: {0}",
              {fault.code + (fault.detail.empty() ? "" : " " + fault.detail)});
}

bool is_worth_a_warning(const media::ClipFault& fault) {
    return fault.code != "vfr";
}

std::string sentence_of(const std::exception& error) {
    if (const auto* of_db = dynamic_cast<const db::Error*>(&error))
        return sentence_of(*of_db);
    if (const auto* of_media = dynamic_cast<const media::Error*>(&error))
        return sentence_of(*of_media);
    if (dynamic_cast<const dossier::Conflict*>(&error) != nullptr)
        return tr("Somebody else changed this meanwhile; nothing was overwritten.");
    return error.what();
}

namespace {

const char* words(formats::Fault fault) {
    switch (fault) {
    case formats::Fault::too_large:
        return N_("too large for this kind of file");
    case formats::Fault::unknown_encoding:
        return N_("the text is neither Unicode nor GB18030; save it again as UTF-8");
    case formats::Fault::not_xml:
        return N_("damaged: no readable XML ({0})");
    case formats::Fault::not_a_form:
        return N_("no appointment form");
    case formats::Fault::not_an_archive:
        return N_("damaged: the file cannot be unpacked");
    case formats::Fault::encrypted:
        return N_("protected by a password; save it without one");
    case formats::Fault::expands_too_much:
        return N_("refused: it would unpack to an absurd size");
    case formats::Fault::part_missing:
        return N_("damaged: a part of the document is missing ({0})");
    case formats::Fault::no_table:
        return N_("no poll sheet: the heading row of the template was not found; to show it as it is, save "
                  "it as PDF");
    case formats::Fault::bad_number:
        return N_("a count is no number ({0})");
    case formats::Fault::counts_over_valid:
        return N_("the counts exceed the valid ballots ({0})");
    case formats::Fault::invalid_over_returned:
        return N_("issued, returned and invalid ballots contradict each other ({0})");
    case formats::Fault::no_cues:
        return N_("no readable subtitle in it");
    case formats::Fault::unknown_version:
        return N_("made by a newer version of this program");
    case formats::Fault::not_json:
    case formats::Fault::wrong_type:
    case formats::Fault::shortened:
        return N_("damaged ({0})");
    case formats::Fault::cannot_write:
        return N_("cannot be written ({0})");
    }
    return N_("damaged ({0})");
}

const char* words(formats::Remark remark) {
    using R = formats::Remark;
    switch (remark) {
    case R::decoded_gb18030:
    case R::double_escapes:
    case R::doctype_ignored:
    case R::unknown_element: // kept and written back: nothing to tell
    case R::nested_elements:
        return "";
    case R::control_characters:
        return N_("{1} control characters removed");
    case R::duplicate_element:
        return N_("{0} occurs twice: the first counts");
    case R::no_name:
        return N_("the form names nobody");
    case R::photo_not_base64:
    case R::photo_not_an_image:
        return N_("the photo cannot be read");
    case R::wrong_field_count:
        return N_("{1} fields instead of 33");
    case R::joined_fields:
        return N_("{0} was put together from several fields");
    case R::text_after_record:
        return N_("text behind the record was ignored");
    case R::lost_field:
    case R::lost_unknown_element:
    case R::lost_unknown_field:
        return N_("{0} has no place in this format and is lost");
    case R::lost_quote:
        return N_("quotation marks in {0} became full-width");
    case R::lost_separator:
        return N_("@ and # in {0} became full-width");
    case R::outside_gbk:
        return N_("{0} has characters old editors cannot read: {1}");
    case R::family_rows_over_limit:
        return N_("{1} family members: the old editor shows fewer");
    case R::picture_skipped:
        return N_("{1} pictures of the document were left out");
    case R::skipped_row:
        return N_("a row was not understood ({0})");
    case R::counts_below_valid:
        return N_("the counts are below the valid ballots ({0}): the rest abstained");
    case R::ballots_missing:
        return N_("no issued and returned ballots given ({0}): the counts stand for them");
    case R::bad_cue:
        return N_("a subtitle without readable times was skipped ({0})");
    case R::overlapping_cues:
        return N_("{1} subtitles overlap");
    case R::cut_off:
        return N_("cut off after {1}");
    }
    return "";
}

} // namespace

std::string reason(const formats::Error& error) {
    return tr(words(error.fault), {error.detail});
}

std::string reason(LeftOut::Reason reason) {
    using R = LeftOut::Reason;
    switch (reason) {
    case R::hidden:
        return tr("left out: hidden or temporary");
    case R::empty_folder:
        return tr("left out: empty folder");
    case R::visited:
        return tr("left out: this folder was read already, by another way");
    case R::older_format:
        return tr("left out: the .lrmx beside it is the same form in the newer format");
    case R::missing:
        return tr("not imported: there is no such file or folder");
    case R::broken_link:
        return tr("not imported: the link leads nowhere");
    case R::special:
        return tr("not imported: neither a file nor a folder");
    case R::unreadable:
        return tr("not imported: may not be read by this account");
    case R::too_deep:
        return tr("not imported: folders nested too deep");
    case R::unknown_type:
        return tr("not imported: unknown type of file");
    case R::save_as_docx:
        return tr("not imported: open it in its program and save it as .docx or PDF");
    case R::save_as_xlsx:
        return tr("not imported: open it in its program and save it as .xlsx or .csv");
    case R::save_as_pdf:
        return tr("not imported: open it in its program and save it as PDF");
    case R::unpack:
        return tr("not imported: unpack the archive and import the folder");
    case R::protected_archive:
        return tr("not imported: a locked archive; export .lrmx from the program that wrote it");
    case R::no_clip:
        return tr("not imported: no sound or video of the same name beside it");
    case R::no_form:
        return tr("not imported: no .lrm of the same name beside it");
    case R::nobodys:
        return tr("not imported: neither folder nor name says whose it is; put it into a folder with the "
                  "candidate's name");
    case R::several_owners:
        return tr("not imported: could belong to several candidates; put it into a folder with the "
                  "candidate's name");
    }
    return {};
}

std::string remark(const formats::Note& note) {
    const char* pattern = words(note.remark);
    return *pattern == '\0' ? std::string() : tr(pattern, {note.where, note.detail});
}

std::string with_remarks(std::string text, const formats::Notes& notes) {
    for (const formats::Note& note : notes)
        if (const std::string said = remark(note); !said.empty())
            text.append(language_is_chinese() ? "；" : "; ").append(said);
    return text;
}

std::string clock_text(double seconds) {
    const auto whole = static_cast<long>(std::max(0.0, seconds));
    char text[48];
    if (whole >= 3600)
        std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
    else
        std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
    return text;
}

std::string field_names(const std::vector<dossier::Field>& fields) {
    std::string list;
    for (const dossier::Field field : fields) {
        if (!list.empty())
            list += language_is_chinese() ? "、" : ", ";
        list += language_is_chinese() ? dossier::term(field).chinese : dossier::term(field).english;
    }
    return list;
}

} // namespace app
