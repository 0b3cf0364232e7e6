#include "media/tempo.h"

#include "media/audio_output.h"
#include "media/ffmpeg.h"

extern "C" {
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
}

#include <algorithm>
#include <cmath>
#include <random>

namespace media {
namespace {

/// Beneath anything that can be heard (-100 dB): where all is zero, atempo finds every place alike and takes
/// the outermost one, so that what follows a silence came 13 to 16 ms early.
constexpr float least_noise = 1e-5F;

struct FreeGraph {
    void operator()(AVFilterGraph* graph) const { avfilter_graph_free(&graph); }
};

} // namespace

struct Tempo::State {
    double speed = 1;
    std::minstd_rand noise;
    std::unique_ptr<AVFilterGraph, FreeGraph> graph;
    AVFilterContext* source = nullptr; ///< the graph's
    AVFilterContext* sink = nullptr;   ///< the graph's
    Frame frame = make_frame();

    void build() {
        graph.reset(checked(avfilter_graph_alloc()));
        graph->nb_threads = 1;
        const std::string format = "sample_rate=" + std::to_string(output_rate) +
                                   ":sample_fmt=flt:channel_layout=stereo:time_base=1/" +
                                   std::to_string(output_rate);
        const std::string tempo = std::to_string(speed);
        AVFilterContext* filter = nullptr;
        const auto make = [&](AVFilterContext** made, const char* name, const char* options) {
            check(avfilter_graph_create_filter(made, avfilter_get_by_name(name), name, options, nullptr,
                                               graph.get()),
                  Fault::unsupported, "cannot change the speed");
        };
        make(&source, "abuffer", format.c_str());
        make(&filter, "atempo", tempo.c_str());
        make(&sink, "abuffersink", nullptr);
        check(avfilter_link(source, 0, filter, 0), Fault::unsupported, "cannot change the speed");
        check(avfilter_link(filter, 0, sink, 0), Fault::unsupported, "cannot change the speed");
        check(avfilter_graph_config(graph.get(), nullptr), Fault::unsupported, "cannot change the speed");
    }
    void collect(std::vector<float>& out) {
        while (av_buffersink_get_frame(sink, frame.get()) >= 0) {
            const auto* samples = reinterpret_cast<const float*>(frame->data[0]);
            out.insert(out.end(), samples,
                       samples + static_cast<std::ptrdiff_t>(frame->nb_samples) * output_channels);
            av_frame_unref(frame.get());
        }
    }
};

Tempo::Tempo()
    : state_(std::make_unique<State>()) {}
Tempo::~Tempo() = default;

void Tempo::reset(double speed) {
    state_->speed = speed;
    state_->graph.reset();
    if (std::abs(speed - 1) > 0.001)
        state_->build();
}

void Tempo::process(std::span<const float> samples, std::vector<float>& out) {
    if (!state_->graph) {
        out.insert(out.end(), samples.begin(), samples.end());
        return;
    }
    AVFrame* frame = state_->frame.get();
    frame->format = AV_SAMPLE_FMT_FLT;
    frame->sample_rate = output_rate;
    frame->nb_samples = static_cast<int>(samples.size() / output_channels);
    frame->ch_layout = AV_CHANNEL_LAYOUT_STEREO;
    if (frame->nb_samples == 0 || av_frame_get_buffer(frame, 0) < 0)
        return;
    auto* to = reinterpret_cast<float*>(frame->data[0]);
    std::uniform_real_distribution<float> noise(-least_noise, least_noise);
    for (std::size_t i = 0; i < samples.size(); ++i)
        to[i] = samples[i] + noise(state_->noise);
    const int error = av_buffersrc_add_frame(state_->source, frame);
    av_frame_unref(frame);
    if (error >= 0)
        state_->collect(out);
}

void Tempo::finish(std::vector<float>& out) {
    if (!state_->graph)
        return;
    if (av_buffersrc_add_frame(state_->source, nullptr) >= 0)
        state_->collect(out);
}

} // namespace media
