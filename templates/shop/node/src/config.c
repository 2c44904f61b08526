/* The file that halab-shop is told by: one thing a line, # begins a comment.
 *   listen PORT
 *   key SECRET                                   what signs baskets, the same on every server
 *   work MILLISECONDS
 *   basket PREFIX memory|cookie
 *   basket PREFIX redis ADDRESS:PORT
 *   basket PREFIX sentinel NAME ADDRESS:PORT...
 */
#include "config.h"
#include "common.h"
#include "store.h"
#include "way.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_WORDS 16

struct config config = { .port = 8080 };

static const char *file_name;
static int line_number;

static void wrong(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));
static void wrong(const char *format, ...)
{
	va_list args;
	fprintf(stderr, "error: %s:%d: ", file_name, line_number);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

static void need(int have, int wanted, const char *usage)
{
	if (have != wanted)
		wrong("must be: %s", usage);
}

static void add_addresses(struct store *s, char **words, int count)
{
	if (count < 1 || count > MAX_SENTINELS)
		wrong("1 to %d addresses, not %d", MAX_SENTINELS, count);
	for (int i = 0; i < count; i++)
		if (add_store_address(s, words[i]) < 0)
			wrong("not an ADDRESS:PORT: %s", words[i]);
}

static void read_keeper(struct design *d, char **words, int count)
{
	const char *how = words[2];
	d->keeper = KEEP_STORE;
	if (!strcmp(how, "memory") || !strcmp(how, "cookie")) {
		need(count, 3, "basket PREFIX memory|cookie");
		d->keeper = *how == 'm' ? KEEP_MEMORY : KEEP_COOKIE;
	} else if (!strcmp(how, "redis")) {
		need(count, 4, "basket PREFIX redis ADDRESS:PORT");
		d->store = add_store(NULL);
		add_addresses(d->store, words + 3, 1);
	} else if (!strcmp(how, "sentinel") && count > 4) {
		d->store = add_store(words[3]);
		add_addresses(d->store, words + 4, count - 4);
	} else if (!strcmp(how, "sentinel")) {
		wrong("must be: basket PREFIX sentinel NAME ADDRESS:PORT...");
	} else {
		wrong("unknown way to keep a basket: %s (memory, cookie, redis, sentinel)", how);
	}
}

static void read_basket(char **words, int count)
{
	struct design **last = &config.designs;
	if (count < 3)
		wrong("must be: basket PREFIX memory|cookie|redis|sentinel ...");
	if (words[1][0] != '/' || strlen(words[1]) < 2 || strlen(words[1]) >= PREFIX_MAX || strchr(words[1] + 1, '/'))
		wrong("not a path like /memory: %s", words[1]);
	for (; *last; last = &(*last)->next)
		if (!strcmp((*last)->prefix, words[1]))
			wrong("a second %s", words[1]);
	struct design *d = calloc(1, sizeof *d);
	if (!d)
		die("out of memory");
	snprintf(d->prefix, sizeof d->prefix, "%s", words[1]);
	read_keeper(d, words, count);
	*last = d;
}

static void read_words(char **words, int count)
{
	if (!strcmp(words[0], "basket")) {
		read_basket(words, count);
	} else if (!strcmp(words[0], "listen")) {
		need(count, 2, "listen PORT");
		int64_t port = parse_number(words[1], 1, 65535);
		if (port < 0)
			wrong("not a port: %s", words[1]);
		config.port = (uint16_t)port;
	} else if (!strcmp(words[0], "work")) {
		need(count, 2, "work MILLISECONDS");
		int64_t ms = parse_number(words[1], 0, 10000);
		if (ms < 0)
			wrong("not milliseconds: %s", words[1]);
		config.work = ms * NS_PER_MS;
	} else if (!strcmp(words[0], "key")) {
		need(count, 2, "key SECRET");
		if (strlen(words[1]) >= sizeof config.key)
			wrong("the key is longer than %zu", sizeof config.key - 1);
		strcpy(config.key, words[1]);
	} else {
		wrong("unknown word: %s (listen, key, work, basket)", words[0]);
	}
}

/* A basket that anybody can sign is worth nothing. */
static void check_key(void)
{
	for (struct design *d = config.designs; d; d = d->next)
		if (d->keeper == KEEP_COOKIE && !*config.key)
			wrong("%s is kept in a cookie, but there is no key that signs it", d->prefix);
}

void read_config(const char *path)
{
	char line[1024];
	FILE *file = fopen(path, "re");
	file_name = path;
	if (!file)
		die("%s", path);
	while (fgets(line, sizeof line, file)) {
		char *words[MAX_WORDS + 1];
		int count = 0;
		line_number++;
		line[strcspn(line, "#\n")] = 0;
		for (char *word = strtok(line, " \t\r"); word && count <= MAX_WORDS; word = strtok(NULL, " \t\r"))
			words[count++] = word;
		if (count > MAX_WORDS)
			wrong("more than %d words", MAX_WORDS);
		if (count)
			read_words(words, count);
	}
	fclose(file);
	check_key();
	if (!config.designs)
		wrong("no basket is kept anywhere");
}
