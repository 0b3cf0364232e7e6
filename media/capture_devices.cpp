#include "media/capture_devices.h"

#include "media/capture_listing.h"
#include "media/log.h"

#include <algorithm>
#include <pulse/pulseaudio.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace media {

namespace {

constexpr pa_usec_t listing_retry = 5 * PA_USEC_PER_SEC;

struct FreePulse {
    void operator()(pa_mainloop* loop) const { pa_mainloop_free(loop); }
    void operator()(pa_context* context) const {
        pa_context_set_state_callback(context, nullptr, nullptr);
        pa_context_set_subscribe_callback(context, nullptr, nullptr);
        pa_context_disconnect(context);
        pa_context_unref(context);
    }
};

void forget(pa_operation* operation) {
    if (operation != nullptr)
        pa_operation_unref(operation);
}

/// Two of one name get a number each, in the order of their identifiers: the same at every start.
void tell_apart(std::vector<CaptureDevice>& devices) {
    for (std::size_t i = 0; i < devices.size(); ++i) {
        std::vector<CaptureDevice*> alike;
        for (CaptureDevice& device : devices)
            if (!device.name.empty() && device.name == devices[i].name &&
                device.monitor == devices[i].monitor)
                alike.push_back(&device);
        if (alike.size() < 2)
            continue;
        std::sort(alike.begin(), alike.end(),
                  [](const CaptureDevice* a, const CaptureDevice* b) { return a->id < b->id; });
        for (std::size_t number = 0; number < alike.size(); ++number)
            alike[number]->name += " (" + std::to_string(number + 1) + ")";
    }
}

} // namespace

/// One loop that waits for udev, for the sound server and for the end.
class CaptureDevices::Watch {
  public:
    Watch(int ended, std::function<void()> news)
        : news_(std::move(news))
        , loop_(pa_mainloop_new())
        , udev_(udev_new()) {
        pa_mainloop_api* api = pa_mainloop_get_api(loop_.get());
        api->io_new(
            api, ended, PA_IO_EVENT_INPUT,
            [](pa_mainloop_api* loop, pa_io_event*, int, pa_io_event_flags_t, void*) { loop->quit(loop, 0); },
            nullptr);
        if (udev_)
            monitor_.reset(udev_monitor_new_from_netlink(udev_.get(), "udev"));
        if (monitor_) {
            udev_monitor_filter_add_match_subsystem_devtype(monitor_.get(), "video4linux", nullptr);
            udev_monitor_filter_add_match_subsystem_devtype(monitor_.get(), "sound", nullptr);
            udev_monitor_enable_receiving(monitor_.get());
            api->io_new(
                api, udev_monitor_get_fd(monitor_.get()), PA_IO_EVENT_INPUT,
                [](pa_mainloop_api*, pa_io_event*, int, pa_io_event_flags_t, void* self) {
                    auto& watch = *static_cast<Watch*>(self);
                    const Udev<udev_device> read(udev_monitor_receive_device(watch.monitor_.get()));
                    watch.news_();
                },
                this);
        }
        connect();
    }

    void run() {
        int result = 0;
        pa_mainloop_run(loop_.get(), &result);
    }

    [[nodiscard]] udev* context() const { return udev_.get(); }
    [[nodiscard]] std::vector<CaptureDevice> sources() const {
        std::vector<CaptureDevice> list = sources_;
        for (CaptureDevice& source : list)
            source.is_default = source.id == default_source_;
        // Microphones before what is played, the default one first.
        std::stable_sort(list.begin(), list.end(), [](const CaptureDevice& a, const CaptureDevice& b) {
            return std::pair(a.monitor, !a.is_default) < std::pair(b.monitor, !b.is_default);
        });
        return list;
    }

  private:
    static Watch& of(void* self) { return *static_cast<Watch*>(self); }

    void connect() {
        server_.reset(pa_context_new(pa_mainloop_get_api(loop_.get()), "Dossier"));
        pa_context_set_state_callback(
            server_.get(), [](pa_context*, void* self) { of(self).state_changed(); }, this);
        if (pa_context_connect(server_.get(), nullptr, PA_CONTEXT_NOAUTOSPAWN, nullptr) < 0)
            try_again();
    }

