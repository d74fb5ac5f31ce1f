// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/secret.h"

#include <sodium/utils.h>

namespace auth {

void overwrite(QByteArray& bytes)
{
    if (!bytes.isEmpty() && bytes.isDetached())
        sodium_memzero(bytes.data(), std::size_t(bytes.size()));
}

Secret::Secret(const QByteArray& value)
    : m_value(value.constData(), value.size())
{
}

Secret::Secret(const Secret& other)
    : m_value(other.m_value.constData(), other.m_value.size())
{
}

Secret::Secret(Secret&& other) noexcept
    : m_value(std::exchange(other.m_value, {}))
{
}

Secret& Secret::operator=(Secret other) noexcept
{
    m_value.swap(other.m_value); // `other` overwrites what was here
    return *this;
}

Secret::~Secret()
{
    overwrite(m_value);
}

bool Secret::operator==(const Secret& other) const
{
    return size() == other.size()
        && sodium_memcmp(
               m_value.constData(), other.m_value.constData(), std::size_t(m_value.size()))
        == 0;
}

} // namespace auth
