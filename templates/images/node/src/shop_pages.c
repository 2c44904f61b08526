/* What the shop answers: its pages, and the basket of each design. */
#include "shop.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define PAGE_SECONDS 60 /* that a cache may keep the catalogue */

static unsigned long pages;

void answer(struct visit *v, const char *status, const char *headers, const char *format, ...)
{
	char body[512];
	va_list args;
	va_start(args, format);
	int len = vsnprintf(body, sizeof body, format, args);
	va_end(args);
	v->waiting = 0;
	v->out_len = (size_t)snprintf(v->out, sizeof v->out,
		"HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nX-Server: %s\r\n%s\r\n%s",
		status, len, hostname, headers, body);
	v->in_len -= v->request_len;
	memmove(v->in, v->in + v->request_len, v->in_len);
}

static void answer_basket(struct visit *v, const struct basket *b, const char *cookie)
{
	char headers[512], list[256] = "";
	size_t len = 0;
	for (int i = 0; i < GOODS; i++)
		if (b->goods[i])
			len += (size_t)snprintf(list + len, sizeof list - len, "%u %s\n", b->goods[i], good_name(i));
	snprintf(headers, sizeof headers, "Cache-Control: no-store\r\nX-Basket: %u\r\n%s", count_goods(b), cookie);
	answer(v, "200 OK", headers, "%s", *list ? list : "nothing yet\n");
}

static void session_cookie(const struct visit *v, char cookie[160])
{
	snprintf(cookie, 160, "Set-Cookie: session=%s; Path=%s; HttpOnly\r\n", v->session, v->design->prefix);
}

void answer_visit(struct visit *v, const struct basket *b, const char *why)
{
	char cookie[160] = "";
	if (why) {
		answer(v, "503 Service Unavailable", "Cache-Control: no-store\r\n", "the store: %s\n", why);
	} else if (!b && v->good >= 0) {
		/* A basket that nobody knows any more: a new one, under an id of ours. */
		new_session(v->session);
		ask_store(v->design->store, v, v->session, v->good, 1);
		return;
	} else if (!b) {
		answer_basket(v, &(struct basket){ 0 }, "");
	} else {
		session_cookie(v, cookie);
		answer_basket(v, b, cookie);
	}
	go_on(v);
}

/* The value of a header of the request, up to its line's end; NULL: it has none. */
const char *request_header(const struct visit *v, const char *name)
{
	size_t len = strlen(name);
	for (const char *line = strstr(v->in, "\r\n"); line && strncmp(line, "\r\n\r\n", 4); line = strstr(line + 2, "\r\n"))
		if (!strncasecmp(line + 2, name, len) && line[2 + len] == ':')
			return line + 3 + len + strspn(line + 3 + len, " \t");
	return NULL;
}

/* Copies a cookie's value; 0 when there is none that fits. */
static int find_cookie(const struct visit *v, const char *name, char *to, size_t size)
{
	size_t len = strlen(name);
	const char *at = request_header(v, "cookie");
	while (at && *at != '\r' && *at) {
		at += strspn(at, " ;");
		size_t pair = strcspn(at, ";\r\n");
		if (pair > len && !strncmp(at, name, len) && at[len] == '=' && pair - len - 1 < size) {
			memcpy(to, at + len + 1, pair - len - 1);
			to[pair - len - 1] = 0;
			return 1;
		}
		at += pair;
	}
	return 0;
}

static void take_session(struct visit *v)
{
	if (!find_cookie(v, "session", v->session, sizeof v->session) || strlen(v->session) != SESSION_HEX
		|| strspn(v->session, "0123456789abcdef") != SESSION_HEX)
		*v->session = 0;
}

static void from_memory(struct visit *v)
{
	char text[160] = "";
	struct basket *b = *v->session ? find_session(v->session, 0) : NULL;
	if (!b && v->good >= 0) {
		new_session(v->session);
		b = find_session(v->session, 1);
		session_cookie(v, text);
	}
	if (b && v->good >= 0)
		b->goods[v->good]++;
	answer_basket(v, b ? b : &(struct basket){ 0 }, text);
}

static void from_cookie(struct visit *v)
{
	char text[SIGNED_MAX], line[SIGNED_MAX + 80];
	struct basket b = { 0 };
	if (!find_cookie(v, "basket", text, sizeof text) || read_signed(text, &b) < 0)
		b = (struct basket){ 0 };
	if (v->good >= 0)
		b.goods[v->good]++;
	sign_basket(&b, text);
	snprintf(line, sizeof line, "Set-Cookie: basket=%s; Path=%s; HttpOnly\r\n", text, v->design->prefix);
	answer_basket(v, &b, line);
}

static void from_store(struct visit *v)
{
	int make = !*v->session && v->good >= 0;
	if (make)
		new_session(v->session);
	if (!*v->session) {
		answer_basket(v, &(struct basket){ 0 }, "");
		return;
	}
	v->waiting = 1;
	ask_store(v->design->store, v, v->session, v->good, make);
}

/* What a POST puts into the basket: item=NAME. -1: nothing that is sold here. */
static int item_of(const char *body, size_t len)
{
	return len > 5 && !strncmp(body, "item=", 5) ? find_good(body + 5, len - 5) : -1;
}

static int serve_basket(struct visit *v, const char *path, int post, const char *body, size_t body_len)
{
	struct design *d = config.designs;
	size_t len = strcspn(path + 1, "/ ") + 1;
	for (; d; d = d->next)
		if (strlen(d->prefix) == len && !strncmp(d->prefix, path, len))
			break;
	int health = d && !strcmp(path + len, "/health");
	if (!d || (!health && strcmp(path + len, "/basket")))
		return -1;
	v->design = d;
	v->good = post && !health ? item_of(body, body_len) : -1;
	if (post && !health && v->good < 0) {
		answer(v, "400 Bad Request", "", "item=NAME, of /catalogue\n");
		return 0;
	}
	take_session(v);
	/* Nobody's: the store has to answer, whatever it says. */
	if (health)
		memset(v->session, '0', SESSION_HEX);
	if (d->keeper == KEEP_MEMORY)
		from_memory(v);
	else if (d->keeper == KEEP_COOKIE)
		from_cookie(v);
	else
		from_store(v);
	return 0;
}

static void serve_catalogue(struct visit *v)
{
	char headers[64];
	snprintf(headers, sizeof headers, "Cache-Control: public, max-age=%d\r\n", PAGE_SECONDS);
	answer(v, "200 OK", headers, "apple, bread, cheese, date, egg, fig\npage %lu of %s\n", ++pages, hostname);
}

void serve_request(struct visit *v, const char *body, size_t body_len)
{
	char path[256];
	int post = !strncmp(v->in, "POST ", 5);
	if (sscanf(v->in, "%*[A-Z] %255[^ ?]", path) != 1)
		answer(v, "400 Bad Request", "", "this is no request\n");
	else if (!strcmp(path, "/hello") || !strcmp(path, "/"))
		answer(v, "200 OK", "Cache-Control: no-store\r\n", "%s\n", hostname);
	else if (!strcmp(path, "/health"))
		answer(v, "200 OK", "Cache-Control: no-store\r\n", "alive\n");
	else if (!strcmp(path, "/catalogue"))
		serve_catalogue(v);
	else if (!strcmp(path, "/work"))
		start_working(v);
	else if (serve_basket(v, path, post, body, body_len) < 0)
		answer(v, "404 Not Found", "", "there is no %s\n", path);
}
