/* One member: joins the group, multicasts numbered messages in agreed order, and logs what it is delivered. */
#include "cpg.h"
#include "common.h"

#include <arpa/inet.h>
#include <corosync/quorum.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#define MAGIC 0x48435047 /* "HCPG" */
#define LIFE_PATH "/var/lib/cpg/life"
#define STATE_PATH "/run/halab/cpg.state"
/* So often it looks whether Corosync is there again. */
#define RETRY_MS 50

struct message {
	uint32_t magic, life, number;
};

static const struct config *config;
static cpg_handle_t cpg;
static quorum_handle_t quorum;
static unsigned node, life, number, quorate;
/* What a new file of the log begins with. */
static char ring[512], view[2048];
static uint64_t delivered; /* in this view */
static int joined;

/* Every membership of this node has a number of its own, or a node that comes back would say "message 1" twice. */
static void begin_life(void)
{
	char text[16] = "";
	int fd = open(LIFE_PATH, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (fd < 0 || read(fd, text, sizeof text - 1) < 0)
		die("%s", LIFE_PATH);
	life = (unsigned)strtoul(text, NULL, 10) + 1;
	int len = snprintf(text, sizeof text, "%u\n", life);
	if (pwrite(fd, text, (size_t)len, 0) != len || fsync(fd) < 0)
		die("%s", LIFE_PATH);
	close(fd);
	number = quorate = 0;
	delivered = 0;
	joined = 0;
	ring[0] = view[0] = 0;
}

static void tell_life(void)
{
	log_line("life %u node %u pid %d group %.*s", life, node, (int)getpid(), (int)config->group.length, config->group.value);
}

static void tell_state(void)
{
	tell_life();
	if (ring[0])
		log_line("%s", ring);
	if (view[0])
		log_line("%s from=%llu", view, (unsigned long long)delivered);
	log_line("quorum %u", quorate);
}

/* What it runs with and whom it sees, for `halab-svc in-force`. Readers see the old file or the new one, whole. */
static void write_state(void)
{
	FILE *out = fopen(STATE_PATH ".new", "we");
	if (!out)
		return;
	fprintf(out, "group %s\nrate %u\nminority %s\napply %s\nlife %u\nquorum %u\n%s\n", config->group.value, config->rate,
		config->minority_stops ? "stops" : "sends", config->applies_sent ? "sent" : "delivered", life, quorate, view);
	if (fclose(out) == 0)
		rename(STATE_PATH ".new", STATE_PATH);
}

static void got(unsigned from, unsigned in_life, unsigned n)
{
	log_line("got %u.%u.%u", from, in_life, n);
	delivered++;
}

static void on_message(cpg_handle_t h, const struct cpg_name *group, uint32_t from, uint32_t pid, void *data, size_t len)
{
	const struct message *m = data;
	(void)h, (void)group, (void)pid;
	if (len != sizeof *m || ntohl(m->magic) != MAGIC)
		return;
	if (config->applies_sent && from == node && ntohl(m->life) == life)
		return;
	got(from, ntohl(m->life), ntohl(m->number));
}

static const char *reason(uint32_t why)
{
	static const char *const names[] = { "?", "join", "leave", "nodedown", "nodeup", "procdown" };
	return names[why < sizeof names / sizeof *names ? why : 0];
}

/* "1:57,2:61"; with reasons "1:57:join". Nobody is "-". */
static size_t add_list(char *text, size_t size, const struct cpg_address *list, size_t count, int reasons)
{
	size_t len = 0;
	for (size_t i = 0; i < count && len + 40 < size; i++)
		len += (size_t)snprintf(text + len, size - len, "%s%u:%u%s%s", i ? "," : "", list[i].nodeid, list[i].pid,
			reasons ? ":" : "", reasons ? reason(list[i].reason) : "");
	if (!len)
		len = (size_t)snprintf(text, size, "-");
	return len;
}

static void on_view(cpg_handle_t h, const struct cpg_name *group, const struct cpg_address *all, size_t count,
	const struct cpg_address *left, size_t gone, const struct cpg_address *come, size_t came)
{
	size_t len = (size_t)snprintf(view, sizeof view, "view ");
	(void)h, (void)group;
	len += add_list(view + len, sizeof view - len, all, count, 0);
	len += (size_t)snprintf(view + len, sizeof view - len, " joined=");
	len += add_list(view + len, sizeof view - len, come, came, 1);
	len += (size_t)snprintf(view + len, sizeof view - len, " left=");
	add_list(view + len, sizeof view - len, left, gone, 1);
	delivered = 0;
	log_line("%s from=0", view);
	syslog(LOG_INFO, "%s", view);
	write_state();
	for (size_t i = 0; i < count; i++)
		joined |= all[i].nodeid == node && all[i].pid == (uint32_t)getpid();
}

static void on_ring(cpg_handle_t h, struct cpg_ring_id id, uint32_t count, const uint32_t *nodes)
{
	int len = snprintf(ring, sizeof ring, "ring %u.%llu ", id.nodeid, (unsigned long long)id.seq);
	(void)h;
	for (uint32_t i = 0; i < count && len < (int)sizeof ring - 16; i++)
		len += snprintf(ring + len, sizeof ring - (size_t)len, "%s%u", i ? "," : "", nodes[i]);
	log_line("%s", ring);
	syslog(LOG_INFO, "%s", ring);
}

static void on_quorum(quorum_handle_t h, uint32_t now_quorate, uint64_t seq, uint32_t count, uint32_t *nodes)
{
	(void)h, (void)seq, (void)count, (void)nodes;
	if (now_quorate == quorate)
		return;
	quorate = now_quorate;
	write_state();
	log_line("quorum %u", quorate);
	syslog(LOG_INFO, quorate ? "there is a quorum" : "there is no quorum: %s",
		config->minority_stops ? "I send nothing" : "I send all the same");
}

static void part(const char *why)
{
	quorum_finalize(quorum);
	cpg_finalize(cpg);
	if (!life)
		return;
	view[0] = 0;
	quorate = 0;
	write_state();
	log_line("end %s", why);
	log_flush();
}

/* 0 once it has asked to join. */
static int join(void)
{
	cpg_model_v1_data_t calls = { .model = CPG_MODEL_V1, .cpg_deliver_fn = on_message, .cpg_confchg_fn = on_view,
		.cpg_totem_confchg_fn = on_ring, .flags = CPG_MODEL_V1_DELIVER_INITIAL_TOTEM_CONF };
	quorum_callbacks_t changes = { .quorum_notify_fn = on_quorum };
	uint32_t type;
	if (cpg_model_initialize(&cpg, CPG_MODEL_V1, (cpg_model_data_t *)&calls, NULL) != CS_OK)
		return -1;
	if (quorum_initialize(&quorum, &changes, &type) != CS_OK) {
		cpg_finalize(cpg);
		return -1;
	}
	cs_error_t said = cpg_local_get(cpg, &node);
	if (said == CS_OK)
		said = quorum_trackstart(quorum, CS_TRACK_CURRENT | CS_TRACK_CHANGES);
	/* It may still agree on its members: then it says "try again". */
	if (said == CS_OK)
		said = cpg_join(cpg, &config->group);
	if (said != CS_OK) {
		quorum_finalize(quorum);
		cpg_finalize(cpg);
		return -1;
	}
	begin_life();
	tell_life();
	/* Without a provider of quorum nobody is told of any: then everybody has it. */
	if (type == QUORUM_FREE)
		on_quorum(quorum, 1, 0, 0, NULL);
	return 0;
}

static void send_one(void)
{
	struct message m = { htonl(MAGIC), htonl(life), htonl(number + 1) };
	struct iovec whole = { &m, sizeof m };
	if (!joined || (config->minority_stops && !quorate))
		return;
	/* Not now: while members change, or when too much waits. The number is kept for the next time. */
	if (cpg_mcast_joined(cpg, CPG_TYPE_AGREED, &whole, 1) != CS_OK)
		return;
	number++;
	if (config->applies_sent)
		got(node, life, number);
}

/* While it is connected. 1: it was told to end. */
static int connected(int signals)
{
	int64_t every = NS_PER_S / config->rate, due = now_ns() + every;
	int cpg_fd, quorum_fd;
	if (cpg_fd_get(cpg, &cpg_fd) != CS_OK || quorum_fd_get(quorum, &quorum_fd) != CS_OK)
		return 0;
	for (;;) {
		struct pollfd fds[] = { { .fd = signals, .events = POLLIN }, { .fd = cpg_fd, .events = POLLIN },
			{ .fd = quorum_fd, .events = POLLIN } };
		int64_t rest = due - now_ns();
		struct timespec wait = { rest > 0 ? rest / NS_PER_S : 0, rest > 0 ? rest % NS_PER_S : 0 };
		ppoll(fds, 3, &wait, NULL);
		if (quorum_dispatch(quorum, CS_DISPATCH_ALL) != CS_OK || cpg_dispatch(cpg, CS_DISPATCH_ALL) != CS_OK)
			return 0;
		if (fds[0].revents)
			return 1;
		int64_t now = now_ns();
		if (now >= due) {
			send_one();
			/* What was missed while it stood still is not made up for. */
			due = now - due > every ? now + every : due + every;
		}
		log_flush();
	}
}

void member_run(const struct config *with, int signals)
{
	struct pollfd stop = { .fd = signals, .events = POLLIN };
	config = with;
	mkdir("/var/lib/cpg", 0755);
	log_open();
	log_on_turn(tell_state);
	write_state();
	do {
		if (join() < 0)
			continue;
		syslog(LOG_INFO, "joins the group %s as node %u, life %u", config->group.value, node, life);
		if (connected(signals)) {
			cpg_leave(cpg, &config->group);
			part("left");
			syslog(LOG_INFO, "left the group");
			return;
		}
		part("corosync is gone");
		syslog(LOG_WARNING, "corosync is gone");
	} while (poll(&stop, 1, RETRY_MS) == 0);
}
