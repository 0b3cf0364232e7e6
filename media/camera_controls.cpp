#include "media/camera_controls.h"

#include "media/camera_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <linux/videodev2.h>

namespace media {

namespace {

struct Known {
    unsigned number;
    const char* id;
};
constexpr std::array known_controls{Known{V4L2_CID_EXPOSURE_AUTO, "exposure_auto"},
                                    Known{V4L2_CID_EXPOSURE_ABSOLUTE, "exposure"},
                                    Known{V4L2_CID_AUTO_WHITE_BALANCE, "white_balance_auto"},
                                    Known{V4L2_CID_WHITE_BALANCE_TEMPERATURE, "white_balance"},
                                    Known{V4L2_CID_FOCUS_AUTO, "focus_auto"},
                                    Known{V4L2_CID_FOCUS_ABSOLUTE, "focus"},
                                    Known{V4L2_CID_ZOOM_ABSOLUTE, "zoom"},
                                    Known{V4L2_CID_PAN_ABSOLUTE, "pan"},
                                    Known{V4L2_CID_TILT_ABSOLUTE, "tilt"},
                                    Known{V4L2_CID_BRIGHTNESS, "brightness"},
                                    Known{V4L2_CID_CONTRAST, "contrast"},
                                    Known{V4L2_CID_SATURATION, "saturation"},
                                    Known{V4L2_CID_GAIN, "gain"},
                                    Known{V4L2_CID_SHARPNESS, "sharpness"},
                                    Known{V4L2_CID_BACKLIGHT_COMPENSATION, "backlight"},
                                    Known{V4L2_CID_POWER_LINE_FREQUENCY, "power_line"}};

/// The place in `known_controls`; those it does not have come last.
std::size_t rank_of(unsigned number) {
    const auto* found = std::find_if(known_controls.begin(), known_controls.end(),
                                     [number](const Known& one) { return one.number == number; });
    return static_cast<std::size_t>(found - known_controls.begin());
}

bool automatic(const std::string& id) {
    return id.ends_with("_auto");
}

class V4l2Driver : public CameraDriver {
  public:
    explicit V4l2Driver(const std::string& path)
        : camera_(path) {}
    [[nodiscard]] bool open() const { return camera_.captures(); }

    std::vector<Control> list() override {
        std::vector<Control> controls;
        v4l2_queryctrl query{};
        query.id = V4L2_CTRL_FLAG_NEXT_CTRL;
        for (; camera_.ask(VIDIOC_QUERYCTRL, &query); query.id |= V4L2_CTRL_FLAG_NEXT_CTRL) {
            const bool usable = query.type == V4L2_CTRL_TYPE_INTEGER ||
                                query.type == V4L2_CTRL_TYPE_BOOLEAN || query.type == V4L2_CTRL_TYPE_MENU ||
                                query.type == V4L2_CTRL_TYPE_INTEGER_MENU;
            if (usable && (query.flags & (V4L2_CTRL_FLAG_DISABLED | V4L2_CTRL_FLAG_READ_ONLY)) == 0)
                controls.push_back(described(query));
        }
        return controls;
    }

    bool set(unsigned number, int value) override {
        v4l2_control control{number, value};
        return camera_.ask(VIDIOC_S_CTRL, &control);
    }

  private:
    Control described(const v4l2_queryctrl& query) const {
        const auto* driver_name = reinterpret_cast<const char*>(query.name);
        CameraControl control{.id = driver_name,
                              .name = driver_name,
                              .least = query.minimum,
                              .most = query.maximum,
                              .step = std::max(1, query.step),
                              .usual = query.default_value,
                              .value = query.default_value,
                              .inactive = (query.flags & V4L2_CTRL_FLAG_INACTIVE) != 0};
        if (const std::size_t rank = rank_of(query.id); rank < known_controls.size())
            control.id = known_controls.at(rank).id;
        if (query.type == V4L2_CTRL_TYPE_BOOLEAN)
            control.kind = CameraControlKind::yes_no;
        v4l2_control present{query.id, 0};
        if (camera_.ask(VIDIOC_G_CTRL, &present))
            control.value = present.value;
        if (query.type == V4L2_CTRL_TYPE_MENU || query.type == V4L2_CTRL_TYPE_INTEGER_MENU)
            read_choices(query, control);
        return {query.id, std::move(control)};
    }

    void read_choices(const v4l2_queryctrl& query, CameraControl& control) const {
        control.kind = CameraControlKind::choice;
        for (int i = query.minimum; i <= query.maximum; ++i) {
            v4l2_querymenu item{};
            item.id = query.id;
            item.index = static_cast<std::uint32_t>(i);
            if (!camera_.ask(VIDIOC_QUERYMENU, &item)) // menus have holes
                continue;
            control.choices.emplace_back(i, query.type == V4L2_CTRL_TYPE_MENU
                                                ? reinterpret_cast<const char*>(item.name)
                                                : std::to_string(item.value));
        }
    }

    CameraFile camera_;
};

int brought_in(const CameraControl& control, int value) {
    const int step = std::max(1, control.step);
    const long long steps = std::llround(
        (static_cast<double>(std::clamp(value, control.least, control.most)) - control.least) / step);
    const long long near = control.least + steps * step;
    return static_cast<int>(near > control.most ? near - step : near);
}

} // namespace

std::vector<CameraControl> CameraControls::list() {
    std::vector<CameraDriver::Control> found = driver_->list();
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return rank_of(a.number) < rank_of(b.number); });
    std::vector<CameraControl> controls;
    for (CameraDriver::Control& one : found)
        controls.push_back(std::move(one.control));
    return controls;
}

bool CameraControls::set(const std::string& id, int value) {
    for (const CameraDriver::Control& one : driver_->list())
        if (one.control.id == id)
            return driver_->set(one.number, brought_in(one.control, value));
    return false;
}

std::map<std::string, int> CameraControls::kept() {
    std::map<std::string, int> values;
    for (const CameraControl& control : list())
        if (control.value != control.usual && !control.inactive)
            values[control.id] = control.value;
    return values;
}

std::vector<std::string> CameraControls::apply(const std::map<std::string, int>& values) {
    std::vector<std::string> refused;
    for (const bool automatics : {true, false})
        for (const CameraDriver::Control& one : driver_->list()) { // read again: automatics rule the rest
            const auto wanted = values.find(one.control.id);
            if (wanted == values.end() || automatic(one.control.id) != automatics || one.control.inactive)
                continue;
            if (!driver_->set(one.number, brought_in(one.control, wanted->second)))
                refused.push_back(one.control.id);
        }
    return refused;
}

void CameraControls::reset() {
    std::map<std::string, int> usual;
    for (const CameraControl& control : list())
        usual[control.id] = control.usual;
    apply(usual);
}

std::unique_ptr<CameraControls> open_controls(const CaptureSpec& camera) {
    if (camera.format != "v4l2")
        return nullptr;
    auto driver = std::make_unique<V4l2Driver>(camera.address);
    return driver->open() ? std::make_unique<CameraControls>(std::move(driver)) : nullptr;
}

} // namespace media
