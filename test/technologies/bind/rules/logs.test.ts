import { describe, expect, it } from "vitest";
import { briefly, lookedAt } from "../../../fixtures/diagnosis/looked.ts";

const head = (level: string) => `2026-11-29T12:36:02.793Z [451.140317] daemon.${level} named[38]: `;
const starts = `${head("notice")}starting BIND 9.18.49-1~deb12u3-Debian (Extended Support Version) <id:>`;

async function found(lines: readonly string[], node = "ns2") {
  const said = [starts, ...lines.map((line) => head("err") + line)];
  const logs = { [node]: ["== /var/log/halab/syslog", ...said] };
  const findings = await lookedAt("bind-primary-secondary", { logs });
  return briefly(findings.filter(({ rule }) => rule.startsWith("bind/")));
}

const from = "transfer of 'lab.test/IN' from 10.79.0.11#53: ";

describe("a secondary's log", () => {
  it.each([
    [`${from}Transfer status: REFUSED`, "REFUSED"],
    [`${from}Transfer status: tsig indicates error`, "tsig indicates error"],
    [
      "zone lab.test/IN: refresh: unexpected rcode (REFUSED) from primary 10.79.0.11#53 (source 0.0.0.0#0)",
      "unexpected rcode (REFUSED) from primary",
    ],
    [
      "zone lab.test/IN: refresh: failure trying primary 10.79.0.11#53 (source 0.0.0.0#0): timed out",
      "timed out",
    ],
  ])("%s", async (line, said) => {
    const [[rule, node, because] = [], ...more] = await found([line]);
    expect([rule, node, more]).toEqual(["bind/transfer-fails", "ns2", []]);
    expect(because).toContain(said);
  });

  it("is fine when the last try was: the primary may start later", async () => {
    const late = `${from}Transfer status: connection refused`;
    expect(await found([late, `${from}Transfer status: success`])).toEqual([]);
    const another = "transfer of 'intra.test/IN' from 10.79.0.11#53: Transfer status: success";
    expect(await found([late, another])).toHaveLength(1);
  });
});

describe("a secondary's log of what it was told", () => {
  const refusedFrom = (address: string) =>
    `zone lab.test/IN: refused notify from non-primary: ${address}#38017`;
  const refused = refusedFrom("10.79.0.11");
  it("says from whom it takes no NOTIFY", async () => {
    const [[rule, node, because] = [], ...more] = await found([refused]);
    expect([rule, node, more]).toEqual(["bind/notify-refused", "ns2", []]);
    expect(because).toContain("10.79.0.11");
  });

  it.each(["10.79.0.13", "10.79.0.200"])("is fine where %s, no primary, told it", async (other) => {
    expect(await found([refusedFrom(other)])).toEqual([]);
  });

  it("is fine when it took a later one", async () => {
    const taken = "zone lab.test/IN: notify from 10.79.0.11#40123: serial 2026112202";
    expect(await found([refused, taken])).toEqual([]);
  });
});

describe("a primary's log", () => {
  it("says which zone it has not, and which line is why", async () => {
    const why = "dns_rdata_fromtext: /etc/bind/db.lab.test:12: near 'x': bad dotted quad";
    const lines = [
      why,
      "zone lab.test/IN: loading from master file /etc/bind/db.lab.test failed: bad dotted quad",
      "zone lab.test/IN: not loaded due to errors.",
    ];
    const [[rule, node, because] = [], ...more] = await found(lines, "ns1");
    expect([rule, node, more]).toEqual(["bind/zone-not-loaded", "ns1", []]);
    expect(because).toContain("bad dotted quad");
  });

  it("is fine where the zone was loaded afterwards, and of what the lab's own tries were denied", async () => {
    const lines = [
      "zone lab.test/IN: not loaded due to errors.",
      "zone lab.test/IN: loaded serial 2026112201",
      "client @0x7f 10.79.0.200#39775 (lab.test): zone transfer 'lab.test/AXFR/IN' denied",
    ];
    expect(await found(lines, "ns1")).toEqual([]);
  });
});
