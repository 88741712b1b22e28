// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/jsonarchive.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

namespace retort::catalog {

namespace {

using Json = nlohmann::json;

constexpr RelationKind lastOf(RelationKind) { return RelationKind::Toast; }
constexpr TypeKind lastOf(TypeKind) { return TypeKind::Base; }
constexpr RoutineKind lastOf(RoutineKind) { return RoutineKind::Window; }

/// Reads the members of a value from a JSON object; what JsonWritingArchive wrote. The first thing that is not what
/// it should be is kept, with the way to it: "relations[3].columns[0].name is not a text".
class JsonReadingArchive
{
public:
    JsonReadingArchive(const Json &object, std::string way, std::string &problem)
        : m_object(object)
        , m_way(std::move(way))
        , m_problem(problem)
    {
    }

    template <typename T> void operator()(const char *name, T &member)
    {
        const auto found = m_object.find(name);
        if (found == m_object.end() || found->is_null() || !m_problem.empty())
            return; // the default
        read(*found, m_way.empty() ? std::string(name) : m_way + '.' + name, member);
    }

private:
    bool expect(bool isRight, const std::string &way, std::string_view wanted)
    {
        if (!isRight && m_problem.empty())
            m_problem = (way.empty() ? std::string("the document") : '"' + way + '"') + " is not " + std::string(wanted);
        return isRight;
    }
    bool expectText(const Json &json, const std::string &way) { return expect(json.is_string(), way, "a text"); }

    void read(const Json &json, const std::string &way, bool &flag)
    {
        if (expect(json.is_boolean(), way, "true or false"))
            flag = json.get<bool>();
    }
    void read(const Json &json, const std::string &way, char &letter)
    {
        if (expect(json.is_string() && json.get_ref<const std::string &>().size() == 1, way, "one letter"))
            letter = json.get_ref<const std::string &>().front();
    }
    template <std::integral T> void read(const Json &json, const std::string &way, T &number)
    {
        if (!expect(json.is_number_integer(), way, "a whole number"))
            return;
        const auto wide = json.is_number_unsigned() && json.get<std::uint64_t>() > std::uint64_t(INT64_MAX)
            ? INT64_MAX
            : json.get<std::int64_t>();
        if (expect(wide >= std::int64_t(std::numeric_limits<T>::min())
                       && wide <= std::int64_t(std::numeric_limits<T>::max()),
                   way, "a number of this size"))
            number = static_cast<T>(wide);
    }
    void read(const Json &json, const std::string &way, std::string &text)
    {
        if (expectText(json, way))
            text = json.get_ref<const std::string &>();
    }
    void read(const Json &json, const std::string &way, RelationName &name)
    {
        if (!expectText(json, way))
            return;
        const auto parsed = RelationName::parse(json.get_ref<const std::string &>());
        if (expect(parsed.has_value(), way, "a name, quoted as SQL needs"))
            name = *parsed;
    }
    template <typename Kind>
        requires std::is_enum_v<Kind>
    void read(const Json &json, const std::string &way, Kind &kind)
    {
        if (!expectText(json, way))
            return;
        const auto &word = json.get_ref<const std::string &>();
        for (int number = 0; number <= static_cast<int>(lastOf(Kind())); ++number) {
            if (toString(static_cast<Kind>(number)) == word) {
                kind = static_cast<Kind>(number);
                return;
            }
        }
        expect(false, way, "a kind that this program knows: " + word);
    }
    template <typename T> void read(const Json &json, const std::string &way, std::vector<T> &items)
    {
        if (!expect(json.is_array(), way, "an array"))
            return;
        items.resize(json.size());
        for (std::size_t at = 0; at < json.size() && m_problem.empty(); ++at)
            read(json[at], way + '[' + std::to_string(at) + ']', items[at]);
    }
    template <typename T> void read(const Json &json, const std::string &way, std::optional<T> &item)
    {
        read(json, way, item.emplace());
    }
    template <typename T> void read(const Json &json, const std::string &way, T &value)
    {
        if (!expect(json.is_object(), way, "an object"))
            return;
        JsonReadingArchive members(json, way, m_problem);
        fields(members, value);
    }

    const Json &m_object;
    std::string m_way;
    std::string &m_problem;
};

Place placeOf(std::string_view text, std::size_t byte, const std::string &file)
{
    const std::string_view before = text.substr(0, std::min(byte, text.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const auto lineStart = before.rfind('\n');
    const auto column = before.size() - (lineStart == std::string_view::npos ? 0 : lineStart + 1);
    return {file, static_cast<int>(line), std::max(1, static_cast<int>(column))};
}

constexpr const char *remedy = "Take it again: retort snapshot > FILE";

} // namespace

std::string toJson(const Snapshot &snapshot)
{
    JsonWriter json;
    JsonWritingArchive(json).object(snapshot);
    return json.take();
}

Result<Snapshot> snapshotFromJson(std::string_view text, const std::string &file)
{
    Json document;
    try {
        document = Json::parse(text);
    } catch (const Json::parse_error &failure) {
        Error error = makeError("snapshot-syntax", "The snapshot is not valid JSON.", remedy, ExitStatus::Usage);
        error.place = placeOf(text, failure.byte, file);
        return error;
    }
    std::string problem;
    Snapshot snapshot;
    if (document.is_object()) {
        JsonReadingArchive archive(document, {}, problem);
        fields(archive, snapshot);
        if (problem.empty() && !document.contains("server"))
            problem = "\"server\" is missing";
    } else {
        problem = "the document is not an object";
    }
    if (problem.empty())
        return snapshot;
    Error error = makeError("snapshot-content", "The file is no snapshot: " + problem + '.', remedy, ExitStatus::Usage);
    error.place.file = file;
    return error;
}

} // namespace retort::catalog
