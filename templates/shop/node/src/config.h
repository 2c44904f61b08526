/* What the shop is told by its file: where it listens, and how it keeps baskets. */
#ifndef HALAB_SHOP_CONFIG_H
#define HALAB_SHOP_CONFIG_H

#include <stdint.h>

#define PREFIX_MAX 32

struct store;

enum keeper { KEEP_MEMORY, KEEP_COOKIE, KEEP_STORE };

/* One way to keep baskets, under one path. */
struct design {
	char prefix[PREFIX_MAX]; /* "/memory" */
	enum keeper keeper;
	struct store *store; /* of KEEP_STORE */
	struct design *next;
};

struct config {
	uint16_t port;
	int64_t work; /* ns that /work takes */
	char key[128]; /* signs baskets */
	struct design *designs;
};

extern struct config config;

/* Reads the file; ends the program with FILE:LINE when it makes no sense. */
void read_config(const char *path);

#endif
