#ifndef HALAB_PORTS_H
#define HALAB_PORTS_H

#include <stddef.h>

/* Forks one agent for each virtio-serial port named halab.agent.N, and another when one ends.
 * Returns in the children only, with the port's descriptor. */
int serve_ports(void);

/* Where a whole reset line begins in `data`; NULL if there is none. */
char *find_reset(char *data, size_t len);

#endif
