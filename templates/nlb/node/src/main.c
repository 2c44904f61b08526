/* halab-nlb: the heartbeat of a distributed balancer. Every node says who it is and whom it hears;
 * once all that are seen say the same, each takes its share of the buckets. Until then each keeps
 * what it has: a bucket may be served by nobody for a moment, but not by two.
 *   halab-nlb check CONFIG             says what is wrong with it
 *   halab-nlb CONFIG PIDFILE           goes to the background
 */
#include "nlb.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <syslog.h>
#include <unistd.h>

#define MAGIC 0x484e4c42 /* "HNLB" */
#define LEAVING 1

struct message {
	uint32_t magic, boot, view, flags, id;
};

struct peer {
	int64_t heard; /* 0: never */
	uint32_t view; /* whom it says that it sees */
};

static struct nlb_config config;
static struct peer peers[NLB_MAX_NODES + 1];
static uint32_t boot, view, applied;
static int64_t listen_until, sent;
static int sock;

static uint32_t bit(unsigned id)
{
	return 1u << (id - 1);
}

static const char *names(uint32_t ids)
{
	static char text[4 * NLB_MAX_NODES];
	size_t len = 0;
	text[0] = 0;
	for (unsigned id = 1; id <= NLB_MAX_NODES; id++)
		if (ids & bit(id))
			len += (size_t)snprintf(text + len, sizeof text - len, "%s%u", len ? " " : "", id);
	return text;
}

static void say(uint32_t flags)
{
	struct message m = { htonl(MAGIC), boot, htonl(view), htonl(flags), htonl(config.id) };
	for (unsigned i = 0; i < config.targets; i++)
		sendto(sock, &m, sizeof m, MSG_DONTWAIT, (struct sockaddr *)&config.to[i], sizeof config.to[i]);
	sent = now_ns();
}

static void apply(uint32_t to)
{
	int enough = (unsigned)__builtin_popcount(to) >= config.quorum;
	applied = to;
	if (nlb_apply(&config, enough ? to : 0) < 0)
		syslog(LOG_ERR, "nft did not take the buckets of set %s", config.set);
	nlb_write_state(&config, view, enough ? to : 0);
	if (to)
		syslog(LOG_INFO, "agreed on %s%s", names(to), enough ? "" : ": fewer than the quorum, so I serve nothing");
}

/* Nobody's word is needed but theirs: all who are seen, and each sees the same. */
static void agree(void)
{
	if (view == applied)
		return;
	for (unsigned id = 1; id <= config.nodes; id++)
		if (id != config.id && (view & bit(id)) && peers[id].view != view)
			return;
	apply(view);
}

static void see(uint32_t now_seen)
{
	if (now_seen == view)
		return;
	view = now_seen;
	say(0);
}

/* As after a boot: nothing is served until everybody was listened for. */
static void begin(int64_t now)
{
	char rest[sizeof(struct message)];
	apply(0);
	while (recv(sock, rest, sizeof rest, MSG_DONTWAIT) >= 0)
		;
	memset(peers, 0, sizeof peers);
	view = 0;
	sent = now;
	listen_until = now + config.dead;
}

static void take(const struct message *m, int64_t now)
{
	unsigned id = ntohl(m->id);
	if (ntohl(m->magic) != MAGIC || id < 1 || id > config.nodes)
		return;
	if (id == config.id) {
		static uint32_t told;
		if (m->boot != boot && m->boot != told)
			syslog(LOG_ERR, "another node says that it is %u, too", id);
		told = m->boot != boot ? m->boot : told;
		return;
	}
	if (ntohl(m->flags) & LEAVING) {
		syslog(LOG_INFO, "node %u says goodbye", id);
		peers[id] = (struct peer){ 0 };
		if (view)
			see(view & ~bit(id));
		return;
	}
	if (!peers[id].heard)
		syslog(LOG_INFO, "node %u is heard", id);
	peers[id] = (struct peer){ now, ntohl(m->view) };
	if (view)
		see(view | bit(id));
}

