import { expect, it } from "vitest";
import { append, type Planted, rootsOf, swap, withFile } from "./planted.ts";

const lab = "bind-primary-secondary";
const ns2 = "ns2/etc/bind/named.conf";
const key = "ns2/etc/bind/transfer.key";

const planted: readonly Planted[] = [
  {
    rule: "bind/statement-unfinished",
    lab,
    wrong: { [ns2]: swap("recursion no;", "recursion no") },
    right: { [ns2]: swap("recursion no;", "recursion\n  no // none\n  ;") },
  },
  {
    rule: "bind/statement-unfinished",
    lab,
    wrong: { [ns2]: swap("masterfile-format text;\n};", "masterfile-format text;\n}") },
    right: { [ns2]: swap("masterfile-format text;\n};", "masterfile-format text; } ;") },
  },
  {
    rule: "bind/statement-unfinished",
    lab,
    wrong: { [ns2]: swap("allow-transfer { none; };", "allow-transfer { none };") },
    right: { [ns2]: swap("allow-transfer { none; };", "/* } */ allow-transfer {none;}; # {") },
  },
  {
    rule: "bind/statement-unfinished",
    lab,
    wrong: { [key]: swap('"transfer-key"', '"transfer-key') },
    right: { [key]: swap('"transfer-key"', "transfer-key") },
  },
  {
    rule: "bind/unknown-statement",
    lab,
    wrong: { [ns2]: swap("notify no;", "notifi no;") },
    right: { [ns2]: swap("notify no;", "NOTIFY no;") },
  },
  {
    rule: "bind/unknown-statement",
    lab,
    wrong: { [ns2]: append("min-roots 2;\n") },
    right: {
      [ns2]: append('logging { channel x { file "named"; }; category default { x; }; };\n'),
    },
  },
  {
    rule: "bind/statement-twice",
    lab,
    wrong: { [ns2]: append("options { querylog yes; };\n") },
    right: {
      [ns2]: append(
        'acl A { any; };\nacl b { a; };\nkey k { secret "aw=="; algorithm hmac-sha1-80; };\n',
      ),
    },
  },
  {
    rule: "bind/statement-twice",
    lab,
    wrong: { [ns2]: swap("notify no;", "notify no;\n  allow-transfer { none; };") },
    right: {
      [ns2]: swap("listen-on { any; };", "listen-on { any; };\n listen-on port 54 { any; };"),
    },
  },
  {
    rule: "bind/statement-unfinished",
    lab,
    wrong: { [ns2]: swap("recursion no;", "recursion no;;") },
    right: {},
  },
  {
    rule: "bind/statement-unfinished",
    lab,
    wrong: { [ns2]: (text) => `\uFEFF${text}` },
    right: {},
  },
  {
    rule: "bind/value-malformed",
    lab,
    wrong: { [ns2]: swap("min-refresh-time 1;", "min-refresh-time 1s;") },
    right: { [ns2]: swap("recursion no;", "recursion FALSE; max-cache-ttl 1h30m;") },
  },
  {
    rule: "bind/value-malformed",
    lab,
    wrong: { [ns2]: swap('file "/var/cache/bind/lab.test.db";', "file lab.test.db;") },
    right: { [ns2]: swap("type secondary;", "type SLAVE;") },
  },
  {
    rule: "bind/value-malformed",
    lab,
    wrong: { [ns2]: append("acl x { { !10.79.0.1/24; }; };\n") },
    right: { [ns2]: append("acl x { { !10.79.0/24; ! 10/8; 10.79.0.1/32; ::1/128; }; };\n") },
  },
  {
    rule: "bind/value-malformed",
    lab,
    wrong: { [ns2]: append('key x { secret "aw=="; };\n') },
    right: { [ns2]: append('key x { secret "aw=="; algorithm "HMAC-SHA512"; };\n') },
  },
  {
    rule: "bind/zone-outside-views",
    lab,
    wrong: { [ns2]: append("view x { match-clients { none; }; };\n") },
    right: {},
  },
  {
    rule: "bind/include-missing",
    lab,
    wrong: { [ns2]: append('include "/etc/bind/more.conf";\n') },
    right: {
      [ns2]: append(
        'include "/etc/bind/named.conf.default-zones";\ninclude "/etc/bind/zones.rfc191[8]";\n',
      ),
    },
  },
  {
    rule: "bind/include-loop",
    lab,
    wrong: { [key]: append('include "/etc/bind/named.conf";\n') },
    right: {},
  },
];

it.each(planted)("$rule finds its mistake", async ({ rule, lab, wrong }) => {
  expect(await rootsOf(lab, wrong)).toEqual([rule]);
});

it.each(planted)("$rule: what looks like it is right", async ({ lab, right }) => {
  expect(await rootsOf(lab, right)).toEqual([]);
});

it("finds what a zone file includes, and what leads back", async () => {
  const zone = "ns1/var/cache/bind/intra.test.zone";
  const more = withFile("ns1", "/var/cache/bind/more", "more A 192.0.2.1\n$INCLUDE more\n");
  expect(await rootsOf(lab, { [zone]: append("$INCLUDE more\n") }, more)).toEqual([
    "bind/include-loop",
  ]);
  expect(await rootsOf(lab, { [zone]: append("$INCLUDE mroe\n") }, more)).toEqual([
    "bind/include-missing",
  ]);
});