    void state_changed() {
        const pa_context_state_t state = pa_context_get_state(server_.get());
        if (state == PA_CONTEXT_READY) {
            pa_context_set_subscribe_callback(
                server_.get(),
                [](pa_context*, pa_subscription_event_type_t, std::uint32_t, void* self) { of(self).ask(); },
                this);
            forget(pa_context_subscribe(server_.get(),
                                        static_cast<pa_subscription_mask_t>(PA_SUBSCRIPTION_MASK_SOURCE |
                                                                            PA_SUBSCRIPTION_MASK_SERVER),
                                        nullptr, nullptr));
            ask();
        } else if (!PA_CONTEXT_IS_GOOD(state)) {
            sources_.clear();
            news_();
            try_again();
        }
    }

    void try_again() {
        pa_mainloop_api* api = pa_mainloop_get_api(loop_.get());
        timeval when{};
        pa_timeval_add(pa_gettimeofday(&when), listing_retry);
        api->time_new(
            api, &when,
            [](pa_mainloop_api* loop, pa_time_event* event, const timeval*, void* self) {
                loop->time_free(event);
                of(self).connect();
            },
            this);
    }

    void ask() {
        forget(pa_context_get_server_info(
            server_.get(),
            [](pa_context*, const pa_server_info* about, void* self) {
                if (about != nullptr && about->default_source_name != nullptr)
                    of(self).default_source_ = about->default_source_name;
            },
            this));
        asked_.clear();
        forget(pa_context_get_source_info_list(
            server_.get(),
            [](pa_context*, const pa_source_info* source, int end, void* self) {
                if (end == 0 && source != nullptr) {
                    of(self).asked_.push_back(
                        {.spec = {CaptureKind::audio, "pulse", source->name},
                         .name = source->description != nullptr ? source->description : source->name,
                         .id = source->name,
                         .monitor = source->monitor_of_sink != PA_INVALID_INDEX});
                } else {
                    of(self).sources_ = std::move(of(self).asked_);
                    of(self).asked_.clear();
                    of(self).news_();
                }
            },
            this));
    }

    std::function<void()> news_;
    std::unique_ptr<pa_mainloop, FreePulse> loop_;
    Udev<udev> udev_;
    Udev<udev_monitor> monitor_;
    std::unique_ptr<pa_context, FreePulse> server_;
    std::vector<CaptureDevice> sources_;
    std::vector<CaptureDevice> asked_;
    std::string default_source_;
};

CaptureDevices::CaptureDevices(std::function<void()> wake)
    : wake_(std::move(wake))
    , ended_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , thread_([this](const std::stop_token& stop) { run(stop); }) {}

CaptureDevices::~CaptureDevices() {
    thread_.request_stop();
    [[maybe_unused]] const int written = ::eventfd_write(ended_, 1);
    thread_.join();
    ::close(ended_);
}

void CaptureDevices::run(const std::stop_token& stop) {
    watch_ = std::make_unique<Watch>(ended_, [this] { look(); });
    look();
    if (!stop.stop_requested())
        watch_->run();
    watch_.reset();
}

void CaptureDevices::look() {
    if (!watch_) // the server answered before the thread has it
        return;
    Lists lists{.cameras = list_cameras(watch_->context()), .microphones = watch_->sources()};
    const bool server = !lists.microphones.empty();
    for (std::vector<CaptureDevice> more : {list_alsa_microphones(), list_made_sounds()})
        lists.microphones.insert(lists.microphones.end(), more.begin(), more.end());
    if (!server && !lists.microphones.empty() && lists.microphones.front().spec.format == "alsa")
        lists.microphones.front().is_default = true;
    for (CaptureDevice& made : list_made_pictures())
        lists.cameras.push_back(std::move(made));
    tell_apart(lists.cameras);
    tell_apart(lists.microphones);
    const bool changed = lists_.with_locked([&](Lists& present) {
        if (present == lists && generation_ > 0)
            return false;
        present = std::move(lists);
        return true;
    });
    if (!changed)
        return;
    ++generation_;
    if (wake_)
        wake_();
}

std::vector<CaptureDevice> CaptureDevices::cameras() const {
    return lists_.with_locked([](const Lists& lists) { return lists.cameras; });
}

std::vector<CaptureDevice> CaptureDevices::microphones() const {
    return lists_.with_locked([](const Lists& lists) { return lists.microphones; });
}

} // namespace media
