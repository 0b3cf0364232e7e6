#include "dossier/pages/pdf_file.h"

#include <cairo-pdf.h>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <random>
#include <stdexcept>
#include <unistd.h>

namespace pages {

PdfFile::PdfFile(const std::string& file)
    : file_(file) {
    // Not mkstemp(): the file shall have the rights of any new file of the user.
    std::random_device random;
    for (int attempt = 0; descriptor_ < 0; ++attempt) {
        temporary_ = file + "." + std::to_string(random()) + ".part";
        descriptor_ = open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor_ < 0 && (errno != EEXIST || attempt > 20)) {
            temporary_.clear();
            fail(std::strerror(errno));
        }
    }
    surface_ = cairo_pdf_surface_create_for_stream(write, this, a4.width, a4.height);
    cairo_pdf_surface_restrict_to_version(surface_, CAIRO_PDF_VERSION_1_5);
    cr_ = cairo_create(surface_);
}

PdfFile::~PdfFile() {
    if (cr_)
        cairo_destroy(cr_);
    if (surface_)
        cairo_surface_destroy(surface_);
    if (descriptor_ >= 0)
        close(descriptor_);
    if (!temporary_.empty())
        unlink(temporary_.c_str());
}

cairo_status_t PdfFile::write(void* self, const unsigned char* data, unsigned int length) {
    auto& file = *static_cast<PdfFile*>(self);
    while (length > 0 && file.error_ == 0) {
        const ssize_t written = ::write(file.descriptor_, data, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            file.error_ = written < 0 ? errno : EIO;
            break;
        }
        data += written;
        length -= static_cast<unsigned int>(written);
    }
    return file.error_ == 0 ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

void PdfFile::fail(const std::string& why) const {
    throw std::runtime_error("cannot write " + file_ + ": " + why);
}

void PdfFile::check(cairo_status_t status) const {
    if (error_ != 0)
        fail(std::strerror(error_));
    if (status != CAIRO_STATUS_SUCCESS)
        fail(cairo_status_to_string(status));
}

void PdfFile::set_title(const std::string& title, const std::string& subject) {
    cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_TITLE, title.c_str());
    cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_SUBJECT, subject.c_str());
    cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_CREATOR, "Dossier");
}

void PdfFile::begin_page(PageSize size, int number) {
    cairo_pdf_surface_set_size(surface_, size.width, size.height);
    cairo_pdf_surface_set_page_label(surface_, std::to_string(number).c_str());
    cairo_save(cr_);
}

void PdfFile::end_page() {
    cairo_restore(cr_);
    cairo_show_page(cr_);
    check(cairo_status(cr_));
    check(cairo_surface_status(surface_));
}

int PdfFile::add_outline(int parent, const std::string& title, int page) {
    const std::string target = "page=" + std::to_string(page);
    return cairo_pdf_surface_add_outline(surface_, parent, title.c_str(), target.c_str(),
                                         parent == CAIRO_PDF_OUTLINE_ROOT ? CAIRO_PDF_OUTLINE_FLAG_OPEN
                                                                          : cairo_pdf_outline_flags_t{});
}

void PdfFile::add_link(double x, double y, double width, double height, int page) {
    char target[160];
    std::snprintf(target, sizeof target, "rect=[%.2f %.2f %.2f %.2f] page=%d pos=[0 0]", x, y, width, height,
                  page);
    cairo_tag_begin(cr_, CAIRO_TAG_LINK, target);
    cairo_tag_end(cr_, CAIRO_TAG_LINK);
}

void PdfFile::finish() {
    check(cairo_status(cr_));
    cairo_destroy(cr_);
    cr_ = nullptr;
    cairo_surface_finish(surface_);
    check(cairo_surface_status(surface_));
    if (fsync(descriptor_) != 0 && errno != EINVAL && errno != EROFS)
        fail(std::strerror(errno));
    const int descriptor = descriptor_;
    descriptor_ = -1;
    if (close(descriptor) != 0)
        fail(std::strerror(errno));
    if (std::rename(temporary_.c_str(), file_.c_str()) != 0)
        fail(std::strerror(errno));
    temporary_.clear();
}

} // namespace pages
