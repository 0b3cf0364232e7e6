#include "app/author.h"
#include "app/cli/commands.h"
#include "app/cli/roster.h"
#include "app/export/book.h"
#include "app/export/export_files.h"
#include "app/export/sheets.h"
#include "app/language.h"
#include "app/material_titles.h"
#include "app/sentences.h"
#include "dossier/formats/lrm.h"
#include "dossier/formats/lrmx.h"
#include "dossier/formats/xlsx.h"

namespace app::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t photo_limit = std::size_t{64} << 20U;

/// One export on its way: where to, what was refused.
class Export {
  public:
    Export(db::Catalogue& catalogue, const ExportOptions& options, Terminal& terminal)
        : catalogue_(catalogue)
        , options_(options)
        , terminal_(terminal)
        , folder_(options.folder) {
        if (!options.meeting.empty())
            meeting_ = catalogue.find_meeting(options.meeting);
        total_ = static_cast<std::int64_t>(candidate_count(catalogue, meeting_));
    }

    int run() {
        if (options_.format == "lrmx")
            each([this](const Candidate& candidate) { lrmx(candidate); });
        else if (options_.format == "lrm")
            each([this](const Candidate& candidate) { lrm(candidate); });
        else if (options_.format == "folders")
            each([this](const Candidate& candidate) { folder(candidate); });
        else if (options_.format == "xlsx")
            sheet();
        else
            books();
        if (terminal_.stopped())
            terminal_.complain(tr("Stopped. The files with a line above are complete."));
        return refused_ || terminal_.stopped() ? failed : done;
    }

  private:
    template <class Work>
    void each(Work work) {
        each_candidate(catalogue_, meeting_, [&](const Candidate& candidate) {
            terminal_.progress(tr("exporting"), static_cast<std::int64_t>(candidate.position), total_);
            attempt([&] { work(candidate); });
            return !terminal_.stopped();
        });
    }

    /// What cannot be written is a sentence; the rest goes on.
    template <class Work>
    void attempt(Work work) {
        try {
            work();
        } catch (const NotExported& error) {
            refused_ = true;
            terminal_.complain(error.what());
        } catch (const formats::Error& error) {
            refused_ = true;
            terminal_.complain(reason(error));
        }
    }

    void said(const fs::path& file, const std::string& what, const formats::Notes& losses) {
        std::string line = shown_path(file);
        line.append(": ").append(with_remarks(what, losses));
        terminal_.say(line);
    }

    bool has_form(const Candidate& candidate) {
        if (!candidate.person.has_form)
            terminal_.say(tr("{0}: has no form and was left out", {candidate.person.name}));
        return candidate.person.has_form;
    }

    /// The form with its photo in it again.
    dossier::Form whole_form(const dossier::Person& person) {
        dossier::Form form = person.form;
        if (form.photo.empty() && !form.photo_media.empty()) {
            try {
                form.photo = catalogue_.media().read(form.photo_media, photo_limit);
            } catch (const db::Error&) {
                refused_ = true;
                terminal_.complain(
                    tr("{0}: the photo is missing from the catalogue; exported without it.", {person.name}));
            }
        }
        return form;
    }

    void lrmx(const Candidate& candidate) {
        if (!has_form(candidate))
            return;
        const dossier::Form form = whole_form(candidate.person);
        said(folder_.write(folder_.unique(candidate.person.name) + ".lrmx", formats::write_lrmx(form)),
             tr("form of {0}", {candidate.person.name}), formats::losses_as_lrmx(form));
    }

    void lrm(const Candidate& candidate) {
        if (!has_form(candidate))
            return;
        const formats::LrmFiles files = formats::write_lrm(whole_form(candidate.person));
        const std::string base = folder_.unique(candidate.person.name);
        if (!files.picture.empty())
            folder_.write(base + ".pic", files.picture);
        said(folder_.write(base + ".lrm", files.record), tr("form of {0}", {candidate.person.name}),
             files.losses);
    }

    /// 03张三/ with the form and the original of every material: what `import` takes back.
    void folder(const Candidate& candidate) {
        std::string name = candidate.position < 10 ? "0" : "";
        name.append(std::to_string(candidate.position)).append(candidate.person.name);
        ExportFolder inner(folder_.path() / folder_.unique(name));
        if (candidate.person.has_form)
            said(inner.write(file_name_of(candidate.person.name) + ".lrmx",
                             formats::write_lrmx(whole_form(candidate.person))),
                 tr("form of {0}", {candidate.person.name}), formats::losses_as_lrmx(candidate.person.form));
        for (const dossier::Material& material : candidate.materials) {
            const std::string hash = dossier::original_of(material.content);
            if (hash.empty())
                continue;
            attempt([&] { original(inner, candidate, material, hash); });
        }
    }

