#include "media/capture_listing.h"

#include "media/camera_file.h"

#include <algorithm>
#include <alsa/asoundlib.h>
#include <cstdlib>
#include <string_view>

namespace media {

namespace {

std::string text(const char* value) {
    return value != nullptr ? value : "";
}

/// The link that says which camera it is, else the one that says where it is plugged in, else the node.
std::string stable_name(udev_device* device) {
    std::string by_path;
    udev_list_entry* link = nullptr;
    udev_list_entry_foreach(link, udev_device_get_devlinks_list_entry(device)) {
        const std::string name = text(udev_list_entry_get_name(link));
        if (name.starts_with("/dev/v4l/by-id/"))
            return name;
        if (name.starts_with("/dev/v4l/by-path/"))
            by_path = name;
    }
    return by_path.empty() ? text(udev_device_get_devnode(device)) : by_path;
}

/// "Integrated\x20Camera" as udev writes it.
std::string decoded(std::string_view name) {
    std::string clear;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] == '\\' && i + 3 < name.size() && name[i + 1] == 'x') {
            clear += static_cast<char>(std::strtol(std::string(name.substr(i + 2, 2)).c_str(), nullptr, 16));
            i += 3;
        } else {
            clear += name[i];
        }
    }
    return clear;
}

std::string name_of(udev_device* device) {
    if (const char* model = udev_device_get_property_value(device, "ID_V4L_PRODUCT"))
        return model;
    if (const char* model = udev_device_get_property_value(device, "ID_MODEL_ENC"))
        return decoded(model);
    return text(udev_device_get_sysattr_value(device, "name"));
}

/// A camera has further nodes, which give no pictures.
bool gives_pictures(udev_device* device) {
    if (const char* abilities = udev_device_get_property_value(device, "ID_V4L_CAPABILITIES"))
        return std::string_view(abilities).find(":capture:") != std::string_view::npos;
    const CameraFile camera(text(udev_device_get_devnode(device)));
    return camera.captures();
}

} // namespace

std::vector<CaptureDevice> list_cameras(udev* context) {
    std::vector<CaptureDevice> found;
    if (context == nullptr) {
        if (const auto camera = default_camera())
            found.push_back({.spec = *camera, .name = camera->address, .id = camera->address});
    } else {
        const Udev<udev_enumerate> list(udev_enumerate_new(context));
        udev_enumerate_add_match_subsystem(list.get(), "video4linux");
        udev_enumerate_scan_devices(list.get());
        udev_list_entry* entry = nullptr;
        udev_list_entry_foreach(entry, udev_enumerate_get_list_entry(list.get())) {
            const Udev<udev_device> device(
                udev_device_new_from_syspath(context, udev_list_entry_get_name(entry)));
            if (!device || udev_device_get_devnode(device.get()) == nullptr || !gives_pictures(device.get()))
                continue;
            const std::string id = stable_name(device.get());
            found.push_back(
                {.spec = {CaptureKind::video, "v4l2", id}, .name = name_of(device.get()), .id = id});
        }
    }
    std::sort(found.begin(), found.end(),
              [](const CaptureDevice& a, const CaptureDevice& b) { return a.id < b.id; });
    if (!found.empty())
        found.front().is_default = true;
    return found;
}

std::vector<CaptureDevice> list_alsa_microphones() {
    std::vector<CaptureDevice> found;
    for (int card = -1; snd_card_next(&card) == 0 && card >= 0;) {
        snd_ctl_t* control = nullptr;
        if (snd_ctl_open(&control, ("hw:" + std::to_string(card)).c_str(), SND_CTL_NONBLOCK) < 0)
            continue;
        snd_ctl_card_info_t* about = nullptr;
        snd_pcm_info_t* input = nullptr;
        snd_ctl_card_info_malloc(&about);
        snd_pcm_info_malloc(&input);
        const bool known = snd_ctl_card_info(control, about) == 0;
        for (int device = -1; known && snd_ctl_pcm_next_device(control, &device) == 0 && device >= 0;) {
            snd_pcm_info_set_device(input, static_cast<unsigned>(device));
            snd_pcm_info_set_subdevice(input, 0);
            snd_pcm_info_set_stream(input, SND_PCM_STREAM_CAPTURE);
            if (snd_ctl_pcm_info(control, input) < 0)
                continue;
            const std::string address =
                "plughw:CARD=" + text(snd_ctl_card_info_get_id(about)) + ",DEV=" + std::to_string(device);
            found.push_back(
                {.spec = {CaptureKind::audio, "alsa", address},
                 .name = text(snd_ctl_card_info_get_name(about)) + ", " + text(snd_pcm_info_get_name(input)),
                 .id = "alsa:" + address});
        }
        snd_pcm_info_free(input);
        snd_ctl_card_info_free(about);
        snd_ctl_close(control);
    }
    return found;
}

std::vector<CaptureDevice> list_made_pictures() {
    std::vector<CaptureDevice> list;
    if (const auto screen = parse_capture(CaptureKind::video, "x11grab:"))
        list.push_back({.spec = *screen, .name = "", .id = "x11grab:"});
    const CaptureSpec test{CaptureKind::video, "lavfi", "testsrc2=s=1280x720:r=30"};
    list.push_back({.spec = test, .name = "", .id = text_of(test)});
    return list;
}

std::vector<CaptureDevice> list_made_sounds() {
    const CaptureSpec test{CaptureKind::audio, "lavfi", "sine=r=48000:beep_factor=4"};
    return {{.spec = test, .name = "", .id = text_of(test)}};
}

} // namespace media
