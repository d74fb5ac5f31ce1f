// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/hubspot/access.h"
#include "sandbox/hubspot/model.h"
#include "sandbox/rowfaults.h"

#include <cstdint>

namespace sandbox::hubspot {

// Takes a request through what all of them pass: length, token, path, scopes, media type, JSON.
// Then the handler of its family; a problem becomes HubSpot's error body with the next correlation
// id.
class Router final
{
public:
    Router(Model& model, const Access& access);

    [[nodiscard]] HttpResponse handle(const HttpRequest& request, const RowFaults& rows);

private:
    [[nodiscard]] Answer answer(const HttpRequest& request, const RowFaults& rows);

    Model& m_model;
    const Access& m_access;
    std::uint64_t m_problems = 0;
};

} // namespace sandbox::hubspot
