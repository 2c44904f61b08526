/* Other nodes keep copies of the state: `put LEN` and the text, or `get`, over a connection each. */
#ifndef HALAB_OCF_COPIES_H
#define HALAB_OCF_COPIES_H

#include "state.h"

/* Gives it to all keepers that take it: how many. Who did not lately is left out for a while. */
unsigned give_copies(const char *text, size_t len);
/* The newest whole one that a keeper has; 0 where nobody has any. */
int newest_copy(struct state *s);
/* Keeps copies in this folder for others; never returns. */
void keep_copies(const char *folder) __attribute__((noreturn));

#endif
