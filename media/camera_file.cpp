#include "media/camera_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace media {

namespace {

/// Of a camera that gives any size between two.
constexpr std::array usual_sizes{Size{3840, 2160}, Size{2560, 1440}, Size{1920, 1080},
                                 Size{1280, 720},  Size{1024, 576},  Size{800, 600},
                                 Size{640, 480},   Size{640, 360},   Size{320, 240}};
constexpr std::array usual_rates{60.0, 50.0, 30.0, 25.0, 15.0, 10.0, 5.0};

/// As FFmpeg calls it; four characters of V4L2 where it has no name.
std::string pixels_of(std::uint32_t code) {
    switch (code) {
    case V4L2_PIX_FMT_MJPEG:
    case V4L2_PIX_FMT_JPEG:
        return "mjpeg";
    case V4L2_PIX_FMT_YUYV:
        return "yuyv422";
    case V4L2_PIX_FMT_UYVY:
        return "uyvy422";
    case V4L2_PIX_FMT_NV12:
        return "nv12";
    case V4L2_PIX_FMT_YUV420:
        return "yuv420p";
    case V4L2_PIX_FMT_RGB24:
        return "rgb24";
    case V4L2_PIX_FMT_BGR24:
        return "bgr24";
    case V4L2_PIX_FMT_GREY:
        return "gray";
    case V4L2_PIX_FMT_H264:
        return "h264";
    default:
        break;
    }
    std::string text;
    for (unsigned shift = 0; shift < 32; shift += 8)
        text += static_cast<char>((code >> shift) & 0x7FU);
    return text;
}

double rate_of(const v4l2_fract& interval) {
    return interval.numerator > 0 ? static_cast<double>(interval.denominator) / interval.numerator : 0;
}

std::vector<Size> sizes_of(const CameraFile& camera, std::uint32_t pixels) {
    std::vector<Size> sizes;
    v4l2_frmsizeenum size{};
    size.pixel_format = pixels;
    for (; camera.ask(VIDIOC_ENUM_FRAMESIZES, &size); ++size.index) {
        if (size.type == V4L2_FRMSIZE_TYPE_DISCRETE) {
            sizes.push_back({static_cast<int>(size.discrete.width), static_cast<int>(size.discrete.height)});
            continue;
        }
        const v4l2_frmsize_stepwise& range = size.stepwise;
        for (const Size& usual : usual_sizes) {
            const auto width = static_cast<std::uint32_t>(usual.width);
            const auto height = static_cast<std::uint32_t>(usual.height);
            if (width >= range.min_width && width <= range.max_width && height >= range.min_height &&
                height <= range.max_height)
                sizes.push_back(usual);
        }
        break;
    }
    return sizes;
}

std::vector<double> rates_of(const CameraFile& camera, std::uint32_t pixels, Size size) {
    std::vector<double> rates;
    v4l2_frmivalenum interval{};
    interval.pixel_format = pixels;
    interval.width = static_cast<std::uint32_t>(size.width);
    interval.height = static_cast<std::uint32_t>(size.height);
    for (; camera.ask(VIDIOC_ENUM_FRAMEINTERVALS, &interval); ++interval.index) {
        if (interval.type == V4L2_FRMIVAL_TYPE_DISCRETE) {
            rates.push_back(rate_of(interval.discrete));
            continue;
        }
        for (const double usual : usual_rates)
            if (usual <= rate_of(interval.stepwise.min) + 0.01 &&
                usual >= rate_of(interval.stepwise.max) - 0.01)
                rates.push_back(usual);
        break;
    }
    std::sort(rates.rbegin(), rates.rend());
    rates.erase(std::unique(rates.begin(), rates.end()), rates.end());
    return rates;
}

} // namespace

CameraFile::CameraFile(const std::string& path)
    : number_(::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC)) {}

CameraFile::~CameraFile() {
    if (number_ >= 0)
        ::close(number_);
}

bool CameraFile::ask(unsigned long request, void* argument) const {
    int code = -1;
    do
        code = ::ioctl(number_, request, argument);
    while (code < 0 && errno == EINTR);
    return code >= 0;
}

bool CameraFile::captures() const {
    v4l2_capability about{};
    if (!open() || !ask(VIDIOC_QUERYCAP, &about))
        return false;
    const std::uint32_t able =
        (about.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? about.device_caps : about.capabilities;
    return (able & V4L2_CAP_VIDEO_CAPTURE) != 0;
}

std::vector<CaptureMode> CameraFile::modes() const {
    std::vector<CaptureMode> modes;
    if (!open())
        return modes;
    v4l2_fmtdesc format{};
    format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    for (; ask(VIDIOC_ENUM_FMT, &format); ++format.index)
        for (const Size& size : sizes_of(*this, format.pixelformat))
            modes.push_back({.size = size,
                             .pixels = pixels_of(format.pixelformat),
                             .rates = rates_of(*this, format.pixelformat, size)});
    std::stable_sort(modes.begin(), modes.end(), [](const CaptureMode& a, const CaptureMode& b) {
        return a.size.width * a.size.height > b.size.width * b.size.height;
    });
    return modes;
}

std::vector<CaptureMode> modes_of(const CaptureSpec& camera) {
    return camera.format == "v4l2" ? CameraFile(camera.address).modes() : std::vector<CaptureMode>();
}

} // namespace media
