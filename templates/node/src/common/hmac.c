/* HMAC-SHA-256 (RFC 2104, FIPS 180-4). test/technologies/requests/proofs.engine.test.ts compares it with others. */
#include "hmac.h"
#include "common.h"

#include <endian.h>
#include <stdio.h>
#include <string.h>

#define BLOCK 64
#define DIGEST 32

static const uint32_t k[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t turn(uint32_t x, int bits)
{
	return x >> bits | x << (32 - bits);
}

static void take_block(uint32_t h[8], const unsigned char *block)
{
	uint32_t w[64], s[8];
	for (int i = 0; i < 16; i++) {
		memcpy(&w[i], block + 4 * i, 4);
		w[i] = be32toh(w[i]);
	}
	for (int i = 16; i < 64; i++) {
		uint32_t a = w[i - 15], b = w[i - 2];
		w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >> 3) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ b >> 10);
	}
	memcpy(s, h, sizeof s);
	for (int i = 0; i < 64; i++) {
		uint32_t one = turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25);
		uint32_t choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
		uint32_t t1 = s[7] + one + choice + k[i] + w[i];
		uint32_t zero = turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22);
		uint32_t t2 = zero + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
		memmove(s + 1, s, 7 * sizeof *s);
		s[4] += t1;
		s[0] = t1 + t2;
	}
	for (int i = 0; i < 8; i++)
		h[i] += s[i];
}

/* The digest of two texts in a row; a text here is shorter than 1 KiB. */
static void sha256(const unsigned char *a, size_t a_len, const void *b, size_t b_len, unsigned char out[DIGEST])
{
	uint32_t h[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
	unsigned char all[1024 + 2 * BLOCK] = { 0 };
	size_t len = a_len + b_len, whole = (len + 9 + BLOCK - 1) / BLOCK * BLOCK;
	uint64_t bits = htobe64(len * 8);
	if (len > 1024)
		die("a text of %zu bytes is too long to sign", len);
	memcpy(all, a, a_len);
	memcpy(all + a_len, b, b_len);
	all[len] = 0x80;
	memcpy(all + whole - sizeof bits, &bits, sizeof bits);
	for (size_t at = 0; at < whole; at += BLOCK)
		take_block(h, all + at);
	for (int i = 0; i < 8; i++) {
		uint32_t big = htobe32(h[i]);
		memcpy(out + 4 * i, &big, 4);
	}
}

void hmac_sha256_hex(const char *key, const char *text, char hex[65])
{
	unsigned char inner[BLOCK], outer[BLOCK], block[BLOCK] = { 0 }, digest[DIGEST];
	if (strlen(key) > BLOCK)
		sha256(block, 0, key, strlen(key), block);
	else
		memcpy(block, key, strlen(key));
	for (int i = 0; i < BLOCK; i++) {
		inner[i] = block[i] ^ 0x36;
		outer[i] = block[i] ^ 0x5c;
	}
	sha256(inner, BLOCK, text, strlen(text), digest);
	sha256(outer, BLOCK, digest, DIGEST, digest);
	for (int i = 0; i < DIGEST; i++)
		sprintf(hex + 2 * i, "%02x", digest[i]);
}

int differ(const char *a, const char *b, size_t len)
{
	int found = 0;
	for (size_t i = 0; i < len; i++)
		found |= a[i] ^ b[i];
	return found;
}
