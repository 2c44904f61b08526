/* halab-tool: the small tools in one binary.
 *   halab-now | halab-tool now           the monotonic clock, ns
 *   halab-echo PORT [PIDFILE]            echo server; with PIDFILE it goes to the background
 *   halab-tool syslog FILE SOCKET...     appends what comes to the syslog sockets to FILE
 *   halab-tool listening PORT            exit 0 when a TCP socket listens on PORT
 *   halab-tool proven                    of each line `<nonce> <name> <hex>`: the name, or - where nothing is proven
 *   halab-tool await-go                  in a VM: waits until the host says who it is
 *   halab-tool devices [DEVICE/]NAME=VALUE...  settings of net.ipv4.conf for devices
 *   halab-tool netns PID...              on the switch: the numbers of network namespaces
 */
#include "common.h"
#include "proof.h"
#include "tool.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define TCP_LISTEN_STATE 0x0a /* TCP_LISTEN in /proc/net/tcp */

static int listens_in(const char *table, unsigned port)
{
	char line[512];
	int found = 0;
	FILE *file = fopen(table, "re");
	if (!file)
		return 0;
	while (!found && fgets(line, sizeof line, file)) {
		unsigned local, state;
		if (sscanf(line, " %*d: %*[0-9A-F]:%x %*[0-9A-F]:%*x %x", &local, &state) == 2)
			found = local == port && state == TCP_LISTEN_STATE;
	}
	fclose(file);
	return found;
}

static int listening(const char *text)
{
	int64_t port = parse_number(text, 1, 65535);
	if (port < 0)
		return 2;
	return !(listens_in("/proc/net/tcp", (unsigned)port) || listens_in("/proc/net/tcp6", (unsigned)port));
}

static int say_proven(void)
{
	char line[NONCE_HEX + PROOF_MAX + 64], name[PROVER_MAX];
	if (!read_keys(SERVER_KEYS))
		die("there is no " SERVER_KEYS);
	while (fgets(line, sizeof line, stdin)) {
		char *proof = strchr(line, ' ');
		*name = 0;
		if (proof) {
			*proof++ = 0;
			if (is_nonce(line))
				proven_name(proof, line, "", name);
		}
		puts(*name ? name : "-");
	}
	return 0;
}

int main(int argc, char **argv)
{
	const char *name = strrchr(argv[0], '-');
	name = name ? name + 1 : argv[0];
	if (!strcmp(name, "tool")) {
		argv++;
		argc--;
		name = argc > 0 ? argv[0] : "";
	}
	if (!strcmp(name, "now")) {
		printf("%lld\n", (long long)now_ns());
		return 0;
	}
	if (!strcmp(name, "echo") && (argc == 2 || argc == 3)) {
		int64_t port = parse_number(argv[1], 1, 65535);
		if (port > 0)
			return serve_echo((uint16_t)port, argv[2]);
	}
	if (!strcmp(name, "syslog") && argc >= 3)
		return serve_syslog(argv[1], argv + 2, argc - 2);
	if (!strcmp(name, "listening") && argc == 2)
		return listening(argv[1]);
	if (!strcmp(name, "proven") && argc == 1)
		return say_proven();
	if (!strcmp(name, "await-go") && argc == 1)
		return await_go();
	if (!strcmp(name, "devices") && argc >= 2)
		return set_devices(argv + 1, argc - 1);
	if (!strcmp(name, "netns") && argc >= 2)
		return print_netns(argv + 1, argc - 1);
	errno = 0;
	die("usage: now | echo PORT [PIDFILE] | syslog FILE SOCKET... | listening PORT | proven | await-go"
	    " | devices [DEVICE/]NAME=VALUE... | netns PID...");
}
