// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rapidcheck.h>

#include <QString>
#include <QtGlobal>

#include <string>
#include <utility>
#include <vector>

namespace property {

// True if `property` holds for 200 generated cases. The cases are the same in every run, so that a
// red test stays red; RC_PARAMS="seed=7 max_success=100000" in the environment looks further.
template <typename Property> bool holds(const char* sentence, Property&& property)
{
    if (!qEnvironmentVariableIsSet("RC_PARAMS"))
        qputenv("RC_PARAMS", "seed=20261123 max_success=200");
    return rc::check(sentence, std::forward<Property>(property));
}

// A text of up to `most` of the given pieces: pieces that are awkward together find more than
// letters at random do.
inline QString textOf(const std::vector<QString>& pieces, int most)
{
    const int count = *rc::gen::inRange(0, most + 1);
    QString text;
    for (int i = 0; i < count; ++i)
        text += pieces[*rc::gen::inRange<std::size_t>(0, pieces.size())];
    return text;
}

} // namespace property
