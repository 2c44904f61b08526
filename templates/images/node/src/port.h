/* virtio-serial ports: a VM's way in that needs no network. A port is always there, whether somebody
 * listens at its other end or not. */
#ifndef PORT_H
#define PORT_H

#include <stddef.h>

#define MAX_PORTS 16
#define PORT_NAME_SIZE 64

/* Fills in the devices of the ports whose names begin with `name`, at most MAX_PORTS; how many. */
int find_ports(const char *name, char devices[MAX_PORTS][PORT_NAME_SIZE]);

/* Until the host's side of the port is open. */
void await_host(int fd);

#endif
