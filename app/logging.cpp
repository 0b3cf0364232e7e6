#include "app/logging.h"

#include "app/author.h"

#include <spdlog/sinks/null_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/spdlog.h>

namespace app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t file_limit = std::size_t{1} << 20U;
constexpr std::size_t file_count = 3;

std::shared_ptr<spdlog::logger> make_logger() {
    const fs::path folder = state_folder();
    try {
        auto logger =
            spdlog::rotating_logger_mt("dossier", (folder / "dossier.log").string(), file_limit, file_count);
        logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %P %l %v");
        logger->flush_on(spdlog::level::info);
        return logger;
    } catch (const spdlog::spdlog_ex&) { // a full disk, a read-only home
    }
    return std::make_shared<spdlog::logger>("dossier", std::make_shared<spdlog::sinks::null_sink_mt>());
}

std::string filled(std::string_view text, std::initializer_list<std::string_view> values) {
    std::string line;
    for (const std::string_view value : values) {
        const std::size_t place = text.find("{}");
        line += text.substr(0, place);
        if (place == std::string_view::npos)
            return line;
        line += value;
        text.remove_prefix(place + 2);
    }
    return line += text;
}

} // namespace

void start_logging() {
    spdlog::set_error_handler([](const std::string&) {}); // a log that cannot be written stays silent
    spdlog::set_default_logger(make_logger());
}

void log_error(std::string_view text, std::initializer_list<std::string_view> values) {
    spdlog::error(filled(text, values));
}

void log_warning(std::string_view text, std::initializer_list<std::string_view> values) {
    spdlog::warn(filled(text, values));
}

} // namespace app
