/* Kind users: customers of halab-shop, each with cookies of their own. Request k is customer k modulo
 * their number, who puts one more thing into the basket; the answer says how many are in it. Fewer
 * than the customer knows of:
 *   u <t us> <lost|behind> <user> <had> <has>
 * lost: the shop does not know the customer any more, and began a new basket; behind: it knows them,
 * but not their last things. More is no loss: an answer may be lost whose request was not. */
#include "probe.h"
#include "tcp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define COOKIES 4
#define COOKIE_NAME_MAX 32
#define COOKIE_VALUE_MAX 192

struct cookie {
	char name[COOKIE_NAME_MAX], value[COOKIE_VALUE_MAX];
};

struct user {
	unsigned had; /* things in the basket, as the shop said last */
	struct cookie cookies[COOKIES];
};

static struct user *users;
static const char *const wishes[] = { "apple", "bread", "cheese", "date", "egg", "fig" };

static const char *wish_of(const struct slot *s)
{
	return wishes[s->k / options.count % (sizeof wishes / sizeof *wishes)];
}

static const char *write_body(const struct slot *s)
{
	static char body[32];
	snprintf(body, sizeof body, "item=%s", wish_of(s));
	return body;
}

static size_t write_request(const struct slot *s, char *to, size_t size)
{
	const struct user *u = &users[client_of(s)];
	size_t len = add_text(to, size, 0,
		"POST %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: halab\r\nConnection: close\r\n"
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n",
		options.path, options.host, strlen(wish_of(s)) + 5);
	const char *before = "Cookie: ";
	for (int i = 0; i < COOKIES; i++) {
		if (!*u->cookies[i].name)
			continue;
		len = add_text(to, size, len, "%s%s=%s", before, u->cookies[i].name, u->cookies[i].value);
		before = "; ";
	}
	return add_text(to, size, len, "%s", *before == ';' ? "\r\n" : "");
}

/* Keeps `name=value; ...`; a cookie of that name is replaced, and one too many is forgotten. */
static void keep_cookie(struct user *u, const char *text)
{
	size_t name_len = strcspn(text, "=;\r\n");
	if (text[name_len] != '=' || name_len >= COOKIE_NAME_MAX)
		return;
	const char *value = text + name_len + 1;
	size_t len = strcspn(value, "; \r\n");
	for (int i = 0; i < COOKIES; i++) {
		struct cookie *c = &u->cookies[i];
		if (*c->name && (strlen(c->name) != name_len || memcmp(c->name, text, name_len)))
			continue;
		if (len >= sizeof c->value)
			return;
		memcpy(c->name, text, name_len);
		c->name[name_len] = 0;
		memcpy(c->value, value, len);
		c->value[len] = 0;
		return;
	}
}

static void take_answer(const struct slot *s, int64_t now)
{
	struct user *u = &users[client_of(s)];
	const char *basket = find_header(s->reply, "x-basket");
	for (const char *at = s->reply; (at = find_header(at, "set-cookie")) != NULL;)
		keep_cookie(u, at + strspn(at, " "));
	if (!basket)
		return;
	unsigned has = (unsigned)strtoul(basket, NULL, 10);
	if (has <= u->had)
		print("u %lld %s %u %u %u\n", (long long)((now - t0) / NS_PER_US), has == 1 ? "lost" : "behind",
			client_of(s), u->had, has);
	u->had = has;
}

static void open_users(void)
{
	if (!options.path || !options.count)
		die("users needs --url and --count");
	if (options.count * options.every <= options.timeout)
		die("a customer would come again before the timeout: more users, or less often");
	users = calloc(options.count, sizeof *users);
	if (!users)
		die("out of memory");
	http_hooks.request = write_request;
	http_hooks.body = write_body;
	http_hooks.claim = "x-basket";
	http_hooks.answer = take_answer;
	if (options.first.s_addr)
		http_hooks.bind = bind_client;
}

const struct kind users_kind = { .name = "users", .timeout = 500 * NS_PER_MS, .open = open_users, .send = http_send,
	.event = http_event, .expired = http_expired };
