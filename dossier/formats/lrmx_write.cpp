#include "dossier/formats/base64.h"
#include "dossier/formats/lrmx.h"
#include "dossier/formats/lrmx_order.h"
#include "dossier/formats/xml_text.h"

namespace formats {

using dossier::Field;
using dossier::UnknownElement;

namespace {

/// Elements that only newer editors know; an older one should not meet them empty.
bool left_out_when_empty(Field field) {
    return field == Field::retirement_month || field == Field::age_limit_before_reform ||
           field == Field::editor_version;
}

class PersonWriter {
  public:
    explicit PersonWriter(const dossier::Form& form)
        : form_(form) {}

    std::string write() {
        out_ = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Person";
        attributes(form_.unknown, "@");
        out_ += ">\n";
        for (std::size_t i = 0; i < dossier::field_count; ++i) {
            const auto field = static_cast<Field>(i);
            write_field(field);
            if (field == Field::reason)
                family();
            if (field == Field::identity_number)
                photo();
        }
        for (const UnknownElement& element : form_.unknown)
            if (!element.name.empty() && element.name.find('/') == std::string::npos &&
                element.name[0] != '@')
                line(1, element.xml);
        out_ += "</Person>\n";
        return std::move(out_);
    }

  private:
    void line(int depth, std::string_view text) {
        out_.append(static_cast<std::size_t>(2 * depth), ' ');
        out_ += text;
        out_ += '\n';
    }

    /// Attributes kept under names that begin with `prefix`. xsi:nil is untrue beside a text.
    void attributes(const std::vector<UnknownElement>& unknown, std::string_view prefix,
                    bool has_text = false) {
        for (const UnknownElement& attribute : unknown) {
            if (!attribute.name.starts_with(prefix))
                continue;
            const std::string name = attribute.name.substr(prefix.size());
            if (has_text && name == nil_attribute)
                continue;
            out_ += ' ' + name + "=\"" + xml_attribute(attribute.xml) + '"';
        }
    }

    [[nodiscard]] static bool has_attributes(const std::vector<UnknownElement>& unknown,
                                             std::string_view prefix) {
        for (const UnknownElement& attribute : unknown)
            if (attribute.name.starts_with(prefix))
                return true;
        return false;
    }

    void element(int depth, std::string_view name, std::string_view escaped,
                 const std::vector<UnknownElement>& unknown) {
        out_.append(static_cast<std::size_t>(2 * depth), ' ');
        out_ += '<';
        out_ += name;
        attributes(unknown, std::string(name) + "/@", !escaped.empty());
        out_ += '>';
        out_ += escaped;
        out_ += "</";
        out_ += name;
        out_ += ">\n";
    }

    void write_field(Field field) {
        const std::string_view name = dossier::term(field).element;
        const std::string& text = form_[field];
        if (text.empty() && left_out_when_empty(field) &&
            !has_attributes(form_.unknown, std::string(name) + "/@"))
            return;
        element(1, name, xml_text(text), form_.unknown);
    }

    void family() {
        out_ += "  <";
        out_ += family_element;
        attributes(form_.unknown, std::string(family_element) + "/@");
        out_ += ">\n";
        for (const dossier::FamilyMember& member : form_.family) {
            out_ += "    <";
            out_ += item_element;
            attributes(member.unknown, "@");
            out_ += ">\n";
            for (std::size_t i = 0; i < dossier::family_field_count; ++i)
                element(3, dossier::term(static_cast<dossier::FamilyField>(i)).element,
                        xml_text(member.texts.at(i)), member.unknown);
            for (const UnknownElement& child : member.unknown)
                if (!child.name.empty() && child.name[0] != '@' && child.name.find('/') == std::string::npos)
                    line(3, child.xml);
            out_ += "    </";
            out_ += item_element;
            out_ += ">\n";
        }
        const std::string prefix = std::string(family_element) + "/";
        for (const UnknownElement& child : form_.unknown)
            if (child.name.starts_with(prefix) && child.name[prefix.size()] != '@')
                line(2, child.xml);
        out_ += "  </";
        out_ += family_element;
        out_ += ">\n";
    }

    void photo() {
        // A photo that was no base64 is among the unknown elements and takes the photo's place.
        bool kept_unknown = false;
        for (const UnknownElement& element : form_.unknown)
            kept_unknown = kept_unknown || element.name == photo_element;
        if (!form_.photo.empty() || !kept_unknown ||
            has_attributes(form_.unknown, std::string(photo_element) + "/@"))
            element(1, photo_element, to_base64(form_.photo), form_.unknown);
    }

    const dossier::Form& form_;
    std::string out_;
};

} // namespace

std::string write_lrmx(const dossier::Form& form) {
    return PersonWriter(form).write();
}

Notes losses_as_lrmx(const dossier::Form& form) {
    Notes losses;
    for (std::size_t i = 0; i < form.lrm_unknown.size(); ++i)
        if (!form.lrm_unknown[i].empty())
            losses.push_back({Remark::lost_unknown_field, std::to_string(12 + i), form.lrm_unknown[i]});
    return losses;
}

} // namespace formats
