/* Baskets in Redis: one way to each store, orders one behind the other on it. A store with a name is asked for
 * at its sentinels: who is the master now? Whoever they name has to say so, too (ROLE): a sentinel may not have
 * heard of a failover yet. */
#include "store.h"
#include "way.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A session's basket in one go, so that nobody can come in between: [] when it is not known and not
 * to be made. ARGV: 1 to make it, what to put in or nothing. */
static const char script[] =
	"if ARGV[1]=='0' and redis.call('EXISTS',KEYS[1])==0 then return {} end "
	"if ARGV[2]~='' then redis.call('HINCRBY',KEYS[1],ARGV[2],1) end "
	"redis.call('EXPIRE',KEYS[1],1800) return redis.call('HGETALL',KEYS[1])";

struct order {
	struct visit *visit; /* NULL: the customer is gone */
	store_answer *answer;
	int sent, good, make;
	int64_t deadline;
	char session[SESSION_HEX + 1];
	struct order *next;
};

struct store {
	struct way way; /* first: its way is the store */
	struct order *first, **last;
	struct store *next;
};

static struct store *stores;

static struct order *next_order(struct store *s)
{
	struct order *o = s->first;
	s->first = o->next;
	if (!s->first)
		s->last = &s->first;
	return o;
}

static void end_order(struct order *o, const struct basket *b, const char *why)
{
	if (o->visit)
		o->answer(o->visit, b, why);
	free(o);
}

static void put_order(struct store *s, struct order *o)
{
	const char *good = o->good < 0 ? "" : good_name(o->good);
	put(&s->way, "*6\r\n$4\r\nEVAL\r\n$%zu\r\n%s\r\n$1\r\n1\r\n$%zu\r\nbasket:%s\r\n$1\r\n%d\r\n$%zu\r\n%s\r\n",
		strlen(script), script, strlen(o->session) + 7, o->session, o->make, strlen(good), good);
	o->sent = 1;
}

static void send_orders(struct way *w)
{
	struct store *s = (struct store *)w;
	for (struct order *o = s->first; o; o = o->next)
		put_order(s, o);
	send_out(w);
}

/* What was sent has no answer; the rest waits for the next way. Taken out before anybody is told: who is told
 * may order again. */
static void lose_orders(struct way *w, const char *why)
{
	struct store *s = (struct store *)w;
	struct order *sent = NULL, **tail = &sent;
	while (s->first && s->first->sent) {
		*tail = next_order(s);
		tail = &(*tail)->next;
	}
	*tail = NULL;
	while (sent) {
		struct order *o = sent;
		sent = o->next;
		end_order(o, NULL, why);
	}
}

static void take_basket(struct way *w, const struct reply *r)
{
	struct store *s = (struct store *)w;
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
	end_order(next_order(s), *why || !r->count ? NULL : &b, *why ? why : NULL);
	/* A replica by now: the sentinels know the new master, or will. */
	if (w->name && !strncmp(why, "READONLY", 8))
		break_way(w, "it is a replica now");
}

struct store *add_store(const char *name)
{
	struct store *s = calloc(1, sizeof *s);
	if (!s || (name && !(s->way.name = strdup(name))))
		die("out of memory");
	s->way.handler.fd = -1;
	s->way.ready = send_orders;
	s->way.replied = take_basket;
	s->way.broken = lose_orders;
	s->last = &s->first;
	s->next = stores;
	stores = s;
	return s;
}

int add_store_address(struct store *s, const char *text)
{
	return add_way_address(&s->way, text);
}

void ask_store(struct store *s, struct visit *v, const struct wish *wish)
{
	struct order *o = calloc(1, sizeof *o);
	if (!o)
		die("out of memory");
	*o = (struct order){ v, wish->answer, .good = wish->good, .make = wish->make, .deadline = now + PATIENCE };
	snprintf(o->session, sizeof o->session, "%s", wish->session);
	*s->last = o;
	s->last = &o->next;
	if (s->way.stage == READY) {
		put_order(s, o);
		send_out(&s->way);
	}
}

void forget_visit(struct visit *v)
{
	for (struct store *s = stores; s; s = s->next)
		for (struct order *o = s->first; o; o = o->next)
			if (o->visit == v)
				o->visit = NULL;
}

/* Customers who have waited long enough. */
static void expire(struct store *s)
{
	while (s->first && s->first->deadline <= now) {
		if (s->first->sent)
			break_way(&s->way, "no answer");
		else
			end_order(next_order(s), NULL, "nobody knows where it is");
	}
}

int64_t stores_turn(void)
{
	int64_t at = INT64_MAX;
	for (struct store *s = stores; s; s = s->next) {
		expire(s);
		int64_t next = way_turn(&s->way);
		at = next < at ? next : at;
		if (s->first && s->first->deadline < at)
			at = s->first->deadline;
	}
	return at;
}
