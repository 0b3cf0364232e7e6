// The words on pages, filled by app in the user's language. The official form itself is always Chinese.
#pragma once

#include <initializer_list>
#include <string>

namespace pages {

/// Every field is UTF-8. Patterns have {0}, {1}; format() fills them.
struct Words {
    std::string present_post = "现任职务";
    std::string proposed_post = "拟任职务";
    std::string relinquished_post = "拟免职务";
    std::string years_old = "{0}岁";
    std::string sex = "性别";
    std::string born = "出生年月";
    std::string ethnicity = "民族";
    std::string native_place = "籍贯";
    std::string education = "学历学位";
    std::string party = "入党时间";
    std::string work_started = "参加工作";
    std::string resume = "简历";
    std::string since = "至今";
    std::string no_photo = "无照片";
    std::string issued = "发出 {0} 张";
    std::string returned = "收回 {0} 张";
    std::string valid = "有效 {0} 张";
    std::string invalid = "无效 {0} 张";
    std::string all_voters = "全体";
    std::string total = "合计";
    std::string question = "项目";
    std::string rate = "{0}%";
    std::string group = "类别";
    std::string excellent_rate = "优称率";
    std::string satisfied_rate = "满意率";
    std::string number = "序号";
    std::string name = "姓名";
    std::string contents = "目录";
    std::string page_of = "第 {0} 页 共 {1} 页";
    std::string persons = "共 {0} 人";
    std::string audio = "录音";
    std::string check_title = "会前检查";
    std::string check_hint = "四边的线应完整可见，灰阶应逐级可分，文字应清晰";
};

/// Fills {0}, {1} ... of a pattern.
std::string format(std::string pattern, std::initializer_list<std::string> values);

} // namespace pages
