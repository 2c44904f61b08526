#ifndef AGENT_PORT_H
#define AGENT_PORT_H

#include <stddef.h>

/* How a new conversation begins on a port, which has no beginning of its own: this, 16 hex digits
 * and a newline, in whatever the last one left half said. The agent answers with the same line. */
#define RESET_WORD "\nhalab-reset-5b1f0c9a7e2d4863-"
#define RESET_LEN (sizeof RESET_WORD - 1 + 16 + 1)

/* Forks one agent for each virtio-serial port named halab.agent.N, and another when one ends.
 * Returns in the children only, with the port's descriptor. */
int serve_ports(void);

/* Where a whole reset line begins in `data`; NULL if there is none. */
char *find_reset(char *data, size_t len);

#endif
