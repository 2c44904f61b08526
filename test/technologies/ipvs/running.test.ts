import { describe, expect, it } from "vitest";
import { briefly, lookedAt, type StateParts } from "../../fixtures/diagnosis/looked.ts";

const quiet = (value: number) => [
  `net.ipv4.conf.all.arp_ignore=${value}`,
  `net.ipv4.conf.all.arp_announce=${value === 0 ? 0 : 2}`,
  "net.ipv4.conf.eth0.arp_ignore=0",
  "net.ipv4.conf.eth0.arp_announce=0",
];

const right: StateParts = {
  addresses: ["lo 127.0.0.1/8", "eth0 10.81.0.21/24", "lo 10.81.0.100/32"],
  routes: [],
  sysctls: quiet(1),
};

/** What IPVS's rules say of lvs-dr, of which web1 runs so; its files are right. */
async function found(web1: StateParts) {
  const findings = await lookedAt("lvs-dr", { states: { web1: { ...right, ...web1 } } });
  return findings
    .filter(({ rule }) => rule.startsWith("ipvs/"))
    .map(({ rule, where: [place] }) => [rule, place?.node, place?.text]);
}

describe("a real server as it runs, whatever its files say", () => {
  it("is right", async () => {
    expect(await found({})).toEqual([]);
  });

  it("has another kernel setting: somebody has changed it since", async () => {
    expect(await found({ sysctls: quiet(0) })).toEqual(
      expect.arrayContaining([
        ["ipvs/answers-arp", "web1", expect.any(String)],
        ["ipvs/announces-address", "web1", expect.any(String)],
      ]),
    );
  });

  it("has lost the service's address", async () => {
    const addresses = ["lo 127.0.0.1/8", "eth0 10.81.0.21/24"];
    expect((await found({ addresses })).map(([rule]) => rule)).toEqual(["ipvs/address-missing"]);
  });
});

describe("keepalived's log", () => {
  const head = "2026-11-29T12:37:21.437Z [14.957812] daemon.info Keepalived_healthcheckers[123]: ";
  const server = "[10.81.0.23]:tcp:80";
  const failed = `HTTP status code error to ${server} url(/), status_code [404].`;
  const out = `Removing service ${server} from VS [10.81.0.100]:tcp:80`;
  const back = `Adding service ${server} to VS [10.81.0.100]:tcp:80`;

  async function said(lines: readonly string[]) {
    const logs = { d1: ["== /var/log/halab/syslog", ...lines.map((line) => head + line)] };
    return briefly(await lookedAt("lvs-dr", { logs }));
  }

  it("names a real server that its check has taken out, and why", async () => {
    const because = `Its health check failed: ${failed}`;
    expect(await said([failed, out])).toEqual([["ipvs/server-removed", "d1", because]]);
  });

  it("is of no interest when the server is back", async () => {
    expect(await said([failed, out, back])).toEqual([]);
  });
});
