#include "pages.h"
#include "config.h"
#include "request.h"
#include "store.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PAGE_SECONDS 60 /* that a cache may keep the catalogue */

static unsigned long pages;

static const char *hostname(void)
{
	static char name[65];
	if (!*name)
		gethostname(name, sizeof name - 1);
	return name;
}

/* A customer who wants to know who answers gives a nonce. */
static void prove_answer(const struct visit *v, char line[PROOF_MAX + 32])
{
	char proof[PROOF_MAX];
	const char *nonce = request_header(v, "halab-nonce");
	*line = 0;
	if (nonce && prove(nonce, v->claim, proof))
		snprintf(line, PROOF_MAX + 32, "Halab-Proof: %s\r\n", proof);
}

/* Puts the answer to the request into v->out; format: of the body. */
static void answer(struct visit *v, const char *status, const char *headers, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
static void answer(struct visit *v, const char *status, const char *headers, const char *format, ...)
{
	char body[512], proof[PROOF_MAX + 32];
	va_list args;
	va_start(args, format);
	int len = vsnprintf(body, sizeof body, format, args);
	va_end(args);
	prove_answer(v, proof);
	*v->claim = 0;
	v->waiting = 0;
	v->out_len = (size_t)snprintf(v->out, sizeof v->out,
		"HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nX-Server: %s\r\n%s%s\r\n%s",
		status, len, hostname(), proof, headers, body);
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
	snprintf(v->claim, sizeof v->claim, "%u", count_goods(b));
	snprintf(headers, sizeof headers, "Cache-Control: no-store\r\nX-Basket: %s\r\n%s", v->claim, cookie);
	answer(v, "200 OK", headers, "%s", *list ? list : "nothing yet\n");
}

static void session_cookie(const struct visit *v, char cookie[160])
{
	snprintf(cookie, 160, "Set-Cookie: session=%s; Path=%s; HttpOnly\r\n", v->session, v->design->prefix);
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
	if (!find_cookie(v, "basket", text, sizeof text) || read_signed(config.key, text, &b) < 0)
		b = (struct basket){ 0 };
	if (v->good >= 0)
		b.goods[v->good]++;
	sign_basket(config.key, &b, text);
	snprintf(line, sizeof line, "Set-Cookie: basket=%s; Path=%s; HttpOnly\r\n", text, v->design->prefix);
	answer_basket(v, &b, line);
}

static void ask(struct visit *v, int make);

static void take_from_store(struct visit *v, const struct basket *b, const char *why)
{
	char cookie[160] = "";
	if (why) {
		answer(v, "503 Service Unavailable", "Cache-Control: no-store\r\n", "the store: %s\n", why);
	} else if (!b && v->good >= 0) {
		/* A basket that nobody knows any more: a new one, under an id of ours. */
		new_session(v->session);
		ask(v, 1);
		return;
	} else if (!b) {
		answer_basket(v, &(struct basket){ 0 }, "");
	} else {
		session_cookie(v, cookie);
		answer_basket(v, b, cookie);
	}
	v->go_on(v);
}

static void ask(struct visit *v, int make)
{
	ask_store(v->design->store, v, &(struct wish){ v->session, v->good, make, take_from_store });
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
	ask(v, make);
}

/* What a POST puts into the basket: item=NAME. -1: nothing that is sold here. */
static int item_of(const char *body, size_t len)
{
	return len > 5 && !strncmp(body, "item=", 5) ? find_good(body + 5, len - 5) : -1;
}

static int serve_basket(struct visit *v, const char *path, int post, const char *body, size_t body_len)
{
	const struct design *d = config.designs;
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
	answer(v, "200 OK", headers, "apple, bread, cheese, date, egg, fig\npage %lu of %s\n", ++pages, hostname());
}

static void begin_work(struct visit *v)
{
	v->waiting = 1;
	v->work_at = now + config.work;
}

void answer_work(struct visit *v)
{
	answer(v, "200 OK", "Cache-Control: no-store\r\n", "%s\n", hostname());
}

void serve_request(struct visit *v, const char *body, size_t body_len)
{
	char path[256];
	int post = !strncmp(v->in, "POST ", 5);
	if (sscanf(v->in, "%*[A-Z] %255[^ ?]", path) != 1)
		answer(v, "400 Bad Request", "", "this is no request\n");
	else if (!strcmp(path, "/hello") || !strcmp(path, "/"))
		answer(v, "200 OK", "Cache-Control: no-store\r\n", "%s\n", hostname());
	else if (!strcmp(path, "/health"))
		answer(v, "200 OK", "Cache-Control: no-store\r\n", "alive\n");
	else if (!strcmp(path, "/catalogue"))
		serve_catalogue(v);
	else if (!strcmp(path, "/work"))
		begin_work(v);
	else if (serve_basket(v, path, post, body, body_len) < 0)
		answer(v, "404 Not Found", "", "there is no %s\n", path);
}
