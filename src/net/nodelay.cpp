// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/nodelay.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace net {

#ifdef Q_OS_UNIX

void sendWithoutDelay()
{
    constexpr int descriptorsMax = 1024; // looking at all of them takes a tenth of a millisecond
    for (int descriptor = 3; descriptor < descriptorsMax; ++descriptor) {
        sockaddr_storage peer{};
        socklen_t length = sizeof peer;
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the interface of the system
        if (getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &length) != 0)
            continue; // no socket, or none that is connected
        if (peer.ss_family != AF_INET && peer.ss_family != AF_INET6)
            continue;
        const int on = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); // fails for UDP: fine
    }
}

#else

void sendWithoutDelay() { }

#endif

} // namespace net
