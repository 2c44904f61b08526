#include "lanes.h"

#include <stdio.h>

/* A try for one connection, or for all hosts in turn, at most so often. */
#define ATTEMPT_EVERY (50 * NS_PER_MS)
/* Below the SYN's first retransmission after 1 s. */
#define CONNECT_TIMEOUT (250 * NS_PER_MS)
/* What goes before may have to wait for a standby. */
#define PREPARE_TIMEOUT (5 * NS_PER_S)

struct lane lanes[MAX_HOSTS];
unsigned lane_count;
struct connection connections[MAX_CONNECTIONS];

static int each, epoll_fd;
static const char *const *before;

void open_lanes(int lane_each, const char *const *statements, int epoll)
{
	each = lane_each;
	before = statements;
	epoll_fd = epoll;
	lane_count = each ? options.host_count : 1;
	for (unsigned i = 0; i < lane_count; i++)
		lanes[i] = (struct lane){ .known = each ? (int)i : -1, .failure = ERROR, .cursor = i };
	for (unsigned i = 0; i < options.connections; i++)
		connections[i].index = i;
}

struct lane *lane_of(const struct connection *c)
{
	return &lanes[c->index % lane_count];
}

int is_wanted(const struct connection *c)
{
	return each || options.driver->writable(c->db);
}

static int is_usable(const struct connection *c)
{
	return c->state == IDLE || c->state == ASKING;
}

int is_up(const struct lane *lane)
{
	for (unsigned i = (unsigned)(lane - lanes); i < options.connections; i += lane_count) {
		const struct connection *c = &connections[i];
		if (is_usable(c) || (c->state != CLOSED && (int)c->host == lane->known))
			return 1;
	}
	return 0;
}

struct connection *free_of(const struct lane *lane)
{
	for (unsigned i = (unsigned)(lane - lanes); i < options.connections; i += lane_count)
		if (connections[i].state == IDLE)
			return &connections[i];
	return NULL;
}

void leave_host(struct lane *lane, unsigned host)
{
	if (!each && lane->known == (int)host)
		lane->known = -1;
}

void drop(struct connection *c, enum outcome why, int64_t now)
{
	struct lane *lane = lane_of(c);
	int was_usable = is_usable(c);
	disconnect(c);
	lane->failure = why;
	if (lane->scout == c)
		lane->scout = NULL;
	if (c->attempt_at < now)
		c->attempt_at = now;
	/* A session may end for a reason of its own; a host that takes no new one is left. */
	if (!was_usable)
		leave_host(lane, c->host);
}

static void ready(struct connection *c, int64_t now)
{
	struct lane *lane = lane_of(c);
	if (lane->scout == c)
		lane->scout = NULL;
	c->state = IDLE;
	c->attempt_at = now;
	lane->was_up = 1;
	lane->known = (int)c->host;
}

/* What goes before the first statement of its own: of every session, then of the lane's first one. */
static int next_before(const struct connection *c, char *sql, size_t size)
{
	unsigned at = c->prepared;
	if (options.session && at-- == 0) {
		snprintf(sql, size, "set %s", options.session);
		return 1;
	}
	if (!before || lane_of(c)->was_up || !before[at])
		return 0;
	snprintf(sql, size, before[at], options.table);
	return 1;
}

/* An error of these (a standby takes none, another made the table meanwhile) is found again by what comes after. */
static void prepare(struct connection *c, int64_t now)
{
	char sql[SQL_BYTES];
	if (!next_before(c, sql, sizeof sql)) {
		ready(c, now);
		return;
	}
	c->prepared++;
	c->state = PREPARING;
	c->give_up_at = now + PREPARE_TIMEOUT;
	if (ask(c, sql, epoll_fd) == BROKEN)
		drop(c, REFUSED, now);
}

void connect_on(struct connection *c, int64_t now)
{
	enum answer answer = go_on(c, epoll_fd);
	if (answer == PENDING)
		return;
	if (answer == BROKEN || !is_wanted(c))
		drop(c, REFUSED, now);
	else
		prepare(c, now);
}

static void attempt(struct connection *c, unsigned host, int64_t now)
{
	begin_connecting(c, host, epoll_fd);
	c->give_up_at = now + CONNECT_TIMEOUT;
	c->attempt_at = now + ATTEMPT_EVERY;
}

/* All hosts in turn, and then a pause. */
static void look_for_host(struct lane *lane, struct connection *c, int64_t now)
{
	if (lane->scout || now < lane->round_at)
		return;
	lane->scout = c;
	attempt(c, lane->next, now);
	lane->next = (lane->next + 1) % options.host_count;
	if (lane->next == 0)
		lane->round_at = now + ATTEMPT_EVERY;
}

int tend_lanes(int64_t now)
{
	int under_way = 0;
	for (unsigned i = 0; i < options.connections; i++) {
		struct connection *c = &connections[i];
		struct lane *lane = lane_of(c);
		if ((c->state == CONNECTING || c->state == PREPARING) && now >= c->give_up_at)
			drop(c, UNREACH, now);
		if (c->state == CLOSED && lane->known < 0)
			look_for_host(lane, c, now);
		else if (c->state == CLOSED && now >= c->attempt_at)
			attempt(c, (unsigned)lane->known, now);
		under_way |= !is_usable(c);
	}
	return under_way;
}
