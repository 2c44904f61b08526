/* What one controller has, as its clients see it: numbers that were written on each controller, the objects of staff, who
 * owns the roles, whom each pulls from. And what it takes: a number of its own every so often. */
#include "samba.h"
#include "common.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define LOOK_MS 100
/* Of looks: names, roles and connections change seldom. */
#define SELDOM 5
#define MANY 16
#define TEXT 3000

static const char stamps[] = "OU=halab", staff[] = "OU=staff";

struct watch {
	struct directory *d;
	char **all;
	int count;
	int64_t number;        /* the last that it has taken */
	int64_t seen[MANY];    /* of each controller, here */
	int made;              /* its objects are there */
	char names[TEXT], roles[TEXT], links[TEXT];
};

static int add(struct directory *d, const char *relative, const char *class)
{
	char dn[512];
	snprintf(dn, sizeof dn, "%s,%s", relative, d->base);
	char *classes[] = { (char *)class, NULL };
	LDAPMod object = { .mod_op = LDAP_MOD_ADD, .mod_type = "objectClass", .mod_vals.modv_strvals = classes };
	LDAPMod *mods[] = { &object, NULL };
	int error = ldap_add_ext_s(d->ldap, dn, mods, NULL, NULL);
	if (error == LDAP_ALREADY_EXISTS)
		return 0;
	directory_failed(d, error);
	return error;
}

/* On the first controller alone: the same made on two would be in conflict. */
static void make(struct watch *w)
{
	struct directory *d = w->d;
	if (add(d, stamps, "organizationalUnit") || add(d, staff, "organizationalUnit"))
		return;
	for (int i = 0; i < w->count; i++) {
		char relative[200];
		snprintf(relative, sizeof relative, "CN=%s,%s", w->all[i], stamps);
		if (add(d, relative, "container"))
			return;
	}
	w->made = 1;
}

static int index_of(struct watch *w, const char *name)
{
	for (int i = 0; i < w->count; i++)
		if (!strcmp(w->all[i], name))
			return i;
	return -1;
}

static void look_at_stamps(struct watch *w)
{
	const char *wanted[] = { "cn", "description", NULL };
	LDAPMessage *found = directory_search(w->d, stamps, LDAP_SCOPE_ONELEVEL, "(objectClass=container)", wanted);
	if (!found)
		return;
	for (LDAPMessage *entry = ldap_first_entry(w->d->ldap, found); entry; entry = ldap_next_entry(w->d->ldap, entry)) {
		char name[100], text[40];
		if (!directory_value(w->d, entry, "cn", name, sizeof name))
			continue;
		int at = index_of(w, name);
		int64_t number = directory_value(w->d, entry, "description", text, sizeof text) ? parse_number(text, 0, INT64_MAX) : 0;
		if (at < 0 || number == w->seen[at])
			continue;
		w->seen[at] = number;
		say("%s saw %s %lld", w->d->name, name, (long long)number);
		/* Another run has left it there. */
		if (!strcmp(name, w->d->name) && number > w->number)
			w->number = number;
	}
	ldap_msgfree(found);
}

static void write_number(struct watch *w)
{
	char dn[512], text[40];
	snprintf(dn, sizeof dn, "CN=%s,%s,%s", w->d->name, stamps, w->d->base);
	snprintf(text, sizeof text, "%lld", (long long)(w->number + 1));
	char *values[] = { text, NULL };
	LDAPMod change = { .mod_op = LDAP_MOD_REPLACE, .mod_type = "description", .mod_vals.modv_strvals = values };
	LDAPMod *mods[] = { &change, NULL };
	int64_t sent = now_ns();
	int error = ldap_modify_ext_s(w->d->ldap, dn, mods, NULL, NULL);
	if (!error) {
		w->number++;
		say("%s wrote %s sent=%lld", w->d->name, text, (long long)sent);
		return;
	}
	/* It has yet to hear of its object. */
	if (error != LDAP_NO_SUCH_OBJECT)
		say("%s refused %s %s", w->d->name, text, ldap_err2string(error));
	directory_failed(w->d, error);
}

/* Appends to a text of TEXT bytes what a line may have: no blank and none of its own separators. */
static void append(char *text, const char *more, size_t len)
{
	static const char digits[] = "0123456789abcdef";
	size_t at = strlen(text);
	for (size_t i = 0; i < len && at < TEXT - 4; i++) {
		unsigned char c = (unsigned char)more[i];
		if (c > ' ' && c < 127 && !strchr("%|;,=<", c)) {
			text[at++] = (char)c;
			continue;
		}
		text[at++] = '%';
		text[at++] = digits[c >> 4];
		text[at++] = digits[c & 15];
	}
	text[at] = 0;
}

static void append_value(struct watch *w, LDAPMessage *entry, const char *attribute, char *text)
{
	struct berval **values = ldap_get_values_len(w->d->ldap, entry, attribute);
	if (values)
		append(text, values[0]->bv_val, values[0]->bv_len);
	ldap_value_free_len(values);
}

/* Says it if it is another than last time. */
static void tell(struct watch *w, const char *word, char *last, const char *now)
{
	if (!strcmp(last, now))
		return;
	strcpy(last, now);
	say("%s %s %s", w->d->name, word, *now ? now : "-");
}

