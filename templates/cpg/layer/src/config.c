/* The configuration of halab-cpg: one word and its value a line, # begins a comment. */
#include "cpg.h"
#include "common.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *path;
static unsigned line_number, mistakes;

static void mistake(const char *text, const char *value)
{
	fprintf(stderr, "%s:%u: %s%s%s\n", path, line_number, text, *value ? ": " : "", value);
	mistakes++;
}

static void set_group(struct config *config, const char *value)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
	size_t len = strlen(value);
	if (value[strspn(value, plain)] || len >= 32) {
		mistake("must be a name: letters, digits, . _ -, at most 31", value);
		return;
	}
	config->group.length = (uint32_t)len;
	memcpy(config->group.value, value, len);
}

static void set_rate(struct config *config, const char *value)
{
	int64_t rate = parse_number(value, 1, CPG_MAX_RATE);
	char text[64];
	if (rate > 0) {
		config->rate = (unsigned)rate;
		return;
	}
	snprintf(text, sizeof text, "must be messages a second, from 1 to %d", CPG_MAX_RATE);
	mistake(text, value);
}

/* 0 for the first word, 1 for the second one. */
static int choice(const char *value, const char *first, const char *second)
{
	char text[64];
	if (!strcmp(value, first) || !strcmp(value, second))
		return !strcmp(value, second);
	snprintf(text, sizeof text, "must be %s or %s", first, second);
	mistake(text, value);
	return 0;
}

static void take(struct config *config, const char *key, const char *value)
{
	if (!*value)
		mistake("has no value", key);
	else if (!strcmp(key, "group"))
		set_group(config, value);
	else if (!strcmp(key, "rate"))
		set_rate(config, value);
	else if (!strcmp(key, "minority"))
		config->minority_stops = choice(value, "sends", "stops");
	else if (!strcmp(key, "apply"))
		config->applies_sent = choice(value, "delivered", "sent");
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

int config_read(const char *file, struct config *config)
{
	char line[256], *key, *value;
	FILE *in = fopen(file, "re");
	*config = (struct config){ .rate = 10 };
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
	if (!mistakes && !config->group.length)
		mistake("`group` is missing: which group is joined?", "");
	return mistakes ? -1 : 0;
}
