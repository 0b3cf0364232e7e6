// A PDF being written: a temporary beside the file, in its place only when it is whole.
#pragma once

#include "dossier/pages/page.h"

#include <cairo.h>
#include <string>

namespace pages {

/// Throws std::runtime_error with file and cause when something cannot be written. Destroyed without
/// finish(), it leaves nothing behind.
class PdfFile {
  public:
    explicit PdfFile(const std::string& file);
    ~PdfFile();
    PdfFile(const PdfFile&) = delete;
    PdfFile& operator=(const PdfFile&) = delete;

    [[nodiscard]] cairo_t* cairo() const { return cr_; }
    void set_title(const std::string& title, const std::string& subject);
    /// Everything drawn until end_page() is on this page, numbered from 1.
    void begin_page(PageSize size, int number);
    void end_page();
    /// An entry of the outline that leads to a page; gives its id for entries below it, 0 is the top.
    int add_outline(int parent, const std::string& title, int page);
    /// A rectangle of the current page that leads to another.
    void add_link(double x, double y, double width, double height, int page);
    /// Writes the end, then renames.
    void finish();

  private:
    static cairo_status_t write(void* self, const unsigned char* data, unsigned int length);
    void check(cairo_status_t status) const;
    [[noreturn]] void fail(const std::string& why) const;

    std::string file_;
    std::string temporary_;
    int descriptor_ = -1;
    int error_ = 0; ///< errno of the first failed write
    cairo_surface_t* surface_ = nullptr;
    cairo_t* cr_ = nullptr;
};

} // namespace pages
