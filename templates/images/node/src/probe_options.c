/* What halab-probe is told on its command line. */
#include "probe.h"

#include <arpa/inet.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#define MAX_CONNECTIONS 64
#define MAX_CLIENTS 1024

struct options options;

static const struct kind *const kinds[] = { &http_kind, &tcp_kind, &ping_kind, &dns_kind, &stream_kind, &arp_kind,
	&clients_kind };

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

static void set_url(char *url)
{
	static char address[64];
	if (strncmp(url, "http://", 7))
		die("not an http:// url: %s", url);
	char *host = url + 7, *slash = strchr(host, '/');
	size_t len = slash ? (size_t)(slash - host) : strlen(host);
	if (len >= sizeof address)
		die("not an http:// url: %s", url);
	memcpy(address, host, len);
	options.host = address;
	options.path = slash ? slash : "/";
	set_address(address, 80);
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

static unsigned connections(const char *text)
{
	int64_t count = parse_number(text, 1, MAX_CONNECTIONS);
	if (count < 0)
		die("connections are 1 to %d, not %s", MAX_CONNECTIONS, text);
	return (unsigned)count;
}

/* FIRST+COUNT */
static void set_clients(const char *text)
{
	char host[32];
	size_t len = strcspn(text, "+");
	int64_t count = text[len] ? parse_number(text + len + 1, 1, MAX_CLIENTS) : -1;
	if (count < 0 || len >= sizeof host)
		die("clients are FIRST+COUNT, at most %d, not %s", MAX_CLIENTS, text);
	memcpy(host, text, len);
	host[len] = 0;
	if (inet_pton(AF_INET, host, &options.clients_from) != 1)
		die("not an IPv4 address: %s", host);
	options.clients = (unsigned)count;
}

const struct kind *parse_options(int argc, char **argv)
{
	const struct kind *kind = NULL;
	static const struct option known[] = { { "url", 1, 0, 'u' }, { "to", 1, 0, 'o' }, { "server", 1, 0, 's' },
		{ "name", 1, 0, 'n' }, { "type", 1, 0, 'y' }, { "dev", 1, 0, 'd' }, { "every-us", 1, 0, 'e' },
		{ "timeout-us", 1, 0, 't' }, { "for-us", 1, 0, 'f' }, { "connections", 1, 0, 'c' },
		{ "clients", 1, 0, 'l' }, { 0, 0, 0, 0 } };
	int c;
	for (size_t i = 0; argc > 1 && i < sizeof kinds / sizeof *kinds; i++)
		if (!strcmp(kinds[i]->name, argv[1]))
			kind = kinds[i];
	if (!kind)
		die("usage: halab-probe http|tcp|ping|dns|stream|arp|clients [options]");
	options.kind = kind->name;
	options.every = 5 * NS_PER_MS;
	options.timeout = kind->timeout;
	options.connections = 1;
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
		case 'c': options.connections = connections(optarg); break;
		case 'l': set_clients(optarg); break;
		default: exit(2);
		}
	}
	if (!options.to.sin_family)
		die("%s needs an address", kind->name);
	return kind;
}
