#include "conf.h"
#include "common.h"

#include <arpa/inet.h>
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define COPY_PORT 7412
#define LINE_MAX_ 512
#define MAX_DEPTH 4

#define DEFAULTS \
	{ .port = 7411, .state = "/var/lib/counterd/state", .pidfile = "/run/counterd.pid", .save = NS_PER_S }
struct conf conf = DEFAULTS;

static char own_path[256];

struct place {
	const char *file;
	unsigned line, depth;
};

static void read_file(const char *path, unsigned depth);

static void wrong(const struct place *at, const char *what, const char *value)
{
	fprintf(stderr, "error: %s:%u: %s \"%s\"\n", at->file, at->line, what, value);
	exit(1);
}

/* 500ms, 2s; -1 when it is none. */
static int64_t duration_of(const char *text)
{
	char *end;
	double n = strtod(text, &end);
	if (end == text || n < 0 || n > 86400)
		return -1;
	if (!strcmp(end, "ms"))
		return (int64_t)(n * NS_PER_MS);
	return !strcmp(end, "s") ? (int64_t)(n * NS_PER_S) : -1;
}

static int64_t take_duration(const struct place *at, const char *value)
{
	int64_t ns = duration_of(value);
	if (ns < 0)
		wrong(at, "this is no time like 500ms or 2s:", value);
	return ns;
}

static void take_text(const struct place *at, const char *value, char to[256])
{
	if (*value != '/' || strlen(value) >= 256)
		wrong(at, "this is no whole path:", value);
	strcpy(to, value);
}

/* Addresses with blanks between them, or `none`. */
static void take_copies(const struct place *at, char *value)
{
	conf.copy_count = 0;
	if (!strcmp(value, "none"))
		return;
	for (char *word = strtok(value, " \t"); word; word = strtok(NULL, " \t")) {
		struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(COPY_PORT) };
		if (inet_pton(AF_INET, word, &to.sin_addr) != 1)
			wrong(at, "this is no address:", word);
		if (conf.copy_count == MAX_COPIES)
			wrong(at, "this is one copy too many:", word);
		conf.copies[conf.copy_count++] = to;
	}
}

static void take_line(const struct place *at, const char *word, char *value)
{
	if (!strcmp(word, "include"))
		read_file(value, at->depth + 1);
	else if (!strcmp(word, "port")) {
		int64_t port = parse_number(value, 1, 65535);
		if (port < 0)
			wrong(at, "this is no port:", value);
		conf.port = (uint16_t)port;
	} else if (!strcmp(word, "state"))
		take_text(at, value, conf.state);
	else if (!strcmp(word, "pidfile"))
		take_text(at, value, conf.pidfile);
	else if (!strcmp(word, "save"))
		conf.save = !strcmp(value, "each") ? 0 : take_duration(at, value);
	else if (!strcmp(word, "write")) {
		if (strcmp(value, "atomic") && strcmp(value, "in-place"))
			wrong(at, "write is atomic or in-place, and not", value);
		conf.in_place = !strcmp(value, "in-place");
	} else if (!strcmp(word, "copies"))
		take_copies(at, value);
	else if (!strcmp(word, "warm-up"))
		conf.warm_up = take_duration(at, value);
	else if (!strcmp(word, "drain"))
		conf.drain = take_duration(at, value);
	else
		wrong(at, "counterd knows no word", word);
}

static void read_file(const char *path, unsigned depth)
{
	char file[256], line[LINE_MAX_];
	struct place at = { .file = file, .depth = depth };
	snprintf(file, sizeof file, "%s", path);
	FILE *in = depth < MAX_DEPTH ? fopen(file, "re") : NULL;
	if (!in)
		die("error: %s:1", file);
	while (fgets(line, sizeof line, in)) {
		at.line++;
		line[strcspn(line, "#\r\n")] = 0;
		char *word = line + strspn(line, " \t");
		if (!*word)
			continue;
		char *value = word + strcspn(word, " \t");
		if (*value)
			*value++ = 0;
		value += strspn(value, " \t");
		for (size_t len = strlen(value); len && strchr(" \t", value[len - 1]);)
			value[--len] = 0;
		if (!*value)
			wrong(&at, "nothing stands behind", word);
		take_line(&at, word, value);
	}
	fclose(in);
}

void read_conf(const char *path)
{
	snprintf(own_path, sizeof own_path, "%s", path);
	read_file(own_path, 0);
}

/* By another process: whoever finds a mistake ends. */
int check_conf_again(void)
{
	char *const argv[] = { "counterd", "-t", "-c", own_path, NULL };
	pid_t pid;
	int status;
	if (posix_spawn(&pid, "/proc/self/exe", NULL, NULL, argv, environ) != 0 || waitpid(pid, &status, 0) != pid)
		return -1;
	return status == 0 ? 0 : -1;
}

void read_conf_again(void)
{
	struct conf was = conf;
	conf = (struct conf)DEFAULTS;
	read_file(own_path, 0);
	conf.port = was.port;
	strcpy(conf.state, was.state);
	strcpy(conf.pidfile, was.pidfile);
}

void print_conf(const char *word)
{
	if (!strcmp(word, "port"))
		printf("%u\n", conf.port);
	else if (!strcmp(word, "state"))
		puts(conf.state);
	else if (!strcmp(word, "pidfile"))
		puts(conf.pidfile);
	else
		die("-g knows port, state and pidfile, and not \"%s\"", word);
}
