/* Saves the counters beside the serving: a thread of its own, which takes what they are at that moment. */
#ifndef HALAB_OCF_SAVE_H
#define HALAB_OCF_SAVE_H

#include "state.h"

extern struct state state; /* who touches it holds it */

void hold_state(void);
void release_state(void);
/* Own file or the newest copy, whichever is newer; then saved once under a term of its own. Ends the program when its own
 * file is not whole, or cannot be written. */
void load_state(void);
void start_saving(void);
/* From the next save on as its file says now. */
void save_otherwise(void);
/* A count was made. Its number: once `saved_counts` has reached it, it is saved. */
uint64_t note_count(void);
uint64_t saved_counts(void);
/* Readable whenever something was saved. */
extern int saved_fd;
/* Why the last save failed, and for how long that goes on, ns; NULL: it did not. */
const char *save_trouble(int64_t *since);
/* The last one, with nobody serving any more. 0, or -1: neither here nor at any keeper. */
int save_finally(void);

#endif
