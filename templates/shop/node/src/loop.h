/* The shop's one loop: who waits for a socket, and what time it is. */
#ifndef HALAB_SHOP_LOOP_H
#define HALAB_SHOP_LOOP_H

#include "common.h"

/* What is in epoll: whoever it is, it knows what to do. */
struct handler {
	int fd; /* -1: it hears of no event any more */
	void (*event)(struct handler *h, uint32_t events);
};

extern int64_t now; /* of this turn of the loop */

void open_loop(void);
void watch(struct handler *h, uint32_t events);
void rewatch(struct handler *h, uint32_t events);
/* Waits until that time at the longest, and hands out what has come. */
void take_events(int64_t until);
/* Frees after this turn: events of the same turn may still name it. */
void bury(void *data);
void free_buried(void);

#endif
