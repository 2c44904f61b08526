import { describe, expect, it } from "vitest";
import { keysOf } from "../../../cli/technologies/bind/keys.ts";
import { recordsOf } from "../../../cli/technologies/bind/measures/same-zone.ts";
import { transferIn } from "../../../cli/technologies/bind/measures/transfer-kind.ts";
import { outcomeOf } from "../../../cli/technologies/bind/measures/transfer-try.ts";
import { logText, parseZoneStatus } from "../../../cli/technologies/bind/named.ts";
import { parseBind } from "../../../cli/technologies/bind/readers/bind9.ts";
import { compareSerials, nextSerial, serialOf } from "../../../cli/technologies/bind/serial.ts";
import {
  serialIn,
  withoutRecord,
  withRecord,
  withSerial,
} from "../../../cli/technologies/bind/zone-file.ts";

describe("serials go round (RFC 1982)", () => {
  const half = 2 ** 31;
  it.each([
    [2026112202, 2026112201, 1],
    [2026112201, 2026112202, -1],
    [7, 7, 0],
    [0, 4294967295, 1],
    [4294967295, 0, -1],
    [half - 1, 0, 1],
    [half, 0, undefined],
    [half + 1, 0, -1],
    [1, 2026112201, -1],
  ])("%d after %d: %s", (a, b, order) => {
    expect(compareSerials(a, b)).toBe(order);
  });
  it.each([
    [1, 2],
    [4294967294, 4294967295],
    [4294967295, 1],
  ])("after %d comes %d", (serial, next) => {
    expect(nextSerial(serial)).toBe(next);
    expect(compareSerials(next, serial)).toBe(1);
  });
  it.each([
    ["2026112201", 2026112201],
    ["-", undefined],
    ["192.0.2.1", undefined],
    ["SERVFAIL", undefined],
  ])("%s as an answer is the serial %s", (text, serial) => {
    expect(serialOf(text)).toBe(serial);
  });
});

/** As named-compilezone writes it. */
const zoneFile = `lab.test.\t60 IN SOA\tns.lab.test. hostmaster.lab.test. 2026010101 5 2 15 60
lab.test.\t60 IN NS\tns.lab.test.
www.lab.test.\t1 IN A\t192.0.2.80
WWW.lab.test.\t1 IN A\t192.0.2.8
wwww.lab.test.\t60 IN A\t192.0.2.80
txt.lab.test.\t60 IN TXT\t"x SOA a b 7"
`;
const www = (address: string) => ({ name: "www.lab.test", address });

describe("a zone in named's own form", () => {
  it("has a serial, which is raised, and nothing else is changed", () => {
    expect(serialIn(zoneFile)).toBe(2026010101);
    expect(withSerial(zoneFile, 2026010102)).toBe(zoneFile.replace("2026010101", "2026010102"));
    expect(serialIn("www.lab.test. 1 IN A 192.0.2.1\n")).toBeUndefined();
  });
  it("loses one address of a name, and no other's", () => {
    expect(withoutRecord(zoneFile, www("192.0.2.80"))).toBe(
      zoneFile.replace("www.lab.test.\t1 IN A\t192.0.2.80\n", ""),
    );
    expect(withoutRecord(zoneFile, www("192.0.2.8"))).not.toContain("WWW");
    expect(withoutRecord(zoneFile, www("192.0.2.1"))).toBe(zoneFile);
  });
  it("gets one more address, once", () => {
    const more = withRecord(zoneFile, www("192.0.2.82"), 1);
    expect(more).toBe(`${zoneFile}www.lab.test. 1 IN A 192.0.2.82\n`);
    expect(withRecord(more, www("192.0.2.82"), 1)).toBe(more);
  });
});

const inForce = `options {
	directory "/var/cache/bind";
	min-refresh-time 1;
	min-retry-time 4;
};
zone "lab.test" {
	type secondary;
	notify-delay 7;
};
zone "intra.test" {
	type secondary;
};
zone "other.test" {
	type primary;
};
zone "stub.test" {
	type static-stub;
};
lab.test.		1	IN	SOA	ns1.lab.test. hostmaster.lab.test. 2026112201 5 2 15 1
other.test. 1 IN SOA a. b. 9 3600 600 100 1
stub.test. 1 IN SOA a. b. 9 3600 600 100 1
`;