static void look_at_names(struct watch *w)
{
	const char *wanted[] = { "name", "objectGUID", "description", NULL };
	LDAPMessage *found = directory_search(w->d, staff, LDAP_SCOPE_ONELEVEL, "(objectClass=*)", wanted);
	if (!found)
		return;
	char text[TEXT] = "";
	for (LDAPMessage *entry = ldap_first_entry(w->d->ldap, found); entry; entry = ldap_next_entry(w->d->ldap, entry)) {
		if (*text)
			strcat(text, ";");
		append_value(w, entry, "name", text);
		strcat(text, "|");
		append_value(w, entry, "objectGUID", text);
		strcat(text, "|");
		append_value(w, entry, "description", text);
	}
	ldap_msgfree(found);
	tell(w, "names", w->names, text);
}

/* "CN=NTDS Settings,CN=DC1,CN=Servers,CN=Main,CN=Sites,..." -> the part after the n-th "CN=". */
static void append_part(char *text, const char *dn, int n)
{
	const char *at = dn;
	while (n-- > 0 && at)
		at = (at = strchr(at, ',')) ? at + 1 : NULL;
	if (!at || strncasecmp(at, "CN=", 3))
		return append(text, "?", 1);
	append(text, at + 3, strcspn(at + 3, ","));
}

static void look_at_roles(struct watch *w)
{
	static const char *roles[][2] = {
		{ "schema", "CN=Schema,CN=Configuration" },
		{ "naming", "CN=Partitions,CN=Configuration" },
		{ "pdc", "" },
		{ "rid", "CN=RID Manager$,CN=System" },
		{ "infrastructure", "CN=Infrastructure" },
		{ "domaindns", "CN=Infrastructure,DC=DomainDnsZones" },
		{ "forestdns", "CN=Infrastructure,DC=ForestDnsZones" },
	};
	const char *wanted[] = { "fSMORoleOwner", NULL };
	char text[TEXT] = "";
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		LDAPMessage *found = directory_search(w->d, roles[i][1], LDAP_SCOPE_BASE, "(objectClass=*)", wanted);
		if (!found)
			return;
		char owner[512] = "";
		LDAPMessage *entry = ldap_first_entry(w->d->ldap, found);
		if (entry)
			directory_value(w->d, entry, wanted[0], owner, sizeof owner);
		ldap_msgfree(found);
		strcat(text, *text ? "," : "");
		strcat(text, roles[i][0]);
		strcat(text, "=");
		append_part(text, owner, 1);
	}
	tell(w, "roles", w->roles, text);
}

/* Of each controller its site, then each whom it pulls from: "DC1@Main,DC1<DC2". */
static void look_at_links(struct watch *w)
{
	const char *wanted[] = { "fromServer", NULL };
	LDAPMessage *found = directory_search(w->d, "CN=Sites,CN=Configuration", LDAP_SCOPE_SUBTREE,
		"(|(objectClass=nTDSConnection)(objectClass=nTDSDSA))", wanted);
	if (!found)
		return;
	char text[TEXT] = "";
	for (LDAPMessage *entry = ldap_first_entry(w->d->ldap, found); entry; entry = ldap_next_entry(w->d->ldap, entry)) {
		char from[512], *dn = ldap_get_dn(w->d->ldap, entry);
		int link = directory_value(w->d, entry, wanted[0], from, sizeof from);
		strcat(text, *text ? "," : "");
		append_part(text, dn, link ? 2 : 1);
		strcat(text, link ? "<" : "@");
		append_part(text, link ? from : dn, link ? 1 : 3);
		ldap_memfree(dn);
	}
	ldap_msgfree(found);
	tell(w, "links", w->links, text);
}

static void look(struct watch *w, int64_t turn, int64_t every_ms)
{
	struct directory *d = w->d;
	if (directory_open(d) < 0)
		return;
	if (!w->made && !strcmp(w->all[0], d->name))
		make(w);
	if (d->ldap)
		look_at_stamps(w);
	/* Not before it is known which number was the last. */
	if (d->ldap && turn % (every_ms / LOOK_MS) == 0)
		write_number(w);
	int seldom = (int)(turn % SELDOM);
	if (d->ldap && (seldom == 1 || seldom == 3))
		look_at_names(w);
	if (d->ldap && seldom == 2)
		look_at_roles(w);
	if (d->ldap && seldom == 4)
		look_at_links(w);
}

void watch_run(struct directory *d, char **all, int count, int64_t every_ms)
{
	if (count > MANY)
		die("more than %d controllers", MANY);
	struct watch *w = calloc(1, sizeof *w);
	if (!w)
		die("memory");
	w->d = d, w->all = all, w->count = count;
	for (int i = 0; i < count; i++)
		w->seen[i] = -1;
	/* On a grid of its own: not all controllers at the same moment. */
	int64_t next = now_ns() + index_of(w, d->name) * LOOK_MS * NS_PER_MS / count;
	int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
	if (timer < 0)
		die("timerfd");
	for (int64_t turn = 0;; turn++) {
		uint64_t fired;
		timer_at(timer, next);
		if (read(timer, &fired, sizeof fired) < 0)
			die("timerfd");
		look(w, turn, every_ms);
		/* What was due while a controller was waited for is not made up for. */
		do
			next += LOOK_MS * NS_PER_MS;
		while (next < now_ns() - LOOK_MS * NS_PER_MS);
	}
}
