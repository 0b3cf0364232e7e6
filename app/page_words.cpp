#include "app/page_words.h"

#include "app/language.h"

#include <ctime>

namespace app {

pages::Words page_words() {
    pages::Words words;
    words.present_post = tr("Present post");
    words.proposed_post = tr("Proposed post");
    words.relinquished_post = tr("Post to be relinquished");
    words.years_old = tr("aged {0}");
    words.sex = tr("Sex");
    words.born = tr("Born");
    words.ethnicity = tr("Ethnicity");
    words.native_place = tr("Native place");
    words.education = tr("Education");
    words.party = tr("Joined the Party");
    words.work_started = tr("Started work");
    words.resume = tr("Résumé");
    words.since = tr("until now");
    words.no_photo = tr("No photo");
    words.issued = tr("{0} issued");
    words.returned = tr("{0} returned");
    words.valid = tr("{0} valid");
    words.invalid = tr("{0} invalid");
    words.all_voters = tr("All voters");
    words.total = tr("Total");
    words.question = tr("Question");
    words.group = tr("Group");
    words.excellent_rate = tr("Excellent or competent");
    words.satisfied_rate = tr("Satisfied");
    words.number = tr("No.");
    words.name = tr("Name");
    words.contents = tr("Contents");
    words.page_of = tr("Page {0} of {1}");
    words.persons = tr("{0} persons");
    words.audio = tr("Sound recording");
    words.check_title = tr("Check before the meeting");
    words.check_hint =
        tr("The lines at all four edges must be visible, every grey step distinct, the text sharp.");
    return words;
}

pages::Today today() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return {local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
}

} // namespace app
