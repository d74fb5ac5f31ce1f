// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace net {

// QNetworkAccessManager writes a body in pieces of this many bytes, each when the one before has
// gone to the kernel.
inline constexpr int writePiece = 16 * 1024;

// Lets every TCP connection of this process send without waiting for the other side's
// acknowledgements (TCP_NODELAY). QNetworkAccessManager neither sets the option nor hands out its
// sockets; with it off, the second piece of a body waits for the first one's delayed
// acknowledgement: 44 ms per request above 16 KB, measured on loopback. The option is harmless to
// any connection, so all of them get it. Does nothing where sockets are not file descriptors
// (Windows).
void sendWithoutDelay();

} // namespace net
