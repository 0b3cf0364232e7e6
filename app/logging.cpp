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

} // namespace

void start_logging() {
    spdlog::set_error_handler([](const std::string&) {}); // a log that cannot be written stays silent
    spdlog::set_default_logger(make_logger());
}

} // namespace app
