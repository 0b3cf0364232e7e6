// Start here: values in, pages out.
#pragma once

#include "dossier/meeting.h"
#include "dossier/pages/page.h"
#include "dossier/pages/words.h"
#include "dossier/person.h"

#include <functional>
#include <string>
#include <vector>

namespace pages {

/// Today, for ages where the form has neither 计算年龄时间 nor 填表时间.
struct Today {
    int year = 0;
    int month = 0;
    int day = 0;
};

/// 干部任免审批表, two A4 pages and continuation pages where the ladder ends (sources.md: form-print).
Pages make_form(const dossier::Form& form, const ImagePtr& photo, const Words& words, Today today);

/// The form as the meeting decides on it: posts and reason of the proposal where it has its own, so that
/// form, card and list never differ.
dossier::Form form_of_proposal(const dossier::Person& person, const dossier::Dossier& dossier);

/// The screen card of a candidate: large photo, name, present and proposed post, key facts, résumé as a time
/// line.
PagePtr make_card(const dossier::Person& person, const dossier::Dossier& dossier, const ImagePtr& photo,
                  const Words& words, Today today, PageSize size);

/// The vetting report as a typeset document, A4.
Pages make_report(const dossier::ReportContent& report, const std::string& title, const Words& words);

/// Poll results as a table and stacked bars, `size` = a screen size or A4.
Pages make_poll(const dossier::PollContent& poll, const std::string& person_name, const Words& words,
                PageSize size);

/// The list of the meeting: headings and candidates with present and proposed posts.
struct ListLine {
    int level = 0; ///< 0 = candidate
    std::string heading;
    int number = 0;
    dossier::Person person;
    dossier::Dossier dossier;
};
Pages make_list(const dossier::Meeting& meeting, const std::vector<ListLine>& lines, const Words& words,
                Today today, PageSize size);

/// A photo or a page picture of a document, whole, on a quiet ground.
PagePtr make_photo(const ImagePtr& image, const std::string& caption, PageSize size);
PagePtr make_picture_page(const ImagePtr& image);

/// Sound: title, waveform as bars, `progress` is drawn by the presenter on top.
PagePtr make_audio(const std::string& title, const std::string& person_name,
                   const std::vector<std::int8_t>& peaks, double seconds, const Words& words, PageSize size);
/// Where the waveform of make_audio() lies, in points: for the moving line.
struct Box {
    double x = 0, y = 0, width = 0, height = 0;
};
Box audio_waveform_box(PageSize size);

/// A calm placeholder with a sentence: missing or broken material.
PagePtr make_placeholder(const std::string& heading, const std::string& sentence, PageSize size);
/// Picture half of the check page before the meeting: grey steps, colours, focus, edges.
PagePtr make_check(const Words& words, PageSize size);

/// One entry of a book.
struct BookPart {
    std::string title;
    int level = 1; ///< of the table of contents: 1 candidate, 2 material
    Pages pages;
};
struct BookOptions {
    std::string title;
    std::string subtitle;
    std::string watermark; ///< e.g. 会议材料 注意保管 · the meeting's name
    bool contents = true;
};
/// Writes a PDF: title page and table of contents, then the parts with page numbers and the watermark; pages
/// that are no A4 are placed on A4, turned where that fits better. `progress(done, total)` false cancels.
/// Throws std::runtime_error when the file cannot be written; a temporary beside it is renamed at the end.
void write_book(const std::string& file, const std::vector<BookPart>& parts, const BookOptions& options,
                const Words& words, const std::function<bool(int, int)>& progress);

/// Opens all fonts for the calling thread, so that its first page is as quick as the others (pango keeps its
/// fonts per thread). Optional.
void warm_fonts();

/// Characters of `text` that no installed font can show.
std::u32string missing_glyphs(const std::string& text);

} // namespace pages
