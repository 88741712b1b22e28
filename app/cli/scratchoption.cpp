// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/scratchoption.h"

#include "app/cli/context.h"

#include <CLI/App.hpp>
#include <CLI/Validators.hpp>

namespace retort::cli
{

void addScratchOptions(CLI::App &verb, session::ScratchChoice &choice)
{
    using Where = session::ScratchChoice::Where;
    verb.add_option_function<std::string>(
            "--scratch",
            [&choice](const std::string &where) {
                choice.where = where == "beside" ? Where::Beside : Where::Sandbox;
            },
            "Where scratch databases are made: sandbox, a private server (default), or beside the database")
        ->check(CLI::IsMember({"sandbox", "beside"}))
        ->type_name("WHERE");
    verb.add_flag("--scratch-on-production", choice.allowProduction,
                  "Allow --scratch beside on the server of a production database");
}

Result<std::optional<postgres::Connection>> connectForScratch(Context &context, const project::Database &database,
                                                              const session::ScratchChoice &choice)
{
    if (choice.where == session::ScratchChoice::Where::Sandbox)
        return std::optional<postgres::Connection>();
    auto connection = context.connectToDatabase(database.name);
    if (!connection)
        return std::move(connection).error();
    return std::optional<postgres::Connection>(*std::move(connection));
}

} // namespace retort::cli
