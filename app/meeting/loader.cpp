#include "app/meeting/loader.h"

#include "app/meeting/leaf_maker.h"

#include <algorithm>

namespace app::meeting {

namespace {

constexpr int thread_count = 2;

} // namespace

Loader::Loader(std::filesystem::path catalogue, std::shared_ptr<const Programme> programme,
               pages::Words words, Inbox<Loaded>& inbox)
    : catalogue_(std::move(catalogue))
    , programme_(std::move(programme))
    , words_(std::move(words))
    , inbox_(inbox) {
    for (int i = 0; i < thread_count; ++i)
        threads_.emplace_back([this](const std::stop_token& stop) { run(stop); });
}

Loader::~Loader() {
    for (std::jthread& thread : threads_)
        thread.request_stop();
}

void Loader::want(std::vector<Want> wants) {
    {
        const std::scoped_lock lock(mutex_);
        std::erase_if(wants, [&](const Want& want) {
            return std::find(making_.begin(), making_.end(), want) != making_.end();
        });
        queue_.assign(wants.begin(), wants.end());
    }
    changed_.notify_all();
}

void Loader::run(const std::stop_token& stop) {
    LeafMaker maker(catalogue_, programme_, words_);
    while (true) {
        Want want;
        {
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, stop, [&] { return !queue_.empty(); }))
                return;
            want = queue_.front();
            queue_.pop_front();
            making_.push_back(want);
        }
        Loaded loaded = maker.make(want);
        {
            const std::scoped_lock lock(mutex_);
            std::erase(making_, want);
        }
        inbox_.post(std::move(loaded));
    }
}

} // namespace app::meeting
