/* What the shop answers: its pages, and the basket of each design. */
#ifndef HALAB_SHOP_PAGES_H
#define HALAB_SHOP_PAGES_H

#include "visit.h"

/* Puts the answer to the request into v->out; or v->waiting is set, and v->go_on is called once it is there.
 * Who asked for /work has to be given it: v->work_at says when. */
void serve_request(struct visit *v, const char *body, size_t body_len);
/* The answer to /work, which is done. */
void answer_work(struct visit *v);

#endif
