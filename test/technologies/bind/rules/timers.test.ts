import { expect, it } from "vitest";
import { type Planted, rootsOf, swap } from "./planted.ts";

const lab = "bind-primary-secondary";
const zone = "ns1/var/cache/bind/lab.test.zone";
const ns3 = "ns3/etc/bind/named.conf";
const refresh = "5 ; refresh";
const expire = "15 ; expire";

const planted: readonly Planted[] = [
  {
    rule: "bind/refresh-too-long",
    lab,
    wrong: {
      [zone]: (text) => swap(refresh, "9 ; refresh")(swap(expire, "18 ; expire")(text)),
    },
    right: { [zone]: swap(refresh, "0m7S ; refresh") },
  },
  {
    rule: "bind/refresh-too-long",
    lab,
    wrong: {
      [zone]: (text) => swap(refresh, "9 ; refresh")(swap(expire, "18 ; expire")(text)),
    },
    right: {
      [zone]: (text) => swap(refresh, "9 ; refresh")(swap(expire, "18 ; expire")(text)),
      "ns2/etc/bind/named.conf": swap(
        "min-refresh-time 1;",
        "max-refresh-time 5;min-refresh-time 1;",
      ),
      [ns3]: swap("min-refresh-time 1;", "max-refresh-time 5;min-refresh-time 1;"),
    },
  },
  {
    rule: "bind/timers-out-of-order",
    lab,
    wrong: { [zone]: swap("2 ; retry", "6 ; retry") },
    right: { [zone]: swap("2 ; retry", "5 ; retry") },
  },
  {
    rule: "bind/expire-too-short",
    lab,
    wrong: { [zone]: swap(expire, "8 ; expire") },
    right: { [zone]: swap(expire, "10 ; expire") },
  },
  {
    rule: "bind/expire-too-long",
    lab,
    wrong: { [zone]: swap(expire, "4w ; expire") },
    right: { [zone]: swap(expire, "20 ; expire") },
  },
  {
    rule: "bind/timers-clamped",
    lab,
    wrong: { [ns3]: swap("min-refresh-time 1;", "") },
    right: { [ns3]: swap("min-refresh-time 1;", "min-refresh-time 7;") },
  },
];

it.each(planted)("$rule finds its mistake", async ({ rule, lab, wrong }) => {
  expect(await rootsOf(lab, wrong)).toEqual([rule]);
});

it.each(planted)("$rule: what looks like it is right", async ({ lab, right }) => {
  expect(await rootsOf(lab, right)).toEqual([]);
});
