#ifndef HALAB_HMAC_H
#define HALAB_HMAC_H

#include <stddef.h>

#define HMAC_HEX 64

/* Of two texts; ends the tool where one is longer than 1 KiB. */
void hmac_sha256_hex(const char *key, const char *text, char hex[HMAC_HEX + 1]);
/* Takes the same time whatever the difference: else a signature could be guessed byte by byte. */
int differ(const char *a, const char *b, size_t len);

#endif
