import { expect, it } from "vitest";
import { append, type Planted, rootsOf, swap } from "./planted.ts";

const lab = "bind-primary-secondary";
const primary = "ns1/etc/bind/named.conf";
const [ns2, ns3] = ["ns2/etc/bind/named.conf", "ns3/etc/bind/named.conf"];
const key = "ns3/etc/bind/transfer.key";
const allowed = 'allow-transfer { key "transfer-key"; };';
const copied = 'primaries { 10.79.0.11 key "transfer-key"; };';

const planted: readonly Planted[] = [
  {
    rule: "bind/key-differs",
    lab,
    wrong: { [key]: swap("hmac-sha256", "hmac-sha512") },
    right: { [key]: swap("hmac-sha256", "HMAC-SHA256") },
  },
  {
    rule: "bind/key-differs",
    lab,
    wrong: {
      [key]: swap('key "transfer-key"', 'key "transfer"'),
      [ns3]: swap('key "transfer-key"', 'key "transfer"'),
    },
    right: {
      [key]: swap('key "transfer-key"', "key Transfer-Key."),
      [ns3]: swap('key "transfer-key"', "key TRANSFER-KEY"),
    },
  },
  {
    rule: "bind/key-unknown",
    lab,
    wrong: { [ns3]: swap('key "transfer-key"', 'key "tranfer-key"') },
    right: { [ns3]: swap("primaries {", "masters {") },
  },
  {
    rule: "bind/reference-undefined",
    lab,
    wrong: { [primary]: swap(allowed, "allow-transfer { secondaries; };") },
    right: {
      [primary]: (text) =>
        swap(
          allowed,
          "allow-transfer { !nobody; keyed; };",
        )(`${text}acl nobody { none; };\nacl "keyed" { key transfer-key; };\n`),
    },
  },
  {
    rule: "bind/unsigned-transfer",
    lab,
    wrong: { [ns2]: swap(copied, "primaries { 10.79.0.11; };") },
    right: {
      [ns2]: (text) =>
        `${swap(copied, "primaries { 10.79.0.11; };")(text)}server 10.79.0.0/24 { keys transfer-key; };\n`,
    },
  },
  {
    rule: "bind/unsigned-transfer",
    lab,
    wrong: { [ns2]: swap(copied, "primaries { 10.79.0.11; 10.79.0.11; };") },
    right: { [ns2]: swap(copied, "primaries { 10.79.0.11; 10.79.0.11 key transfer-key; };") },
  },
  {
    rule: "bind/transfer-not-allowed",
    lab,
    wrong: { [primary]: swap(allowed, "allow-transfer { none; };") },
    right: {
      [primary]: swap(
        allowed,
        "allow-transfer { !{ !{ 10.79.0.12; 10.79.0.13; }; any; }; key transfer-key; };",
      ),
    },
  },
  {
    rule: "bind/transfer-open",
    lab,
    wrong: { [ns3]: swap("allow-transfer { none; };", "allow-transfer { 10.79/16; };") },
    right: { [ns3]: swap("allow-transfer { none; };", "allow-transfer { !any; localnets; };") },
  },
  {
    rule: "bind/trusts-addresses",
    lab,
    wrong: { [primary]: swap(allowed, "allow-transfer { key transfer-key; 10.79.0.12; };") },
    right: { [primary]: swap(allowed, "allow-transfer { key transfer-key; 10.79.0.99; };") },
  },
  {
    rule: "bind/two-primaries",
    lab,
    wrong: {
      [ns2]: swap(
        `zone "lab.test" {\n  type secondary;\n  ${copied}`,
        'zone "lab.test" {\n  type master;',
      ),
    },
    right: { [ns2]: append('zone "localhost" { type primary; file "/etc/bind/db.local"; };\n') },
  },
  {
    rule: "bind/no-primaries",
    lab,
    wrong: { [ns2]: swap(copied, 'primaries { 10.79.0.21 key "transfer-key"; };') },
    right: {
      [ns2]: (text) =>
        `primaries up { 10.79.0.11 key transfer-key; };\n${swap(copied, "primaries { up; };")(text)}`,
    },
  },
  {
    rule: "bind/notify-never-reaches",
    lab,
    wrong: {
      [primary]: swap("also-notify { 10.79.0.12; 10.79.0.13;  };", "also-notify { 10.79.0.12; };"),
    },
    right: {
      [primary]: (text) =>
        swap(
          "also-notify { 10.79.0.12; 10.79.0.13;  };",
          "",
        )(swap("notify explicit", "notify yes")(text)),
    },
  },
  {
    rule: "bind/notify-never-reaches",
    lab,
    wrong: { [primary]: swap("notify explicit", "notify no") },
    right: { [primary]: swap("notify explicit", "notify primary-only") },
  },
  {
    rule: "bind/notify-delayed",
    lab,
    wrong: { [primary]: swap("notify-delay 1;", "notify-delay 30;") },
    right: { [primary]: swap("notify-delay 1;", "") },
  },
  {
    rule: "bind/ixfr-off",
    lab,
    wrong: { [primary]: append("server 10.79.0.13 { provide-ixfr no; };\n") },
    right: { [primary]: append("server 10.79.0.200 { provide-ixfr no; };\n") },
  },
  {
    rule: "bind/journal-missing",
    lab,
    wrong: {
      [primary]: swap("ixfr-from-differences yes;", "dnssec-policy none; allow-update { none; };"),
    },
    right: { [primary]: swap("ixfr-from-differences yes;", "allow-update { localhost; };") },
  },
  {
    rule: "bind/journal-missing",
    lab,
    wrong: { [primary]: swap("ixfr-from-differences yes;", "") },
    right: {
      [primary]: (text) =>
        swap(
          "options {",
          "options {\n  ixfr-from-differences master;",
        )(text.replaceAll(/ {2}ixfr-from-differences (?:yes|no);\n/g, "")),
    },
  },
];

it.each(planted)("$rule finds its mistake ($wrong)", async ({ rule, lab, wrong }) => {
  expect(await rootsOf(lab, wrong)).toEqual([rule]);
});

it.each(planted)("$rule: what looks like it is right ($right)", async ({ lab, right }) => {
  expect(await rootsOf(lab, right)).toEqual([]);
});
