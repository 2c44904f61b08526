/* What is in a request beside its first line. */
#ifndef HALAB_SHOP_REQUEST_H
#define HALAB_SHOP_REQUEST_H

#include "visit.h"

/* The value of a header, up to its line's end; NULL: it has none. */
const char *request_header(const struct visit *v, const char *name);
/* Copies a cookie's value; 0 when there is none that fits. */
int find_cookie(const struct visit *v, const char *name, char *to, size_t size);

#endif
