// The commands: a struct of options and a function each, that returns the exit code.
#pragma once

#include "app/cli/terminal.h"

#include <filesystem>
#include <string>
#include <vector>

namespace app::cli {

/// Exit codes of every command (README, "Command line").
inline constexpr int done = 0;
inline constexpr int failed = 1;
inline constexpr int wrong_use = 2;

struct NewOptions {
    std::filesystem::path catalogue;
};
int new_catalogue(const NewOptions& options, Terminal& terminal);

struct ListOptions {
    std::filesystem::path catalogue;
    std::string meeting;
    std::string order = "manual";
    bool json = false;
};
int list(const ListOptions& options, Terminal& terminal);

struct ImportOptions {
    std::filesystem::path catalogue;
    std::vector<std::filesystem::path> paths;
    std::string meeting;
    bool dry_run = false;
};
int import_files(const ImportOptions& options, Terminal& terminal);

struct CheckOptions {
    std::filesystem::path catalogue;
    std::string meeting; ///< empty: everybody
    bool json = false;
};
int check(const CheckOptions& options, Terminal& terminal);

struct VerifyOptions {
    std::filesystem::path catalogue;
    bool json = false;
};
int verify(const VerifyOptions& options, Terminal& terminal);

struct BackupOptions {
    std::filesystem::path catalogue;
    std::filesystem::path file;
    bool without_media = false;
};
int backup(const BackupOptions& options, Terminal& terminal);

struct RestoreOptions {
    std::filesystem::path file;
    std::filesystem::path catalogue;
};
int restore(const RestoreOptions& options, Terminal& terminal);

struct ExportOptions {
    std::filesystem::path catalogue;
    std::filesystem::path folder;
    std::string meeting;         ///< empty: everybody
    std::string format = "lrmx"; ///< lrmx, lrm, folders, pdf, xlsx
};
int export_files(const ExportOptions& options, Terminal& terminal);

struct QuestionsOptions {
    std::filesystem::path catalogue;
    std::string meeting;
    std::string post; ///< empty: the list of the meeting; when listing, all lists
    std::string file; ///< to set from; "-" = standard input, empty = list only
    bool clear = false;
    bool json = false;
};
int questions(const QuestionsOptions& options, Terminal& terminal);

struct PrepareOptions {
    std::filesystem::path catalogue;
    std::string meeting; ///< empty: everybody
};
int prepare(const PrepareOptions& options, Terminal& terminal);

struct BenchOptions {
    std::string name;
    std::vector<std::string> arguments;
};
int bench(const BenchOptions& options, Terminal& terminal);

} // namespace app::cli
