// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/imageversions.h"

#include <array>
#include <charconv>
#include <optional>

namespace retort::session
{

namespace
{

constexpr auto npos = std::string_view::npos;

/// What a tag says, as far as it says it.
struct Tag {
    std::optional<int> postgres;                  ///< major version
    std::optional<std::pair<int, int>> timescale; ///< 2, 25
    bool isLatest = false;
    bool isTimescale = false;
};

std::optional<int> leadingNumber(std::string_view text)
{
    int number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    return problem == std::errc() ? std::optional(number) : std::nullopt;
}

std::optional<std::pair<int, int>> majorAndMinor(std::string_view text)
{
    const auto major = leadingNumber(text);
    const std::size_t dot = text.find('.');
    const auto minor = dot == npos ? std::nullopt : leadingNumber(text.substr(dot + 1));
    if (!major || !minor)
        return std::nullopt;
    return std::pair(*major, *minor);
}

Tag tagOf(std::string_view image)
{
    Tag tag;
    image = image.substr(0, image.find('@')); // a digest
    const std::size_t slash = image.rfind('/');
    const std::string_view last = image.substr(slash == npos ? 0 : slash + 1);
    const std::size_t colon = last.find(':');
    const std::string_view text = colon == npos ? "latest" : last.substr(colon + 1);
    tag.isTimescale = last.find("timescaledb") != npos;
    tag.isLatest = text.starts_with("latest");
    if (tag.isTimescale) {
        const std::size_t postgres = text.find("pg");
        tag.postgres = postgres == npos ? std::nullopt : leadingNumber(text.substr(postgres + 2));
        tag.timescale = majorAndMinor(text);
    } else if (last.substr(0, colon) == "postgres") {
        tag.postgres = leadingNumber(text);
    }
    return tag;
}

/// From this TimescaleDB on, an older PostgreSQL is not supported (its CHANGELOG, 2.20.0 and 2.29.0).
struct Drop {
    std::pair<int, int> timescale;
    int oldestPostgres;
};
constexpr std::array drops{Drop{{2, 29}, 16}, Drop{{2, 20}, 15}};

std::string nameOf(std::pair<int, int> version)
{
    return std::to_string(version.first) + '.' + std::to_string(version.second);
}

} // namespace

std::vector<ImageTrouble> imageTroubles(std::string_view image, std::string_view serverVersion,
                                        std::string_view timescaleVersion)
{
    const Tag tag = tagOf(image);
    std::vector<ImageTrouble> troubles;
    const std::string name = "Image " + std::string(image);
    for (const Drop &drop : drops) {
        if (!tag.postgres || *tag.postgres >= drop.oldestPostgres)
            continue;
        const std::string what =
            "TimescaleDB " + nameOf(drop.timescale) + " dropped PostgreSQL " + std::to_string(*tag.postgres);
        if (tag.timescale && *tag.timescale >= drop.timescale)
            troubles.push_back({"image-impossible", name + ": " + what + '.',
                                "Take an older TimescaleDB or a newer PostgreSQL in the Compose file."});
        else if (tag.isTimescale && tag.isLatest)
            troubles.push_back({"image-frozen", name + " gets no newer TimescaleDB: " + what + '.',
                                "Name the version that is meant, or plan the move to PostgreSQL "
                                    + std::to_string(drop.oldestPostgres) + '.'});
        else
            continue;
        break;
    }
    const auto server = leadingNumber(serverVersion);
    const auto timescale = majorAndMinor(timescaleVersion);
    if (tag.postgres && server && *tag.postgres != *server)
        troubles.push_back({"image-differs",
                            name + " is of PostgreSQL " + std::to_string(*tag.postgres) + ", and "
                                + std::string(serverVersion) + " answers.",
                            "Check the port: another server may listen there, or the container was not made anew."});
    else if (tag.timescale && timescale && *tag.timescale != *timescale)
        troubles.push_back({"image-differs",
                            name + " brings TimescaleDB " + nameOf(*tag.timescale) + ", and the database has "
                                + std::string(timescaleVersion) + '.',
                            "Bring the database to the image's version: ALTER EXTENSION timescaledb UPDATE;"});
    return troubles;
}

} // namespace retort::session
