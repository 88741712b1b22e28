// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/catalog/samples.h"

#include "tests/support/printers.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <regex>

namespace retort::test {

std::string readDataFile(const std::string &name)
{
    QFile file(QStringLiteral(RETORT_SOURCE_DIR "/tests/data/inspect/") + QString::fromStdString(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(file.errorString()));
    return file.readAll().toStdString();
}

std::vector<GoldenRelation> readGolden(const std::string &name)
{
    std::vector<GoldenRelation> relations;
    const auto lines = QByteArray::fromStdString(readDataFile(name)).split('\n');
    for (const auto &line : lines) {
        if (line.isEmpty())
            continue;
        const auto object = QJsonDocument::fromJson(line).object();
        const auto text = [&](const char *key) { return object.value(QLatin1String(key)).toString().toStdString(); };
        relations.push_back({text("kind"), text("target"), text("d"), text("d_plus")});
    }
    return relations;
}

std::string withoutOids(const std::string &text)
{
    static const std::regex oids("(satisfies_hash_partition\\('|RI_ConstraintTrigger_[ac]_)[0-9]+");
    return std::regex_replace(text, oids, "$1N");
}

namespace {

postgres::Connection connectAsSuperuser(const ScratchDatabase &database)
{
    auto connection = postgres::Connection::connect(database.superuserSettings());
    if (!connection)
        qFatal("%s", describe(connection.error()).c_str());
    return *std::move(connection);
}

void run(postgres::Connection &connection, const std::string &sql)
{
    if (const auto done = connection.execute(sql); !done)
        qFatal("%s", describe(done.error()).c_str());
}

} // namespace

void loadSample(const ScratchDatabase &database, const std::string &name)
{
    auto connection = connectAsSuperuser(database);
    run(connection, readDataFile(name));
}

void loadSampleByLine(const ScratchDatabase &database, const std::string &name)
{
    auto connection = connectAsSuperuser(database);
    const std::string script = readDataFile(name);
    for (const auto line : text::split(script, '\n'))
        run(connection, std::string(line));
}

} // namespace retort::test
