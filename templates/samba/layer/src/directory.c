/* A connection to one controller, by LDAP over TLS. */
#include "samba.h"
#include "common.h"

#include <stdio.h>
#include <string.h>
#include <sys/time.h>

static void lost(struct directory *d, const char *why)
{
	if (!d->ldap)
		return;
	ldap_unbind_ext_s(d->ldap, NULL, NULL);
	d->ldap = NULL;
	say("%s down %s", d->name, why);
}

static int options(LDAP *ldap)
{
	/* Its certificate is its own: who it is is not what is looked for. */
	int version = LDAP_VERSION3, never = LDAP_OPT_X_TLS_NEVER, fresh = 0;
	struct timeval wait = { .tv_sec = ANSWER_S };
	return ldap_set_option(ldap, LDAP_OPT_PROTOCOL_VERSION, &version) || ldap_set_option(ldap, LDAP_OPT_REFERRALS, LDAP_OPT_OFF)
		|| ldap_set_option(ldap, LDAP_OPT_TIMEOUT, &wait) || ldap_set_option(ldap, LDAP_OPT_NETWORK_TIMEOUT, &wait)
		|| ldap_set_option(ldap, LDAP_OPT_X_TLS_REQUIRE_CERT, &never) || ldap_set_option(ldap, LDAP_OPT_X_TLS_NEWCTX, &fresh);
}

static int find_base(struct directory *d)
{
	const char *wanted[] = { "defaultNamingContext", NULL };
	LDAPMessage *found = NULL;
	int error = ldap_search_ext_s(d->ldap, "", LDAP_SCOPE_BASE, "(objectClass=*)", (char **)wanted, 0, NULL, NULL, NULL, 1, &found);
	LDAPMessage *entry = error ? NULL : ldap_first_entry(d->ldap, found);
	if (entry && !directory_value(d, entry, wanted[0], d->base, sizeof d->base))
		error = LDAP_NO_SUCH_ATTRIBUTE;
	ldap_msgfree(found);
	return error;
}

int directory_open(struct directory *d)
{
	if (d->ldap)
		return 0;
	if (now_ns() - d->tried_ns < NS_PER_S / 2)
		return -1;
	int first = d->tried_ns == 0;
	d->tried_ns = now_ns();
	char uri[128];
	snprintf(uri, sizeof uri, "ldaps://%s", d->name);
	if (ldap_initialize(&d->ldap, uri) || options(d->ldap))
		die("%s: no LDAP", d->name);
	char who[300] = "Administrator";
	struct berval secret = { .bv_len = strlen(d->password), .bv_val = (char *)d->password };
	int error = find_base(d);
	if (!error) {
		/* "DC=lab,DC=test" -> "Administrator@lab.test" */
		size_t len = strlen(who);
		for (const char *at = d->base; (at = strstr(at, "DC=")); ) {
			at += 3;
			size_t part = strcspn(at, ",");
			len += (size_t)snprintf(who + len, sizeof who - len, "%c%.*s", len == 13 ? '@' : '.', (int)part, at);
		}
		error = ldap_sasl_bind_s(d->ldap, who, LDAP_SASL_SIMPLE, &secret, NULL, NULL, NULL);
	}
	if (error) {
		ldap_unbind_ext_s(d->ldap, NULL, NULL);
		d->ldap = NULL;
		if (first)
			say("%s down %s", d->name, ldap_err2string(error));
		return -1;
	}
	say("%s up", d->name);
	return 0;
}

void directory_failed(struct directory *d, int error)
{
	/* What the server itself has refused ends no connection. */
	if (error == LDAP_SERVER_DOWN || error == LDAP_TIMEOUT || error == LDAP_UNAVAILABLE || error == LDAP_BUSY || error < 0)
		lost(d, ldap_err2string(error));
}

LDAPMessage *directory_search(struct directory *d, const char *base, int scope, const char *filter, const char **attributes)
{
	char dn[512];
	snprintf(dn, sizeof dn, "%s%s%s", base, *base ? "," : "", d->base);
	struct timeval wait = { .tv_sec = ANSWER_S };
	LDAPMessage *found = NULL;
	int error = ldap_search_ext_s(d->ldap, dn, scope, filter, (char **)attributes, 0, NULL, NULL, &wait, 1000, &found);
	if (!error)
		return found;
	ldap_msgfree(found);
	directory_failed(d, error);
	return NULL;
}

int directory_value(struct directory *d, LDAPMessage *entry, const char *attribute, char *text, size_t size)
{
	struct berval **values = ldap_get_values_len(d->ldap, entry, attribute);
	if (!values)
		return 0;
	snprintf(text, size, "%.*s", (int)values[0]->bv_len, values[0]->bv_val);
	ldap_value_free_len(values);
	return 1;
}
