/* halab-probe: what the loop and the kinds share. See main.c. */
#ifndef HALAB_PROBE_H
#define HALAB_PROBE_H

#include "common.h"
#include "proof.h"

#include <netinet/in.h>

#define SERVER_MAX 32 /* characters of a server's name that are kept */
#define REPLY_MAX 1024
#define MAX_ADDRESSES 16 /* of an answer that are tried */

/* FORGED: it came in time and looks good, but none of the lab's servers gave it. */
enum outcome { OK, TIMEOUT, REFUSED, RESET, UNREACH, BAD, ERROR, FORGED };

/* One probe under way. Probe k lives in slots[k % slot_count]: all have the same timeout, so
 * they expire in the order of k, and the ring is the FIFO of deadlines as well. */
struct slot {
	uint64_t k;
	int64_t due, sent, deadline;
	int busy;
	int fd; /* of http, tcp and http-name; else -1 */
	int connected;
	unsigned len; /* bytes in reply */
	unsigned skipped; /* bytes of the answer beyond reply */
	char nonce[NONCE_HEX + 1]; /* of kinds whose servers prove who they are */
	char reply[REPLY_MAX];
	/* Of http-name: what the name stands for, how many were tried, how long the last one may take. */
	struct in_addr addresses[MAX_ADDRESSES];
	unsigned address_count, tried;
	int64_t try_until;
};

struct options {
	const char *kind, *name, *dev, *path, *host;
	struct sockaddr_in to;
	uint16_t type; /* DNS */
	unsigned connections; /* of stream */
	unsigned tries; /* of http-name: addresses */
	uint16_t port; /* of http-name, whose `to` is the resolver */
	int proven; /* servers have to prove who they are */
	unsigned count; /* of users and clients: request k is of client k modulo their number */
	struct in_addr first, last; /* addresses that they come from; 0: the node's own */
	int64_t every, timeout, try_for, run_for; /* ns; run_for 0: until SIGTERM */
};

/* Time to call a kind without an event of its own: reconnecting. INT64_MAX: never. */
struct kind {
	const char *name;
	int64_t timeout; /* default, ns */
	void (*open)(void);
	void (*send)(struct slot *s); /* sets s->sent; may finish at once */
	void (*event)(void *data, uint32_t events, int64_t now);
	void (*expired)(struct slot *s); /* before the row: release what the probe holds, or end it */
	int64_t (*wake_at)(void);
	void (*wake)(int64_t now);
	void (*renew)(int64_t now); /* at SIGUSR1; NULL: it has no connection that lasts */
};

extern const struct kind http_kind, tcp_kind, ping_kind, dns_kind, stream_kind, arp_kind, name_kind, users_kind,
	clients_kind;
extern struct options options;
extern struct slot *slots;
extern uint64_t slot_count, next_k, oldest_k;
extern int64_t t0;
extern int epoll_fd;

/* Fills in `options`; ends the tool when they make no sense. */
const struct kind *parse_options(int argc, char **argv);
/* Ends a probe with a row; server NULL is `-`. Not after its deadline: then it is a timeout. */
void finish(struct slot *s, int64_t end, enum outcome outcome, const char *server);
/* The busy slot whose k ends in these 16 bits, or NULL. */
struct slot *find_by_sequence(uint16_t sequence);
/* The busy slot of probe k, or NULL. */
struct slot *find_by_k(uint64_t k);
void print(const char *format, ...) __attribute__((format(printf, 1, 2)));
void watch_fd(int fd, uint32_t events, void *data);
/* Sends what is printed, as far as the reader takes it now. */
void flush_output(void);
/* Waits until all of it is gone. */
void end_output(void);
enum outcome outcome_of(int error);
const char *outcome_name(enum outcome outcome);
/* Copies printable characters up to the first space; 0 when there is none. */
int copy_word(char *to, const char *from, size_t len);

#endif
