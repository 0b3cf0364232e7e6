#include "support/form_wild_texts.h"

namespace support {

using dossier::FamilyField;
using dossier::Field;

namespace {

const std::vector<std::string> party_patterns{
    "2001.08",   "200108",     "(民建)",           "(民建、民盟)", "(民建、民盟、九三)", "民建",
    "无党派",    "民建；民盟", "九三；民建；民盟", "200108；民建", "200108；民建；民革", "民建2001.08",
    "民建200108"};
const std::vector<std::string> separators{"--", "-", "—", "——", "―", "─", "–", "－", "~", "〜", "～", "至"};
const std::vector<std::string> births{"1970.05.06", "1970-05", "1970年5月", "19700506", "1970.5", ""};

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

void wild_resume(dossier::Form& form, QuirkDice& dice) {
    std::string& resume = form[Field::resume];
    const std::string& separator = dice.random.pick(separators);
    replace_all(resume, "--", separator);
    dice.took("separator " + separator);
    if (dice.has("full-width dots"))
        replace_all(resume, ".", "．");
    if (dice.has("six digits"))
        resume = "199807--200107  学习\n" + resume;
    if (dice.has("years only"))
        resume = "1998--2001  学习\n" + resume;
    if (dice.has("typed-over hyphen"))
        resume += "\n2011.09-2-015.07  某局";
    if (dice.has("remarks behind a blank line"))
        resume += "\n\n备注：曾用名某某\n第二行";
    if (dice.has("continuation line"))
        resume += "\n                  兼任某职";
    if (dice.has("no newlines"))
        replace_all(resume, "\n", std::string(18, ' '));
}

} // namespace

void make_texts_wild(dossier::Form& form, QuirkDice& dice) {
    if (!dice.random.one_in(3)) {
        form[Field::party_joined] = dice.random.pick(party_patterns);
        dice.took("party " + form[Field::party_joined]);
    }
    wild_resume(form, dice);
    if (dice.has("padded name"))
        form[Field::name] = "张　三";
    if (dice.has("birth in another shape"))
        form[Field::birth] = dice.random.pick(births);
    if (dice.has("post with a line break"))
        form[Field::present_post] += "\n兼党组书记";
    if (dice.has("the dead"))
        form.family.front()[FamilyField::work] = "已故";
    if (dice.has("rare characters"))
        form[Field::filled_by] = "𠮷䶮㛃🙂";
    if (dice.has("empty texts"))
        form[Field::awards] = form[Field::assessments] = "";
}

std::vector<std::string> text_quirks() {
    std::vector<std::string> names{"full-width dots",
                                   "six digits",
                                   "years only",
                                   "typed-over hyphen",
                                   "remarks behind a blank line",
                                   "continuation line",
                                   "no newlines",
                                   "padded name",
                                   "birth in another shape",
                                   "post with a line break",
                                   "the dead",
                                   "rare characters",
                                   "empty texts"};
    for (const std::string& pattern : party_patterns)
        names.push_back("party " + pattern);
    for (const std::string& separator : separators)
        names.push_back("separator " + separator);
    return names;
}

} // namespace support
