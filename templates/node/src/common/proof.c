#include "proof.h"
#include "common.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#define CLAIM_MAX 32
#define HEX "0123456789abcdef"

struct server {
	char name[PROVER_MAX], key[HMAC_HEX + 1];
};

static struct server *servers;
static unsigned server_count;

unsigned read_keys(const char *path)
{
	struct server s;
	FILE *file = fopen(path, "re");
	while (file && fscanf(file, "%63s %64s", s.name, s.key) == 2) {
		servers = realloc(servers, (server_count + 1) * sizeof *servers);
		if (!servers)
			die("out of memory");
		servers[server_count++] = s;
	}
	if (file)
		fclose(file);
	return server_count;
}

void make_nonce(char nonce[NONCE_HEX + 1])
{
	unsigned char bits[NONCE_HEX / 2];
	if (getrandom(bits, sizeof bits, 0) != sizeof bits)
		die("getrandom");
	for (size_t i = 0; i < sizeof bits; i++) {
		nonce[2 * i] = HEX[bits[i] >> 4];
		nonce[2 * i + 1] = HEX[bits[i] & 15];
	}
	nonce[NONCE_HEX] = 0;
}

int is_nonce(const char *text)
{
	return strspn(text, HEX) == NONCE_HEX && strchr("\r\n", text[NONCE_HEX]) != NULL;
}

/* A nonce has no space in it, so no nonce of one claim is the nonce of another. */
static void sign(const struct server *s, const char *nonce, const char *claim, char hex[HMAC_HEX + 1])
{
	char text[NONCE_HEX + 1 + CLAIM_MAX];
	snprintf(text, sizeof text, "%.*s%s%s", NONCE_HEX, nonce, *claim ? " " : "", claim);
	hmac_sha256_hex(s->key, text, hex);
}

int prove(const char *nonce, const char *claim, char proof[PROOF_MAX])
{
	char hex[HMAC_HEX + 1];
	*proof = 0;
	if (server_count != 1 || !is_nonce(nonce) || strlen(claim) >= CLAIM_MAX)
		return 0;
	sign(servers, nonce, claim, hex);
	return snprintf(proof, PROOF_MAX, "%s %s", servers->name, hex);
}

void proven_name(const char *proof, const char *nonce, const char *claim, char name[PROVER_MAX])
{
	char said[HMAC_HEX + 1], hex[HMAC_HEX + 1];
	*name = 0;
	if (sscanf(proof, "%63s %64s", name, said) != 2 || strlen(said) != HMAC_HEX || strlen(claim) >= CLAIM_MAX)
		*said = 0;
	for (unsigned i = 0; *said && i < server_count; i++) {
		if (strcmp(servers[i].name, name))
			continue;
		sign(&servers[i], nonce, claim, hex);
		if (!differ(hex, said, HMAC_HEX))
			return;
	}
	*name = 0;
}
