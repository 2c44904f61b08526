#include "request.h"

#include <string.h>
#include <strings.h>

const char *request_header(const struct visit *v, const char *name)
{
	size_t len = strlen(name);
	for (const char *line = strstr(v->in, "\r\n"); line && strncmp(line, "\r\n\r\n", 4); line = strstr(line + 2, "\r\n"))
		if (!strncasecmp(line + 2, name, len) && line[2 + len] == ':')
			return line + 3 + len + strspn(line + 3 + len, " \t");
	return NULL;
}

int find_cookie(const struct visit *v, const char *name, char *to, size_t size)
{
	size_t len = strlen(name);
	const char *at = request_header(v, "cookie");
	while (at && *at != '\r' && *at) {
		at += strspn(at, " ;");
		size_t pair = strcspn(at, ";\r\n");
		if (pair > len && !strncmp(at, name, len) && at[len] == '=' && pair - len - 1 < size) {
			memcpy(to, at + len + 1, pair - len - 1);
			to[pair - len - 1] = 0;
			return 1;
		}
		at += pair;
	}
	return 0;
}
