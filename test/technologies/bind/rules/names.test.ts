import { expect, it } from "vitest";
import { append, type Planted, rootsOf, swap } from "./planted.ts";

const lab = "dns-round-robin";
const zone = "ns/var/lib/bind/lab.test.zone";
const resolver = "resolver/etc/bind/named.conf";
const web3 = "www       IN A   10.84.0.23";
const cyclic = "rrset-order { order cyclic; };";
const clients = "allow-recursion { 10.84.0.0/24; 127.0.0.1; };";

const planted: readonly Planted[] = [
  {
    rule: "bind/record-missing",
    lab,
    wrong: { [zone]: swap(web3, "") },
    right: { [zone]: swap(web3, "$GENERATE 23-23 www 4 A 10.84.0.$") },
  },
  {
    rule: "bind/record-missing",
    lab,
    wrong: { [zone]: swap("balanced  IN A", "balance   IN A") },
    right: { [zone]: swap("balanced  IN A", "*         IN A") },
  },
  {
    rule: "bind/address-of-nobody",
    lab,
    wrong: { [zone]: append("www IN A 10.84.0.99\n") },
    right: { [zone]: append("old IN A 10.84.0.99\n") },
  },
  {
    rule: "bind/one-balancer-only",
    lab,
    wrong: { [zone]: swap("IN A   10.84.0.100", "IN A   10.84.0.12") },
    right: { [zone]: append("lb1 IN A 10.84.0.11\n") },
  },
  {
    rule: "bind/ttl-too-long",
    lab,
    wrong: { [zone]: swap("$TTL 4", "$TTL 1d") },
    right: {
      [zone]: swap("$TTL 4", "$TTL 1d"),
      [resolver]: swap("recursion yes;", "recursion yes;\n  max-cache-ttl 4;"),
    },
  },
  {
    rule: "bind/record-ttl-too-long",
    lab,
    wrong: { [zone]: swap("www       IN A   10.84.0.21", "www 1h IN A 10.84.0.21") },
    right: { [zone]: swap(web3, "www 1h IN A 10.84.0.23") },
  },
  {
    rule: "bind/cache-keeps-longer",
    lab,
    wrong: { [resolver]: swap("recursion yes;", "recursion yes;\n  min-cache-ttl 90;") },
    right: { [resolver]: swap("recursion yes;", "recursion yes;\n  min-cache-ttl 2;") },
  },
  {
    rule: "bind/answers-in-one-order",
    lab,
    wrong: { [resolver]: swap(cyclic, 'rrset-order { type A name "*.lab.test" order none; };') },
    right: {
      [resolver]: swap(
        cyclic,
        'rrset-order { name "*.other.test" order fixed; type AAAA order none; order random; };',
      ),
    },
  },
  {
    rule: "bind/answers-in-one-order",
    lab,
    wrong: { [resolver]: swap(cyclic, 'rrset-order { name "lab.test" order cyclic; };') },
    right: { [resolver]: swap(cyclic, "") },
  },
  {
    rule: "bind/answers-sorted",
    lab,
    wrong: {
      [resolver]: swap(cyclic, "sortlist { { localnets; { 10.84.0.23; localnets; }; }; };"),
    },
    right: {
      [resolver]: swap(cyclic, "sortlist { { localnets; { localnets; }; }; 10.84.0.0/24; };"),
    },
  },
  {
    rule: "bind/not-listening",
    lab,
    wrong: { [resolver]: swap("listen-on { any; };", "listen-on { 127.0.0.1; 10.84.0.53; };") },
    right: {
      [resolver]: swap(
        "listen-on { any; };",
        "listen-on { localhost; };\n  listen-on port 54 { none; };",
      ),
    },
  },
  {
    rule: "bind/validation-without-root",
    lab,
    wrong: { [resolver]: swap("dnssec-validation no;", "") },
    right: {
      [resolver]: swap("dnssec-validation no;", 'validate-except { "TEST."; };'),
      "ns/etc/bind/named.conf": swap("dnssec-validation no;", "dnssec-validation auto;"),
    },
  },
  {
    rule: "bind/resolver-closed",
    lab,
    wrong: { [resolver]: swap(clients, "allow-query { 10.84.1.0/24; localhost; };") },
    right: { [resolver]: swap(clients, "") },
  },
  {
    rule: "bind/resolver-closed",
    lab,
    wrong: { [resolver]: swap("recursion yes;", "recursion no;") },
    right: { [resolver]: swap(clients, "allow-query-cache { !10.84.0.99; 10.84/16; };") },
  },
  {
    rule: "bind/resolver-knows-one",
    lab: "bind-primary-secondary",
    wrong: {
      [resolver]: swap("{ 10.79.0.11; 10.79.0.12; 10.79.0.13;  }", "{ 10.79.0.11; }"),
    },
    right: { [resolver]: swap("{ 10.79.0.11; 10.79.0.12; 10.79.0.13;  }", "{ 10.79.0.12; }") },
  },
];

it.each(planted)("$rule finds its mistake", async ({ rule, lab, wrong }) => {
  expect(await rootsOf(lab, wrong)).toEqual([rule]);
});

it.each(planted)("$rule: what looks like it is right", async ({ lab, right }) => {
  expect(await rootsOf(lab, right)).toEqual([]);
});
