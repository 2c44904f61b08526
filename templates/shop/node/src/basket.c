#include "basket.h"
#include "common.h"
#include "hmac.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/* Sessions that memory has room for; then the oldest is forgotten. */
#define MAX_SESSIONS 16384
#define BUCKETS 4096

static const char *const goods[GOODS] = { "apple", "bread", "cheese", "date", "egg", "fig" };

int find_good(const char *name, size_t len)
{
	for (int i = 0; i < GOODS; i++)
		if (strlen(goods[i]) == len && !memcmp(goods[i], name, len))
			return i;
	return -1;
}

const char *good_name(int good)
{
	return goods[good];
}

unsigned count_goods(const struct basket *b)
{
	unsigned sum = 0;
	for (int i = 0; i < GOODS; i++)
		sum += b->goods[i];
	return sum;
}

static void write_basket(const struct basket *b, char text[SIGNED_MAX])
{
	const unsigned *n = b->goods;
	snprintf(text, SIGNED_MAX, "%u-%u-%u-%u-%u-%u", n[0], n[1], n[2], n[3], n[4], n[5]);
}

void sign_basket(const char *key, const struct basket *b, char text[SIGNED_MAX])
{
	char hex[65];
	write_basket(b, text);
	hmac_sha256_hex(key, text, hex);
	strcat(text, ".");
	strcat(text, hex);
}

int read_signed(const char *key, const char *text, struct basket *b)
{
	char plain[SIGNED_MAX], again[SIGNED_MAX], hex[65];
	const char *dot = strchr(text, '.');
	unsigned *n = b->goods;
	if (!dot || dot - text >= SIGNED_MAX - 66 || strlen(dot + 1) != 64)
		return -1;
	memcpy(plain, text, (size_t)(dot - text));
	plain[dot - text] = 0;
	hmac_sha256_hex(key, plain, hex);
	if (differ(hex, dot + 1, 64))
		return -1;
	if (sscanf(plain, "%u-%u-%u-%u-%u-%u", n, n + 1, n + 2, n + 3, n + 4, n + 5) != GOODS)
		return -1;
	write_basket(b, again);
	return strcmp(plain, again) ? -1 : 0;
}

struct session {
	char id[SESSION_HEX + 1];
	struct basket basket;
	struct session *next;
};

static struct session sessions[MAX_SESSIONS];
static struct session *buckets[BUCKETS];
static unsigned session_count;

void new_session(char id[SESSION_HEX + 1])
{
	unsigned char bits[SESSION_HEX / 2];
	if (getrandom(bits, sizeof bits, 0) != sizeof bits)
		die("getrandom");
	for (size_t i = 0; i < sizeof bits; i++)
		sprintf(id + 2 * i, "%02x", bits[i]);
}

/* Ids are random, so their first digits spread them well. */
static struct session **bucket_of(const char *id)
{
	char digits[5];
	snprintf(digits, sizeof digits, "%.4s", id);
	return &buckets[strtoul(digits, NULL, 16) % BUCKETS];
}

static void unlink_session(struct session *s)
{
	struct session **at = bucket_of(s->id);
	while (*at && *at != s)
		at = &(*at)->next;
	if (*at)
		*at = s->next;
}

struct basket *find_session(const char *id, int make)
{
	struct session **at = bucket_of(id);
	for (struct session *s = *at; s; s = s->next)
		if (!strcmp(s->id, id))
			return &s->basket;
	if (!make)
		return NULL;
	struct session *s = &sessions[session_count++ % MAX_SESSIONS];
	if (*s->id)
		unlink_session(s);
	snprintf(s->id, sizeof s->id, "%s", id);
	memset(&s->basket, 0, sizeof s->basket);
	s->next = *at;
	*at = s;
	return &s->basket;
}
