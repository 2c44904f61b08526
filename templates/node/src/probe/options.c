/* What halab-probe is told on its command line. */
#include "probe.h"

#include <arpa/inet.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#define MAX_CONNECTIONS 64
#define MAX_CLIENTS 10000
#define HOST_MAX 80 /* a name of 62 characters, a colon, a port */
#define PATH_LIMIT 1024 /* cli/technologies/requests/url.ts says so to who writes a lab */

struct options options;

static const struct kind *const kinds[] = { &http_kind, &tcp_kind, &ping_kind, &dns_kind, &stream_kind, &arp_kind,
	&name_kind, &users_kind, &clients_kind };

static void set_address(const char *text, uint16_t default_port)
{
	char host[64];
	const char *colon = strchr(text, ':');
	size_t len = colon ? (size_t)(colon - text) : strlen(text);
	int64_t port = colon ? parse_number(colon + 1, 1, 65535) : default_port;
	if (len >= sizeof host || port < 0)
		die("not an address: %s", text);
	memcpy(host, text, len);
	host[len] = 0;
	options.to.sin_family = AF_INET;
	options.to.sin_port = htons((uint16_t)port);
	if (inet_pton(AF_INET, host, &options.to.sin_addr) != 1)
		die("not an IPv4 address: %s", text);
}

/* HOST[:PORT] of a url whose host is a name. */
static void set_name(const char *text)
{
	static char name[HOST_MAX];
	const char *colon = strchr(text, ':');
	int64_t port = colon ? parse_number(colon + 1, 1, 65535) : 80;
	if (port < 0)
		die("not a port: %s", text);
	memcpy(name, text, colon ? (size_t)(colon - text) : strlen(text));
	options.name = name;
	options.port = (uint16_t)port;
}

static void set_url(char *url)
{
	static char address[HOST_MAX];
	if (strncmp(url, "http://", 7))
		die("not an http:// url: %s", url);
	char *host = url + 7, *slash = strchr(host, '/');
	size_t len = slash ? (size_t)(slash - host) : strlen(host);
	if (len >= sizeof address)
		die("not an http:// url: %s", url);
	memcpy(address, host, len);
	if (slash && strlen(slash) > PATH_LIMIT)
		die("the url is too long");
	options.host = address;
	options.path = slash ? slash : "/";
	if (strspn(address, "0123456789.:") == len)
		set_address(address, 80);
	else
		set_name(address);
}

static void set_type(const char *name)
{
	static const struct { const char *name; uint16_t value; } types[] = { /* RFC 1035 3.2.2, RFC 3596 */
		{ "A", 1 }, { "NS", 2 }, { "CNAME", 5 }, { "SOA", 6 }, { "PTR", 12 }, { "TXT", 16 }, { "AAAA", 28 } };
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (!strcmp(types[i].name, name))
			options.type = types[i].value;
	if (!options.type)
		die("unknown record type %s", name);
}

static int64_t duration(const char *text)
{
	int64_t us = parse_number(text, 1, 86400LL * 1000000);
	if (us < 0)
		die("not a duration in us: %s", text);
	return us * NS_PER_US;
}

static unsigned number_of(const char *what, const char *text, int most)
{
	int64_t count = parse_number(text, 1, most);
	if (count < 0)
		die("%s are 1 to %d, not %s", what, most, text);
	return (unsigned)count;
}

/* FIRST-LAST, two addresses. */
static void set_sources(char *text)
{
	char *dash = strchr(text, '-');
	if (!dash)
		die("not FIRST-LAST: %s", text);
	*dash = 0;
	if (inet_pton(AF_INET, text, &options.first) != 1 || inet_pton(AF_INET, dash + 1, &options.last) != 1
		|| ntohl(options.first.s_addr) > ntohl(options.last.s_addr))
		die("not two addresses in their order: %s-%s", text, dash + 1);
}

const struct kind *parse_options(int argc, char **argv)
{
	const struct kind *kind = NULL;
	static const struct option known[] = { { "url", 1, 0, 'u' }, { "to", 1, 0, 'o' }, { "server", 1, 0, 's' },
		{ "name", 1, 0, 'n' }, { "type", 1, 0, 'y' }, { "dev", 1, 0, 'd' }, { "every-us", 1, 0, 'e' },
		{ "timeout-us", 1, 0, 't' }, { "for-us", 1, 0, 'f' }, { "connections", 1, 0, 'c' },
		{ "tries", 1, 0, 'r' }, { "try-us", 1, 0, 'w' }, { "count", 1, 0, 'k' }, { "sources", 1, 0, 'S' },
		{ "proven", 0, 0, 'P' }, { 0, 0, 0, 0 } };
	int c;
	for (size_t i = 0; argc > 1 && i < sizeof kinds / sizeof *kinds; i++)
		if (!strcmp(kinds[i]->name, argv[1]))
			kind = kinds[i];
	if (!kind)
		die("usage: halab-probe http|tcp|ping|dns|stream|arp|http-name|users|clients [options]");
	options.kind = kind->name;
	options.every = 5 * NS_PER_MS;
	options.timeout = kind->timeout;
	options.connections = options.tries = 1;
	options.try_for = 250 * NS_PER_MS; /* the recommended Connection Attempt Delay of RFC 8305 5 */
	while ((c = getopt_long(argc - 1, argv + 1, "", known, NULL)) != -1) {
		switch (c) {
		case 'u': set_url(optarg); break;
		case 'o': set_address(optarg, 0); break;
		case 's': set_address(optarg, 53); break;
		case 'n': options.name = optarg; break;
		case 'y': set_type(optarg); break;
		case 'd': options.dev = optarg; break;
		case 'e': options.every = duration(optarg); break;
		case 't': options.timeout = duration(optarg); break;
		case 'f': options.run_for = duration(optarg); break;
		case 'c': options.connections = number_of("connections", optarg, MAX_CONNECTIONS); break;
		case 'r': options.tries = number_of("tries", optarg, MAX_ADDRESSES); break;
		case 'w': options.try_for = duration(optarg); break;
		case 'k': options.count = number_of("clients", optarg, MAX_CLIENTS); break;
		case 'S': set_sources(optarg); break;
		case 'P': options.proven = 1; break;
		default: exit(2);
		}
	}
	if (options.proven && !read_keys(SERVER_KEYS))
		die("--proven, and there is no " SERVER_KEYS);
	if (!options.to.sin_family)
		die("%s needs an address", kind->name);
	return kind;
}