    void original(ExportFolder& inner, const Candidate& candidate, const dossier::Material& material,
                  const std::string& hash) {
        if (!catalogue_.media().has(hash))
            throw NotExported(tr("{0}: {1} is missing from the catalogue; the rest is exported.",
                                 {candidate.person.name, material.file_name}));
        const std::string name = name_in_utf8(material.file_name);
        const std::string ending = extension(name);
        std::string file = inner.unique(stem(name));
        if (!ending.empty())
            file.append(".").append(ending);
        said(inner.copy(file, catalogue_.media().path(hash)),
             tr("{0} of {1}", {kind_name(material.kind), candidate.person.name}), {});
    }

    void sheet() {
        SheetMaker sheets;
        each([&](const Candidate& candidate) { sheets.add(candidate.person, candidate.materials); });
        if (terminal_.stopped())
            return;
        attempt([&] {
            const std::string base = meeting_ ? meeting_->title : tr("List of candidates");
            said(folder_.write(file_name_of(base) + ".xlsx", formats::write_xlsx(sheets.workbook())),
                 tr("list and polls"), {});
        });
    }

    /// One dossier per candidate; the meeting's book where a meeting is asked for or there is one.
    void books() {
        if (!meeting_ && options_.meeting.empty())
            book_meeting_ = catalogue_.newest_meeting();
        else
            book_meeting_ = meeting_;
        const BookMaker maker(catalogue_.media());
        const std::string meeting_title = book_meeting_ ? book_meeting_->title : "";
        each([&](const Candidate& candidate) {
            const fs::path file = folder_.path() / (folder_.unique(candidate.person.name) + ".pdf");
            folder_.must_be_free(file);
            if (write(maker, file, maker.parts({candidate.person, candidate.dossier, candidate.materials}),
                      candidate.person.name, meeting_title))
                said(file, tr("dossier of {0}", {candidate.person.name}), {});
        });
        if (book_meeting_ && !terminal_.stopped())
            attempt([&] { meeting_book(maker); });
    }

    void meeting_book(const BookMaker& maker) {
        const fs::path file = folder_.path() / (folder_.unique(book_meeting_->title) + ".pdf");
        folder_.must_be_free(file);
        std::vector<BookCandidate> candidates;
        each_candidate(catalogue_, book_meeting_, [&](Candidate candidate) {
            candidates.push_back(
                {std::move(candidate.person), std::move(candidate.dossier), std::move(candidate.materials)});
            return !terminal_.stopped();
        });
        std::vector<pages::BookPart> parts{maker.list(*book_meeting_, candidates)};
        for (const BookCandidate& candidate : candidates)
            for (pages::BookPart& part : maker.parts(candidate))
                parts.push_back(std::move(part));
        if (write(maker, file, parts, book_meeting_->title, book_meeting_->title))
            said(file, tr("book of the meeting"), {});
    }

    bool write(const BookMaker& maker, const fs::path& file, const std::vector<pages::BookPart>& parts,
               const std::string& title, const std::string& meeting_title) {
        try {
            return maker.write(file, parts, title, meeting_title,
                               [this](int, int) { return !terminal_.stopped(); });
        } catch (const std::runtime_error& error) {
            throw NotExported(tr("{0} could not be written: {1}.", {shown_path(file), error.what()}));
        }
    }

    db::Catalogue& catalogue_;
    const ExportOptions& options_;
    Terminal& terminal_;
    ExportFolder folder_;
    std::optional<dossier::Meeting> meeting_;
    std::optional<dossier::Meeting> book_meeting_;
    std::int64_t total_ = 0;
    bool refused_ = false;
};

} // namespace

int export_files(const ExportOptions& options, Terminal& terminal) {
    db::Catalogue catalogue = db::Catalogue::open(options.catalogue, author(), db::Access::read_only);
    try {
        return Export(catalogue, options, terminal).run();
    } catch (const NotExported& error) {
        terminal.complain(error.what());
        return failed;
    }
}

} // namespace app::cli
