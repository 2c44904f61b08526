/* Customers: their connections, requests and answers. HTTP/1.1, connections that stay open. */
#ifndef HALAB_SHOP_HTTP_H
#define HALAB_SHOP_HTTP_H

#include <stdint.h>

void open_shop(void);
/* The next time at which a visit's /work is done; does what is due. */
int64_t visits_turn(void);

#endif
