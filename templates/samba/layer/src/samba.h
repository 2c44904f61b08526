/* halab-samba: whoever watches a directory from its clients' side, and logs on. */
#ifndef HALAB_SAMBA_H
#define HALAB_SAMBA_H

#include <ldap.h>
#include <stdint.h>

/* Who has not answered by then does not. */
#define ANSWER_S 2

/* One controller of the directory; anew whenever it was lost. */
struct directory {
	const char *name;     /* "dc1": known by /etc/hosts */
	const char *password; /* of Administrator */
	LDAP *ldap;           /* NULL: not connected */
	char base[256];       /* "DC=lab,DC=test" */
	int64_t tried_ns;
};

/* One line, "NS TEXT", whole. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* 0: connected. Says once that it is up, or down and why; tries no more than twice a second. */
int directory_open(struct directory *d);
/* After an operation that failed: was it the connection's end? Then it is closed, and that is said. */
void directory_failed(struct directory *d, int error);
/* One search, FILTER below BASE (relative to the domain; "" for itself); NULL when it failed. */
LDAPMessage *directory_search(struct directory *d, const char *base, int scope, const char *filter, const char **attributes);
/* The first value of an attribute into a text; 0: it has none. */
int directory_value(struct directory *d, LDAPMessage *entry, const char *attribute, char *text, size_t size);

/* Watches one controller for ever: what it has, and what it takes. `all` are the controllers' names. */
void watch_run(struct directory *d, char **all, int count, int64_t every_ms);

/* Logs on again and again, for ever. `kdc`: asked there alone; NULL: as krb5.conf says. */
void logon_run(const char *principal, const char *password, int64_t every_ms, int64_t timeout_ms, const char *kdc);
/* 0: the library takes the file. */
int logon_check(const char *file);

#endif
