#include "state.h"
#include "common.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINE_SIZE 64

static uint32_t sum_of(const char *text, size_t len)
{
	uint32_t sum = 2166136261u; /* FNV-1a */
	for (size_t i = 0; i < len; i++)
		sum = (sum ^ (unsigned char)text[i]) * 16777619u;
	return sum;
}

static struct counter *add_counter(struct state *s)
{
	if (s->count == MAX_COUNTERS)
		return NULL;
	if (s->count == s->size) {
		s->size = s->size ? 2 * s->size : 256;
		s->counters = realloc(s->counters, s->size * sizeof *s->counters);
		if (!s->counters)
			die("out of memory");
	}
	s->counters[s->count] = (struct counter){ 0 };
	return &s->counters[s->count++];
}

/* A name begins with its place, so nobody has to look for it. */
static struct counter *place_of(const struct state *s, const char *name)
{
	char *end;
	unsigned long at = *name == 'c' ? strtoul(name + 1, &end, 10) : s->count;
	return at < s->count && !strcmp(s->counters[at].name, name) ? &s->counters[at] : NULL;
}

const struct counter *find_counter(const struct state *s, const char *name)
{
	return place_of(s, name);
}

struct counter *count_up(struct state *s, const char *name)
{
	struct counter *c = place_of(s, name);
	if (!c) {
		uint32_t mark;
		if (!(c = add_counter(s)))
			return NULL;
		if (getrandom(&mark, sizeof mark, 0) != sizeof mark)
			die("getrandom");
		snprintf(c->name, sizeof c->name, "c%u-%08x", s->count - 1, mark);
	}
	c->value++;
	return c;
}

int is_newer(const struct state *a, const struct state *b)
{
	return a->term != b->term ? a->term > b->term : a->seq > b->seq;
}

char *write_state(const struct state *s, size_t *len)
{
	size_t size = ((size_t)s->count + 2) * LINE_SIZE + 64;
	char *text = malloc(size);
	if (!text)
		die("out of memory");
	size_t n = (size_t)snprintf(text, size, "counterd-state 1 %" PRIu64 " %" PRIu64 " %u\n", s->term, s->seq, s->count);
	for (uint32_t i = 0; i < s->count; i++)
		n += (size_t)snprintf(text + n, size - n, "%s %u\n", s->counters[i].name, s->counters[i].value);
	n += (size_t)snprintf(text + n, size - n, "end %08x\n", sum_of(text, n));
	*len = n;
	return text;
}

/* The line at `at`, without its end; 0 where it has none. */
static size_t take_line(const char *text, size_t len, size_t at, char line[LINE_SIZE * 2])
{
	const char *end = at < len ? memchr(text + at, '\n', len - at) : NULL;
	size_t n = end ? (size_t)(end - text) - at : 0;
	if (!end || n >= LINE_SIZE * 2)
		return 0;
	memcpy(line, text + at, n);
	line[n] = 0;
	return n + 1;
}

unsigned parse_state(const char *text, size_t len, struct state *s)
{
	char line[LINE_SIZE * 2];
	uint32_t count, sum;
	size_t at = take_line(text, len, 0, line), n;
	*s = (struct state){ 0 };
	if (!at || sscanf(line, "counterd-state 1 %" SCNu64 " %" SCNu64 " %u", &s->term, &s->seq, &count) != 3
		|| count > MAX_COUNTERS)
		return 1;
	for (uint32_t i = 0; i < count; i++, at += n) {
		struct counter *c = add_counter(s);
		n = take_line(text, len, at, line);
		if (!n || sscanf(line, "%23s %u", c->name, &c->value) != 2)
			return i + 2;
	}
	n = take_line(text, len, at, line);
	if (!n || sscanf(line, "end %x", &sum) != 1 || sum != sum_of(text, at) || at + n != len)
		return count + 2;
	return 0;
}

char *read_whole(const char *path, size_t *len)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	char *text = fstat(fd, &st) == 0 ? malloc((size_t)st.st_size + 1) : NULL;
	ssize_t n = text ? read(fd, text, (size_t)st.st_size) : -1;
	close(fd);
	if (n < 0) {
		free(text);
		return NULL;
	}
	*len = (size_t)n;
	return text;
}

/* A rename is on the disk when its folder is. */
static int sync_folder(const char *path)
{
	char folder[256];
	snprintf(folder, sizeof folder, "%s", path);
	char *slash = strrchr(folder, '/');
	slash[slash == folder] = 0;
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc = fd < 0 ? -1 : fsync(fd);
	if (fd >= 0)
		close(fd);
	return rc;
}

int put_file(const char *path, const char *text, size_t len, enum put how)
{
	char beside[270];
	snprintf(beside, sizeof beside, "%s%s", path, how == IN_PLACE ? "" : ".new");
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0)
		return -1;
	int failed = write_all(fd, text, len) < 0 || (how != LOOSE && fsync(fd) < 0) ? errno : 0;
	if (close(fd) < 0 && !failed)
		failed = errno;
	if (!failed && how != IN_PLACE && rename(beside, path) < 0)
		failed = errno;
	if (!failed && how == ATOMIC && sync_folder(path) < 0)
		failed = errno;
	if (failed && how != IN_PLACE)
		unlink(beside);
	errno = failed;
	return failed ? -1 : 0;
}
