// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/exitcode.h"

namespace cli {

ExitCode exitCodeOf(core::Error::Kind kind)
{
    using Kind = core::Error::Kind;
    switch (kind) {
    case Kind::Usage:
    case Kind::Settings:
    case Kind::NotFound:
    case Kind::PlanChanged:
        return ExitCode::Usage;
    case Kind::SignInNeeded:
    case Kind::Forbidden:
    case Kind::WrongAccount:
    case Kind::NoVault:
        return ExitCode::NotConnected;
    case Kind::Locked:
        return ExitCode::HeldByOther;
    case Kind::BudgetSpent:
    case Kind::HeldByGuard:
        return ExitCode::Stopped;
    case Kind::Network:
    case Kind::Unknown:
    case Kind::ServerBusy:
    case Kind::NotTheService:
    case Kind::RateLimited:
    case Kind::Protocol:
    case Kind::TooLarge:
    case Kind::TooLate:
        return ExitCode::Unavailable;
    case Kind::Store:
    case Kind::StoreNewer:
    case Kind::StoreDamaged:
        return ExitCode::Store;
    case Kind::SetUpIncomplete:
        return ExitCode::FoundWrong;
    case Kind::Rejected:
        return ExitCode::SomeFailed;
    case Kind::Cancelled:
        return ExitCode::Interrupted;
    }
    return ExitCode::Unavailable;
}

} // namespace cli