describe("what named says", () => {
  it("gives the timers as this node keeps to them; a zone that is not loaded has none", () => {
    const common = { notifyDelayS: 5, retryS: 600 };
    expect(parseBind(inForce, new Map()).zones).toEqual([
      {
        ...{ zone: "lab.test", type: "secondary", serial: 2026112201, refreshS: 5 },
        ...{ retryS: 4, expireS: 15, notifyDelayS: 7 },
      },
      // BIND expires no zone before it could have asked and asked again.
      { ...common, zone: "other.test", type: "primary", serial: 9, refreshS: 3600, expireS: 4200 },
    ]);
  });
  it("of named's own limits 300 s and 500 s are the least", () => {
    const bare = inForce.replace(/\tmin-.*\n/g, "");
    expect(parseBind(bare, new Map()).zones[0]).toMatchObject({
      refreshS: 300,
      retryS: 500,
      expireS: 800,
    });
  });
  it("is a zone's state", () => {
    const text =
      "name: lab.test\ntype: secondary\nfiles: a.db, b.db\nserial: 12\nexpires: Sun, 22 Nov 2026 04:05:10 GMT\n";
    expect(parseZoneStatus(text)).toEqual({
      ...{ serial: 12, file: "a.db", dynamic: false, signed: "no" },
      expires: Date.UTC(2026, 10, 22, 4, 5, 10) / 1000,
    });
    expect(parseZoneStatus("name: x\ntype: primary\nserial: 1\n")).toMatchObject({
      ...{ file: undefined, expires: undefined },
    });
  });
});

const stamp = "2026-11-22T04:05:06.000Z [12.345678] daemon.info named[17]: ";
const client = (port: number) => `client @0x7f 10.79.0.12#${port}/key transfer-key (lab.test): `;
const log = [
  `${stamp}${client(1)}transfer of 'lab.test/IN': AXFR started: TSIG transfer-key (serial 1)`,
  `${stamp}${client(1)}transfer of 'lab.test/IN': AXFR ended: 1 messages, 70 records (serial 1)`,
  `${stamp}${client(2)}transfer of 'lab.test/IN': IXFR started: TSIG transfer-key (serial 1 -> 2)`,
  `${stamp}${client(3)}transfer of 'lab.test/IN': AXFR-style IXFR started: TSIG k (serial 1 -> 3)`,
  `${stamp}${client(4)}transfer of 'intra.test/IN': AXFR started (serial 4)`,
  `${stamp}${client(5)}transfer of 'sub.lab.test/IN': AXFR started (serial 5)`,
];

describe("transfers in the primary's log", () => {
  const of = (serial: number, address = "10.79.0.12", zone = "lab.test") =>
    transferIn(log, { zone, address, serial })?.kind;
  it("are told apart by kind, zone, address and serial", () => {
    expect([of(1), of(2), of(3)]).toEqual(["AXFR", "IXFR", "AXFR-style IXFR"]);
    expect(of(4, "10.79.0.12", "intra.test")).toBe("AXFR");
    expect([of(4), of(5), of(2, "10.79.0.13")]).toEqual([undefined, undefined, undefined]);
  });
  it("the first of all is the whole zone, whatever a signer did to it since", () => {
    const first = (address: string) => transferIn(log, { zone: "lab.test", address })?.kind;
    expect([first("10.79.0.12"), first("10.79.0.13")]).toEqual(["AXFR", undefined]);
    const signed = log.map((line) => line.replace("lab.test/IN'", "lab.test/IN (signed)'"));
    const wanted = { zone: "lab.test", address: "10.79.0.12", serial: 2 };
    expect(transferIn(signed, wanted)?.kind).toBe("IXFR");
  });
  it("are shown without their stamps", () => {
    expect(logText(log[0] ?? "")).toMatch(/^client @0x7f/);
  });
});

describe("a transfer that was tried", () => {
  it.each([
    [";; Query time: 1 msec\n;; XFR size: 70 records (messages 1, bytes 2000)\n", "transferred"],
    ["; <<>> DiG 9.18 <<>> lab.test AXFR\n; Transfer failed.\n", "refused"],
    [";; Couldn't verify signature: tsig indicates error\n; Transfer failed.\n", "refused"],
    [";; communications error to 10.79.0.11#53: timed out\n", undefined],
    ["", undefined],
  ])("%j: %s", (said, outcome) => {
    expect(outcomeOf(said)).toBe(outcome);
  });
  it("is signed with the first key that is not rndc's", () => {
    const key = (name: string) =>
      `key "${name}" {\n\talgorithm "hmac-sha256";\n\tsecret "c2VjcmV0";\n};\n`;
    expect(keysOf(key("rndc-key") + key("transfer-key"))).toEqual([
      { name: "transfer-key", algorithm: "hmac-sha256", secret: "c2VjcmV0" },
    ]);
    expect(keysOf("")).toEqual([]);
  });
});

