/* The configuration of halab-nlb: one word and its value a line, # begins a comment. */
#include "nlb.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *path;
static unsigned line_number, mistakes;

static void mistake(const char *text, const char *value)
{
	fprintf(stderr, "%s:%u: %s%s%s\n", path, line_number, text, *value ? ": " : "", value);
	mistakes++;
}

static unsigned number(const char *value, unsigned max)
{
	int64_t n = parse_number(value, 1, max);
	char text[64];
	if (n > 0)
		return (unsigned)n;
	snprintf(text, sizeof text, "must be a number from 1 to %u", max);
	mistake(text, value);
	return 1;
}

/* "100ms", "1s": 10 ms to 60 s. */
static int64_t duration(const char *value)
{
	char digits[16];
	size_t len = strspn(value, "0123456789");
	const char *unit = value + len;
	if (len > 0 && len < sizeof digits && (!strcmp(unit, "ms") || !strcmp(unit, "s"))) {
		memcpy(digits, value, len);
		digits[len] = 0;
		int64_t ms = parse_number(digits, 0, 60000);
		ms = ms > 0 && !strcmp(unit, "s") ? ms * 1000 : ms;
		if (ms >= 10 && ms <= 60000)
			return ms * NS_PER_MS;
	}
	mistake("must be a time from 10ms to 60s", value);
	return NS_PER_S;
}

static void add_target(struct nlb_config *config, const char *value)
{
	char host[32];
	const char *colon = strchr(value, ':');
	size_t len = colon ? (size_t)(colon - value) : 0;
	struct sockaddr_in to = { .sin_family = AF_INET };
	int64_t port = colon ? parse_number(colon + 1, 1, 65535) : -1;
	if (len > 0 && len < sizeof host && port > 0) {
		memcpy(host, value, len);
		host[len] = 0;
		to.sin_port = htons((uint16_t)port);
		if (inet_pton(AF_INET, host, &to.sin_addr) != 1)
			port = -1;
	} else {
		port = -1;
	}
	if (port < 0)
		mistake("must be ADDRESS:PORT", value);
	else if (config->targets == NLB_MAX_TARGETS)
		mistake("too many addresses to speak to", value);
	else if (config->targets && config->to[0].sin_port != to.sin_port)
		mistake("every address must have the same port", value);
	else
		config->to[config->targets++] = to;
}

/* Goes into a script of nft: three plain words, nothing else. */
static void set_name(struct nlb_config *config, const char *value)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ ";
	char family[32], table[32], name[32], more[2];
	if (value[strspn(value, plain)] == 0 && sscanf(value, "%31s %31s %31s %1s", family, table, name, more) == 3)
		snprintf(config->set, sizeof config->set, "%s %s %s", family, table, name);
	else
		mistake("must be FAMILY TABLE NAME of an nftables set", value);
}

static void take(struct nlb_config *config, const char *key, const char *value)
{
	if (!*value)
		mistake("has no value", key);
	else if (!strcmp(key, "id"))
		config->id = number(value, NLB_MAX_NODES);
	else if (!strcmp(key, "nodes"))
		config->nodes = number(value, NLB_MAX_NODES);
	else if (!strcmp(key, "buckets"))
		config->buckets = number(value, NLB_MAX_BUCKETS);
	else if (!strcmp(key, "quorum"))
		config->quorum = number(value, NLB_MAX_NODES);
	else if (!strcmp(key, "heartbeat"))
		config->heartbeat = duration(value);
	else if (!strcmp(key, "dead"))
		config->dead = duration(value);
	else if (!strcmp(key, "to"))
		add_target(config, value);
	else if (!strcmp(key, "set"))
		set_name(config, value);
	else
		mistake("unknown word", key);
}

/* Cuts the comment and the blanks around; key and value point into the line. */
static int split(char *line, char **key, char **value)
{
	line[strcspn(line, "#\r\n")] = 0;
	*key = line + strspn(line, " \t");
	size_t len = strlen(*key);
	while (len && strchr(" \t", (*key)[len - 1]))
		(*key)[--len] = 0;
	if (!len)
		return 0;
	*value = *key + strcspn(*key, " \t");
	if (**value)
		*(*value)++ = 0;
	*value += strspn(*value, " \t");
	return 1;
}

/* What no line alone can be blamed for: said with the last line's number. */
static void check_whole(const struct nlb_config *config)
{
	unsigned orders = 1;
	for (unsigned n = 2; n <= config->nodes; n++)
		orders *= n;
	if (!config->id)
		mistake("`id` is missing", "");
	if (!config->targets)
		mistake("`to` is missing: to whom is the heartbeat said?", "");
	if (config->id > config->nodes)
		mistake("`id` is more than `nodes`", "");
	if (config->buckets % orders)
		mistake("`buckets` must be a multiple of the number of orders of `nodes` (2: 2, 3: 6, 4: 24, 5: 120)", "");
	if (config->dead < 2 * config->heartbeat)
		mistake("`dead` must be at least two heartbeats", "");
}

int nlb_read_config(const char *file, struct nlb_config *config)
{
	char line[256], *key, *value;
	FILE *in = fopen(file, "re");
	/* The timers of Microsoft's NLB: every second, dead after five. */
	*config = (struct nlb_config){ .nodes = 4, .buckets = 24, .quorum = 1, .heartbeat = NS_PER_S,
		.dead = 5 * NS_PER_S, .set = "ip nlb mine" };
	path = file;
	line_number = mistakes = 0;
	if (!in) {
		fprintf(stderr, "%s: %s\n", file, strerror(errno));
		return -1;
	}
	while (fgets(line, sizeof line, in)) {
		line_number++;
		if (split(line, &key, &value))
			take(config, key, value);
	}
	fclose(in);
	if (!mistakes)
		check_whole(config);
	return mistakes ? -1 : 0;
}
