/* virtio-serial ports: a VM's way in that needs no network. A port is always there, whether somebody
 * listens at its other end or not. */
#ifndef PORT_H
#define PORT_H

#include <stddef.h>

#define MAX_PORTS 16
#define PORT_NAME_SIZE 64

/* How a new conversation with an agent begins on a port, which has no beginning of its own: this, 16 hex
 * digits and a newline, in whatever the last one left half said. The agent answers with the same line. */
#define RESET_WORD "\nhalab-reset-5b1f0c9a7e2d4863-"
#define RESET_LEN (sizeof RESET_WORD - 1 + 16 + 1)

/* Fills in the devices of the ports whose names begin with `name`, at most MAX_PORTS; how many. */
int find_ports(const char *name, char devices[MAX_PORTS][PORT_NAME_SIZE]);

/* Until the host's side of the port is open. */
void await_host(int fd);

#endif