static void hear(int64_t now)
{
	struct message m;
	ssize_t n;
	while ((n = recv(sock, &m, sizeof m, MSG_DONTWAIT)) >= 0)
		if (n == sizeof m)
			take(&m, now);
}

/* What time brings: the end of listening, silent nodes, the next heartbeat. */
static void pass(int64_t now)
{
	uint32_t seen = bit(config.id);
	if (now < listen_until)
		return;
	for (unsigned id = 1; id <= config.nodes; id++) {
		if (!peers[id].heard)
			continue;
		if (now - peers[id].heard < config.dead) {
			seen |= bit(id);
			continue;
		}
		syslog(LOG_WARNING, "node %u is silent for %lld ms", id, (long long)((now - peers[id].heard) / NS_PER_MS));
		peers[id].heard = 0;
	}
	see(seen);
	if (now - sent >= config.heartbeat)
		say(0);
}

static int64_t next_time(void)
{
	int64_t at = sent + config.heartbeat;
	if (!view)
		return listen_until;
	for (unsigned id = 1; id <= config.nodes; id++)
		if (peers[id].heard && peers[id].heard + config.dead < at)
			at = peers[id].heard + config.dead;
	return at;
}

/* The others have given up who was silent for so long: it must not go on where it was. */
static int was_away(int64_t now)
{
	return view && now - sent > config.dead;
}

static void loop(int signals)
{
	begin(now_ns());
	for (;;) {
		struct pollfd fds[] = { { .fd = sock, .events = POLLIN }, { .fd = signals, .events = POLLIN } };
		int64_t wait = next_time() - now_ns();
		poll(fds, 2, wait <= 0 ? 0 : (int)((wait + NS_PER_MS - 1) / NS_PER_MS));
		int64_t now = now_ns();
		if (fds[1].revents)
			break;
		if (was_away(now)) {
			syslog(LOG_WARNING, "I stood still for %lld ms", (long long)((now - sent) / NS_PER_MS));
			begin(now);
			continue;
		}
		hear(now);
		pass(now);
		agree();
	}
	if (view)
		say(LEAVING);
	apply(0);
	syslog(LOG_INFO, "stopped");
}

static void open_socket(void)
{
	static const int one = 1, zero = 0;
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = config.to[0].sin_port };
	sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	setsockopt(sock, SOL_SOCKET, SO_BROADCAST, &one, sizeof one);
	setsockopt(sock, IPPROTO_IP, IP_MULTICAST_LOOP, &zero, sizeof zero);
	if (sock < 0 || bind(sock, (struct sockaddr *)&at, sizeof at) < 0)
		die("UDP port %u", ntohs(at.sin_port));
	for (unsigned i = 0; i < config.targets; i++) {
		struct ip_mreq group = { .imr_multiaddr = config.to[i].sin_addr };
		if (IN_MULTICAST(ntohl(group.imr_multiaddr.s_addr))
			&& setsockopt(sock, IPPROTO_IP, IP_ADD_MEMBERSHIP, &group, sizeof group) < 0)
			die("group %s", inet_ntoa(group.imr_multiaddr));
	}
}

int main(int argc, char **argv)
{
	sigset_t set;
	errno = 0;
	if (argc != 3)
		die("usage: halab-nlb check CONFIG | CONFIG PIDFILE");
	int check = !strcmp(argv[1], "check");
	if (nlb_read_config(check ? argv[2] : argv[1], &config) < 0)
		return 1;
	if (check)
		return 0;
	open_socket();
	/* The set has to be there before anybody is told that it is served. */
	if (nlb_apply(&config, 0) < 0)
		die("set %s", config.set);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	go_background(argv[2]);
	int signals = signalfd(-1, &set, SFD_CLOEXEC);
	openlog("nlb", LOG_PID, LOG_DAEMON);
	if (getrandom(&boot, sizeof boot, 0) != sizeof boot)
		boot = (uint32_t)now_ns();
	loop(signals);
	return 0;
}
