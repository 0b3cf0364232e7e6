// The parts of check(): each looks at one subject of the form and files what it finds.
#pragma once

#include "dossier/check.h"

namespace dossier {

/// Collects findings; rules that are switched off leave no trace.
class Findings {
  public:
    explicit Findings(const CheckOptions& options)
        : options_(options) {}

    void add(Rule rule, std::optional<Field> field, std::vector<std::string> arguments = {});
    void add_family(Rule rule, std::size_t row, std::optional<FamilyField> column,
                    std::vector<std::string> arguments = {});
    [[nodiscard]] const Date& today() const { return options_.today; }
    [[nodiscard]] const CheckOptions& options() const { return options_; }
    /// In the order of check().
    [[nodiscard]] std::vector<Check> sorted();

  private:
    [[nodiscard]] bool enabled(Rule rule) const;
    const CheckOptions& options_;
    std::vector<Check> checks_;
};

void check_texts(const Form& form, Findings& findings);
void check_dates(const Form& form, Findings& findings);
void check_identity(const Form& form, Findings& findings);
void check_assessments(const Form& form, Findings& findings);
void check_resume(const Form& form, Findings& findings);
void check_family(const Form& form, Findings& findings);

/// Dates written within a text: 2011年10月, 2011.10.
std::vector<Date> dates_in(std::string_view text);

} // namespace dossier
