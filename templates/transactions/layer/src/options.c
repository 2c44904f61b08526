/* What halab-transactions is told on its command line. */
#include "client.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

struct options options;

static int64_t duration(const char *text)
{
	int64_t us = parse_number(text, 1, 86400LL * 1000000);
	if (us < 0)
		die("not a duration in us: %s", text);
	return us * NS_PER_US;
}

static int64_t number(const char *what, const char *text, int64_t most)
{
	int64_t value = parse_number(text, 1, most);
	if (value < 0)
		die("%s is 1 to %lld, not %s", what, (long long)most, text);
	return value;
}

static void set_hosts(char *text)
{
	for (char *host = strtok(text, ","); host; host = strtok(NULL, ",")) {
		if (options.host_count == MAX_HOSTS)
			die("more than %d hosts", MAX_HOSTS);
		options.hosts[options.host_count++] = host;
	}
}

/* It becomes part of statements. */
static const char *name(const char *text)
{
	if (!*text || strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(text))
		die("not a name of a table: %s", text);
	return text;
}

void parse_options(int argc, char **argv)
{
	static const struct option known[] = { { "driver", 1, 0, 'r' }, { "to", 1, 0, 'o' }, { "port", 1, 0, 'p' },
		{ "database", 1, 0, 'd' }, { "user", 1, 0, 'u' }, { "password", 1, 0, 'w' }, { "table", 1, 0, 'b' },
		{ "connections", 1, 0, 'c' }, { "every-us", 1, 0, 'e' }, { "timeout-us", 1, 0, 't' }, { "below", 1, 0, 'B' },
		{ "session", 1, 0, 's' },
		{ 0, 0, 0, 0 } };
	int c;
	options = (struct options){ .login = { .database = "halab", .user = "halab", .password = "" }, .connections = 4,
		.table = "writes", .every = 5 * NS_PER_MS, .timeout = 2 * NS_PER_S, .below = INT64_MAX };
	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1) {
		switch (c) {
		case 'r': options.driver = find_driver(optarg); break;
		case 'o': set_hosts(optarg); break;
		case 'p': options.login.port = (unsigned)number("a port", optarg, 65535); break;
		case 'd': options.login.database = optarg; break;
		case 'u': options.login.user = optarg; break;
		case 'w': options.login.password = optarg; break;
		case 'b': options.table = name(optarg); break;
		case 'c': options.connections = (unsigned)number("--connections", optarg, MAX_CONNECTIONS); break;
		case 'e': options.every = duration(optarg); break;
		case 't': options.timeout = duration(optarg); break;
		case 's':
			if (strlen(optarg) > SETTING_MAX || strspn(optarg, "abcdefghijklmnopqrstuvwxyz0123456789_=") != strlen(optarg))
				die("not a setting: %s", optarg);
			options.session = optarg;
			break;
		case 'B': options.below = (uint64_t)number("--below", optarg, INT64_MAX); break;
		default: exit(2);
		}
	}
	if (!options.driver || !options.host_count)
		die("--driver and --to are needed");
	if (!options.login.port)
		options.login.port = options.driver->port;
}
