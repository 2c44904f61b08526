/* A database, by its own client library: what the loops need of it, and nothing of its protocol beyond a driver's file.
 * Nothing here waits: whoever calls looks at the descriptor. */
#ifndef HALAB_DRIVER_H
#define HALAB_DRIVER_H

#include <stdint.h>

struct login {
	const char *host; /* a name of /etc/hosts, or an address */
	unsigned port;
	const char *database, *user, *password;
};

enum answer {
	PENDING, /* go on when the descriptor is as `wants` says */
	DONE,    /* connected; or the statement is committed, and its rows are there */
	DOUBTED, /* committed, but the server warns that it may be known to nobody else; or not here, and perhaps by others */
	DENIED,  /* an error: not committed, and the connection is good for the next statement */
	BROKEN,  /* the connection is gone, and with it the answer */
};

struct driver {
	const char *name; /* as --driver has it */
	unsigned port;
	void *(*open)(const struct login *login); /* begins to connect; then go_on */
	int (*descriptor)(void *db);              /* -1: none yet. It may change until it is connected */
	uint32_t (*wants)(void *db);              /* EPOLLIN, EPOLLOUT */
	enum answer (*go_on)(void *db);
	enum answer (*ask)(void *db, const char *sql); /* one statement, a transaction of its own; then go_on */
	int (*writable)(void *db);                     /* whether the server says that it takes writes */
	int (*count)(void *db);                        /* rows of the last answer */
	const char *(*cell)(void *db, int row, int column); /* as text; NULL: it is null */
	const char *(*state)(void *db);                     /* SQLSTATE of the last error, or "" */
	const char *(*error)(void *db);                     /* in the server's or the library's words */
	void (*close)(void *db);
};

/* Ends the tool when there is none of that name. */
const struct driver *find_driver(const char *name);

#endif
