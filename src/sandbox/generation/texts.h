// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/random.h"

#include <QString>

// The words of a generated world.
namespace sandbox::generation {

[[nodiscard]] QString firstName(Random& random);
[[nodiscard]] QString lastName(Random& random);
[[nodiscard]] QString company(Random& random);

// A title as people write them, in several languages; about one in 400 is longer than 255 code
// points.
[[nodiscard]] QString subject(Random& random);
[[nodiscard]] QString longSubject(Random& random); // more than 255 code points

// HTML of 100 to 600 characters as a rule; now and then with a table, a list, a script, a style
// sheet or quoted mail.
[[nodiscard]] QString body(Random& random);
// HTML of at least 40,000 characters.
[[nodiscard]] QString longBody(Random& random);
// Plain text of a few sentences, for emails without HTML.
[[nodiscard]] QString plainText(Random& random);

} // namespace sandbox::generation
