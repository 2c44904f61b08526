import { expect, it } from "vitest";
import { append, type Planted, rootsOf, swap } from "./planted.ts";

const lab = "dns-round-robin";
const two = "bind-primary-secondary";
const conf = "ns/etc/bind/named.conf";
const zone = "ns/var/lib/bind/lab.test.zone";
const file = 'file "/var/lib/bind/lab.test.zone";';

const planted: readonly Planted[] = [
  {
    rule: "bind/zone-file-missing",
    lab,
    wrong: { [conf]: swap(file, 'file "/var/lib/bind/lab.zone";') },
    right: { [conf]: swap(file, 'file "../../lib/bind/lab.test.zone"; # /var/cache/bind') },
  },
  {
    rule: "bind/zone-file-unwritable",
    lab: two,
    wrong: { "ns2/etc/bind/named.conf": swap("/var/cache/bind/lab", "/etc/bind/lab") },
    right: { "ns2/etc/bind/named.conf": swap("/var/cache/bind/lab", "lab") },
  },
  {
    rule: "bind/zone-file-shared",
    lab: two,
    wrong: {
      "ns2/etc/bind/named.conf": swap(
        "/var/cache/bind/lab.test.db",
        "/var/cache/bind/intra.test.db",
      ),
    },
    right: { "ns2/etc/bind/named.conf": swap("/var/cache/bind/lab.test.db", "/tmp/intra.test.db") },
  },
  {
    rule: "bind/zone-missing",
    lab,
    wrong: { [conf]: swap('zone "lab.test"', 'zone "lab.tset"') },
    right: { [conf]: swap('zone "lab.test"', "zone LAB.test. IN") },
  },
  {
    rule: "bind/soa-malformed",
    lab,
    wrong: { [zone]: swap("1        ; serial", "         ; serial") },
    right: { [zone]: swap("1        ; serial", "4294967295 ; serial") },
  },
  {
    rule: "bind/soa-malformed",
    lab,
    wrong: { [zone]: swap("1        ; serial", "20261122001 ; serial") },
    right: { [zone]: swap("3600     ; refresh", "1H       ; refresh") },
  },
  {
    rule: "bind/no-ns",
    lab,
    wrong: { [zone]: swap("          IN NS  ns\n", "") },
    right: { [zone]: swap("          IN NS  ns\n", "\tNS\tns.lab.test.\n") },
  },
  {
    rule: "bind/ns-without-address",
    lab,
    wrong: { [zone]: swap("NS  ns\n", "NS  ns1\n") },
    right: {
      [zone]: append(
        "@ IN NS ns.elsewhere.test.\n@ NS ns.sub\n$ORIGIN sub\n@ NS ns\nns A 10.84.0.53\n",
      ),
    },
  },
  {
    rule: "bind/cname-beside-others",
    lab,
    wrong: { [zone]: append("www IN CNAME servers\n") },
    right: { [zone]: append("web IN CNAME www\nweb IN CNAME WWW.lab.test.\n") },
  },
  {
    rule: "bind/record-malformed",
    lab,
    wrong: { [zone]: swap("IN A   10.84.0.100", "IN A   10.84.0.1000") },
    right: { [zone]: append('text IN TXT "10.84.0.1000 ; ( no comment" ( "and"\n "more" )\n') },
  },
  {
    rule: "bind/record-malformed",
    lab,
    wrong: { [zone]: append("other IN TXT ( unfinished\n") },
    right: { [zone]: append("other IN TXT \\( ; escaped\n") },
  },
  {
    rule: "bind/final-dot-missing",
    lab,
    wrong: { [zone]: append("mail.lab.test IN A 10.84.0.21\n") },
    right: { [zone]: append("mail.lab.test. IN A 10.84.0.21\ntest IN A 10.84.0.21\n") },
  },
  {
    rule: "bind/final-dot-missing",
    lab,
    wrong: { [zone]: append("web IN CNAME www.lab.test\n") },
    right: { [zone]: append("$ORIGIN test.\nweb IN CNAME www.lab\n") },
  },
];

it.each(planted)("$rule finds its mistake", async ({ rule, lab, wrong }) => {
  expect(await rootsOf(lab, wrong)).toEqual([rule]);
});

it.each(planted)("$rule: what looks like it is right", async ({ lab, right }) => {
  expect(await rootsOf(lab, right)).toEqual([]);
});
