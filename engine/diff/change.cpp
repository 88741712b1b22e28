// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/change.h"

namespace retort::diff
{

std::string toString(Risk::Kind kind)
{
    switch (kind) {
    case Risk::Kind::DataLoss: return "data-loss";
    case Risk::Kind::Rewrite: return "rewrite";
    case Risk::Kind::Scan: return "scan";
    case Risk::Kind::ExclusiveLock: return "exclusive-lock";
    case Risk::Kind::WriteLock: return "write-lock";
    case Risk::Kind::MayFail: return "may-fail";
    }
    return {};
}

std::string toString(Change::What what)
{
    switch (what) {
    case Change::What::Create: return "create";
    case Change::What::Alter: return "alter";
    case Change::What::Drop: return "drop";
    }
    return {};
}

} // namespace retort::diff
