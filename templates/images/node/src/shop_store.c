/* Baskets in Redis: one connection for each store, orders one behind the other on it. A store with a
 * name is asked for at its sentinels: who is the master now? Whoever they name has to say so, too
 * (ROLE): a sentinel may not have heard of a failover yet. */
#include "shop_store.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

/* A session's basket in one go, so that nobody can come in between: [] when it is not known and not
 * to be made. ARGV: 1 to make it, what to put in or nothing. */
static const char script[] =
	"if ARGV[1]=='0' and redis.call('EXISTS',KEYS[1])==0 then return {} end "
	"if ARGV[2]~='' then redis.call('HINCRBY',KEYS[1],ARGV[2],1) end "
	"redis.call('EXPIRE',KEYS[1],1800) return redis.call('HGETALL',KEYS[1])";

static struct store *stores;

struct store *add_store(const char *name)
{
	struct store *s = calloc(1, sizeof *s);
	if (!s || (name && !(s->name = strdup(name))))
		die("out of memory");
	s->handler.fd = -1;
	s->last = &s->first;
	s->next = stores;
	stores = s;
	return s;
}

int add_store_address(struct store *s, const char *text)
{
	char host[32];
	const char *colon = strchr(text, ':');
	int64_t port = colon ? parse_number(colon + 1, 1, 65535) : -1;
	struct sockaddr_in *to = &s->addresses[s->count];
	if (port < 0 || colon - text >= (long)sizeof host)
		return -1;
	snprintf(host, sizeof host, "%.*s", (int)(colon - text), text);
	*to = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	if (inet_pton(AF_INET, host, &to->sin_addr) != 1)
		return -1;
	s->count++;
	return 0;
}

static struct order *next_order(struct store *s)
{
	struct order *o = s->first;
	s->first = o->next;
	if (!s->first)
		s->last = &s->first;
	return o;
}

void broken(struct store *s, const char *why)
{
	char said[80];
	struct order *sent = NULL, **tail = &sent;
	snprintf(said, sizeof said, "%s: %s", address_of(s), why);
	if (s->stage == READY)
		syslog(LOG_WARNING, "store %s: %s", s->name ? s->name : "", said);
	disconnect(s);
	s->at = (s->at + 1) % s->count;
	s->attempt_at += ATTEMPT_EVERY;
	if (s->attempt_at < now)
		s->attempt_at = now;
	while (s->first && s->first->sent) {
		*tail = next_order(s);
		tail = &(*tail)->next;
	}
	*tail = NULL;
	while (sent) {
		struct order *o = sent;
		sent = o->next;
		if (o->visit)
			answer_visit(o->visit, NULL, said);
		free(o);
	}
}

static void put_order(struct store *s, struct order *o)
{
	const char *good = o->good < 0 ? "" : good_name(o->good);
	put(s, "*6\r\n$4\r\nEVAL\r\n$%zu\r\n%s\r\n$1\r\n1\r\n$%zu\r\nbasket:%s\r\n$1\r\n%d\r\n$%zu\r\n%s\r\n",
		strlen(script), script, strlen(o->id) + 7, o->id, o->make, strlen(good), good);
	o->sent = 1;
}

void send_orders(struct store *s)
{
	for (struct order *o = s->first; o; o = o->next)
		put_order(s, o);
	send_out(s);
}

void ask_store(struct store *s, struct visit *v, const char *id, int good, int make)
{
	struct order *o = calloc(1, sizeof *o);
	if (!o)
		die("out of memory");
	*o = (struct order){ .visit = v, .good = good, .make = make, .deadline = now + PATIENCE };
	snprintf(o->id, sizeof o->id, "%s", id);
	*s->last = o;
	s->last = &o->next;
	if (s->stage == READY) {
		put_order(s, o);
		send_out(s);
	}
}

void forget_visit(struct visit *v)
{
	for (struct store *s = stores; s; s = s->next)
		for (struct order *o = s->first; o; o = o->next)
			if (o->visit == v)
				o->visit = NULL;
}

void take_basket(struct store *s, const struct reply *r)
{
	struct basket b = { 0 };
	char why[80] = "";
	if (!s->first)
		return;
	if (r->type != '*' && r->count)
		snprintf(why, sizeof why, "%.*s", (int)r->items[0].len, r->items[0].text);
	for (unsigned i = 0; r->type == '*' && i + 1 < r->count; i += 2) {
		int good = find_good(r->items[i].text, r->items[i].len);
		if (good >= 0)
			b.goods[good] = (unsigned)strtoul(r->items[i + 1].text, NULL, 10);
	}
	struct order *o = next_order(s);
	if (o->visit)
		answer_visit(o->visit, *why || !r->count ? NULL : &b, *why ? why : NULL);
	free(o);
	/* A replica by now: the sentinels know the new master, or will. */
	if (s->name && !strncmp(why, "READONLY", 8))
		broken(s, "it is a replica now");
}

/* Customers who have waited long enough. */
static void expire(struct store *s)
{
	while (s->first && s->first->deadline <= now) {
		if (s->first->sent) {
			broken(s, "no answer");
			continue;
		}
		struct order *o = next_order(s);
		if (o->visit)
			answer_visit(o->visit, NULL, "nobody knows where it is");
		free(o);
	}
}

int64_t stores_turn(void)
{
	int64_t at = INT64_MAX;
	for (struct store *s = stores; s; s = s->next) {
		expire(s);
		if ((s->stage == ASKING || s->stage == JOINING) && s->give_up_at <= now)
			broken(s, "no answer");
		if (s->stage == AWAY && s->attempt_at <= now) {
			s->attempt_at = now;
			join(s, &s->addresses[s->at], s->name ? ASKING : JOINING);
		}
		int64_t next = s->stage == AWAY ? s->attempt_at : s->stage == READY ? INT64_MAX : s->give_up_at;
		at = next < at ? next : at;
		if (s->first && s->first->deadline < at)
			at = s->first->deadline;
	}
	return at;
}
