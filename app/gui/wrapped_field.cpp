#include "app/gui/wrapped_field.h"

#include "app/gui/wrapped_text.h"
#include "imgui_stdlib.h"

namespace app::gui {

namespace {

float advance(char32_t c) {
    return ImGui::GetFontBaked()->GetCharAdvance(static_cast<ImWchar>(c));
}

/// A character less where somebody deleted a break of ours, which is no character.
void delete_instead(std::string& text, std::size_t& caret) {
    const auto inside = [&](std::size_t at) {
        return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
    };
    if (ImGui::IsKeyDown(ImGuiKey_Delete)) {
        std::size_t end = caret + 1;
        while (inside(end))
            ++end;
        if (caret < text.size())
            text.erase(caret, end - caret);
        return;
    }
    std::size_t begin = caret;
    while (begin > 0 && inside(--begin)) {
    }
    text.erase(begin, caret - begin);
    caret = begin;
}

int follow(ImGuiInputTextCallbackData* data) {
    if (data->EventFlag == ImGuiInputTextFlags_CallbackCharFilter) {
        // SDL sends the letters of Alt+letter too: those are commands.
        const ImGuiIO& io = ImGui::GetIO();
        return data->EventChar == '\n' || (io.KeyAlt && !io.KeyCtrl) ? 1 : 0;
    }
    auto& field = *static_cast<WrappedField*>(data->UserData);
    const std::string buffer(data->Buf, static_cast<std::size_t>(data->BufTextLen));
    const bool reload = field.reload || field.focusing;
    field.focusing = false;
    if (reload) {
        field.reload = false;
    } else {
        const std::size_t caret = place_in_text(buffer, static_cast<std::size_t>(data->CursorPos));
        std::string text = unwrapped(buffer);
        field.caret = caret;
        if (text == field.last && buffer.size() + 1 == field.shown.size())
            delete_instead(text, field.caret);
        field.text = std::move(text);
    }
    std::string shown = wrapped(field.text, advance, field.width);
    if (shown != buffer) {
        data->DeleteChars(0, data->BufTextLen);
        data->InsertChars(0, shown.c_str());
    }
    if (reload || shown != buffer) {
        data->CursorPos = static_cast<int>(place_in_shown(shown, field.caret));
        data->ClearSelection();
    }
    field.shown = std::move(shown);
    field.last = field.text;
    return 0;
}

} // namespace

bool wrapped_field(const char* id, WrappedField& field, ImVec2 size, bool read_only) {
    const ImGuiStyle& style = ImGui::GetStyle();
    field.width = size.x - style.FramePadding.x * 2 - style.ScrollbarSize - 1;
    if (!field.active) {
        field.shown = wrapped(field.text, advance, field.width);
        field.last = field.text;
        field.reload = field.focusing; // where a click put the caret it stays
    }
    if (field.focus) {
        ImGui::SetKeyboardFocusHere();
        field.focus = false;
        field.focusing = true;
        field.reload = true;
    }
    const std::string before = field.text;
    const bool reloaded = field.reload;
    std::string shown = field.shown;
    const ImGuiInputTextFlags flags =
        ImGuiInputTextFlags_CallbackAlways | ImGuiInputTextFlags_CallbackCharFilter |
        ImGuiInputTextFlags_NoHorizontalScroll | ImGuiInputTextFlags_NoUndoRedo |
        (read_only ? ImGuiInputTextFlags_ReadOnly : ImGuiInputTextFlags_None);
    ImGui::InputTextMultiline(id, &shown, size, flags, follow, &field);
    field.active = ImGui::IsItemActive();
    return !reloaded && field.text != before;
}

} // namespace app::gui
