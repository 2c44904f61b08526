/* Servers prove who they are: each has a key that only it has, and signs what a client made up for this one request.
 * The client's node has the keys of all. docs/adr/0021-servers-prove-themselves.md */
#ifndef HALAB_PROOF_H
#define HALAB_PROOF_H

#include "hmac.h"

#define OWN_KEY "/etc/halab/identity" /* a server's: `NAME KEY` */
#define SERVER_KEYS "/etc/halab/servers" /* a client's: the same of each server, a line each */

#define NONCE_HEX 32
#define PROVER_MAX 64 /* a name's bytes, with its end */
#define PROOF_MAX (PROVER_MAX + 1 + HMAC_HEX + 1) /* `NAME HEX`, with its end */

/* Reads the keys of a file: how many. 0 when there is none: then nobody has to prove anything. */
unsigned read_keys(const char *path);
/* Nobody who has not seen it can know it: a proof cannot be had beforehand. */
void make_nonce(char nonce[NONCE_HEX + 1]);
/* Whether a line is a nonce and nothing else. */
int is_nonce(const char *text);
/*
 * As the one server whose key was read. `claim`: what else the answer says and the client judges by, "" for nothing. 0
 * and an empty proof where the nonce is none, or there is no key.
 */
int prove(const char *nonce, const char *claim, char proof[PROOF_MAX]);
/* The name in a proof, "" if it is none: of another nonce, of another claim, or by nobody whose key was read. */
void proven_name(const char *proof, const char *nonce, const char *claim, char name[PROVER_MAX]);

#endif
