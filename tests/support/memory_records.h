// dossier::Records in memory, for tests of edits.
#pragma once

#include "dossier/edit.h"

#include <map>

namespace support {

class MemoryRecords : public dossier::Records {
  public:
    std::optional<dossier::Person> person(const dossier::PersonId& id) override { return find(persons, id); }
    std::optional<dossier::Material> material(const dossier::MaterialId& id) override {
        return find(materials, id);
    }
    std::optional<dossier::Dossier> dossier(const dossier::DossierId& id) override {
        return find(dossiers, id);
    }
    std::optional<dossier::Meeting> meeting(const dossier::MeetingId& id) override {
        return find(meetings, id);
    }
    bool person_in_use(const dossier::PersonId& id) override {
        for (const auto& [key, value] : dossiers)
            if (value.person == id)
                return true;
        return false;
    }
    void put(const dossier::Person& person) override { persons[person.id] = person; }
    void put(const dossier::Material& material) override { materials[material.id] = material; }
    void put(const dossier::Dossier& dossier) override { dossiers[dossier.id] = dossier; }
    void put(const dossier::Meeting& meeting) override { meetings[meeting.id] = meeting; }
    void remove(const dossier::PersonId& id) override { persons.erase(id); }
    void remove(const dossier::MaterialId& id) override { materials.erase(id); }
    void remove(const dossier::DossierId& id) override { dossiers.erase(id); }
    void remove(const dossier::MeetingId& id) override { meetings.erase(id); }

    std::map<dossier::PersonId, dossier::Person> persons;
    std::map<dossier::MaterialId, dossier::Material> materials;
    std::map<dossier::DossierId, dossier::Dossier> dossiers;
    std::map<dossier::MeetingId, dossier::Meeting> meetings;

  private:
    template <class Map, class Key>
    static std::optional<typename Map::mapped_type> find(const Map& map, const Key& key) {
        const auto found = map.find(key);
        return found == map.end() ? std::nullopt : std::optional(found->second);
    }
};

} // namespace support
