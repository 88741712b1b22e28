// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/compose.h"
#include "tests/fuzz/property.h"
#include "tests/fuzz/targets.h"

namespace retort::fuzz
{

void composeFile(std::string_view input)
{
    const MemoryFile memory(input);
    const auto environment = project::Environment::fromValues({{"PORT", "5433"}, {"EMPTY", ""}, {"TAG", "16-alpine"}});
    const auto file = project::readComposeFile(memory.path(), environment);
    if (!file) {
        checkError(file.error(), input);
        return;
    }
    constexpr int highest = 65'535;
    for (const project::ComposeService &service : file->services) {
        holds(file->serviceFor(service.name) != nullptr, "a service is found by its name");
        for (const project::PublishedPort &port : service.ports) {
            holds(port.hostPort > 0 && port.hostPort <= highest && port.containerPort > 0
                      && port.containerPort <= highest,
                  "a port is one");
            holds(file->servicePublishing(port.hostPort) != nullptr, "a service is found by its port");
            holds(!service.addressFromHere(port.containerPort).empty(), "a published port has an address");
        }
    }
}

} // namespace retort::fuzz