describe("a dump of a server's zones", () => {
  const dump = `;
; Start view _default
;
; Zone dump of 'lab.test/IN'
;
b.lab.test.		1	IN A	192.0.2.2
a.lab.test.		1	IN A	192.0.2.1
;
; Zone dump of 'intra.test/IN'
;
www.intra.test.	1 IN A 192.0.2.9
; Dump complete
`;
  it("has a zone's records in an order that every server has", () => {
    expect(recordsOf(dump, "lab.test")).toEqual([
      ["a.lab.test. 1 IN A 192.0.2.1", "b.lab.test. 1 IN A 192.0.2.2"],
    ]);
    expect(recordsOf(dump, "intra.test")).toEqual([["www.intra.test. 1 IN A 192.0.2.9"]]);
    expect(recordsOf(dump, "other.test")).toEqual([]);
    expect(recordsOf(dump, "tra.test")).toEqual([]);
    const views = dump.replaceAll("intra.test/IN'", "lab.test/IN/outside'");
    expect(recordsOf(views, "lab.test")).toHaveLength(2);
    const signed = dump.replace("lab.test/IN'", "lab.test/IN (signed)'");
    expect(recordsOf(signed, "lab.test")).toHaveLength(1);
  });
});

describe("what named-checkconf -p prints", () => {
  const soa =
    "in.test. 1 IN SOA ns. h. 7 600 60 3600 1\nout.test. 1 IN SOA ns. h. 8 600 60 3600 1\n";
  const config = (options: string, view: string, zone = "") =>
    `options {\n${options}};\nview "inner" {\n${view}\tzone "in.test" {\n\t\ttype secondary;\n\t\tprimaries {\n\t\t\t10.0.0.1;\n\t\t};\n${zone}\t};\n\tmax-refresh-time 400;\n};\nzone "out.test" {\n\ttype secondary;\n};\n${soa}`;

  it("counts for a zone by its view, wherever the statement stands, and for no other zone", () => {
    const { zones } = parseBind(
      config("\tmin-refresh-time 1;\n", "\tmin-retry-time 90;\n"),
      new Map(),
    );
    expect(zones).toMatchObject([
      { zone: "in.test", refreshS: 400, retryS: 90 },
      { zone: "out.test", refreshS: 600, retryS: 500 },
    ]);
  });

  it.each<[string, string, readonly string[] | undefined]>([
    ["max-refresh-time 400;", "max-refresh-time 400;", undefined],
    ["max-refresh-time 400;", "", ["max-refresh-time 400 or none, by its view"]],
    ["notify-delay 1;", "notify-delay 2;", ["notify-delay 1 or 2, by its view"]],
    ["dialup yes;", "dialup no;", ["dialup yes or no, by its view"]],
    ["allow-query yes;", "", undefined],
    ["", 'in-view "a";', undefined],
  ])("of a zone in two views, %j and %j: %j is not timed", (a, b, untimed) => {
    const type = b.startsWith("in-view") ? "" : "\t\ttype secondary;\n";
    const view = (name: string, words: string, is: string) =>
      `view "${name}" {\n\tzone "in.test" {\n${is}\t\t${words}\n\t};\n};\n`;
    const text = `${view("a", a, "\t\ttype secondary;\n")}${view("b", b, type)}${soa}`;
    const { zones } = parseBind(text, new Map());
    expect(zones).toMatchObject([{ zone: "in.test", type: "secondary" }]);
    expect(zones[0]?.untimed).toEqual(untimed);
  });

  it.each<[string, string, string, readonly string[] | undefined, readonly string[] | undefined]>([
    ["", "", "", undefined, undefined],
    ["\tdialup no;\n\tstale-answer-enable no;\n", "", "", undefined, undefined],
    ["\tdialup passive;\n", "", "", ["dialup passive"], undefined],
    ["\tdialup passive;\n", "", "\t\tdialup no;\n", undefined, undefined],
    ["", "", "\t\tdialup yes;\n", ["dialup yes"], undefined],
    ["\tstale-answer-enable yes;\n", "", "", undefined, ["stale-answer-enable yes"]],
    ["", "\tmax-cache-ttl 5;\n", "", undefined, ["max-cache-ttl 5 of view inner"]],
  ])("%j %j %j: named as what no formula times", (options, view, zone, ofZone, ofCache) => {
    const found = parseBind(config(options, view, zone), new Map());
    expect(found.zones[0]?.untimed).toEqual(ofZone);
    expect(found.untimed).toEqual(ofCache);
  });
});
