/** Causes that only a daemon's own log tells: what its files say is right. */
import { expect, it } from "vitest";
import type { Diagnosis } from "../../../cli/core/diagnose/diagnose.ts";
import { documentOf } from "../../fixtures/document.ts";
import { openBed } from "../cli.ts";
import { engineDescribe } from "../require.ts";

engineDescribe("docker", "what a daemon logs", () => {
  const bed = openBed();

  /** The first look that finds it: daemons try again and again. */
  async function lookFor(name: string, rule: string): Promise<string> {
    for (let looks = 0; looks < 6; looks += 1) {
      const { findings } = documentOf<Diagnosis>(await bed.halab(["diagnose", name, "--json"]));
      const found = findings.find((one) => one.rule === rule);
      if (found) return found.because;
    }
    throw new Error(`${rule} was not found`);
  }

  it("named: a zone that does not load, a transfer that is refused", async () => {
    const name = bed.name("zones");
    await bed.ok(["up", "bind-primary-secondary", "--name", name]);
    // A file that named reads, and the lab's rules do not: an address that is none, in a type that they leave alone.
    await bed.sh(name, "ns1", "echo 'x WKS 1.2.3.999 TCP 25' >>/var/cache/bind/lab.test.zone");
    await bed.sh(name, "ns1", "rndc reload lab.test || true");
    expect(await lookFor(name, "bind/zone-not-loaded")).toMatch(/named of ns1 says: /);
    await bed.sh(name, "ns2", "halab-svc stop bind9 && rm /var/cache/bind/intra.test.db*");
    await bed.sh(name, "ns1", "nft add table inet x");
    await bed.sh(name, "ns1", "nft 'add chain inet x in { type filter hook input priority 0; }'");
    await bed.sh(name, "ns1", "nft add rule inet x in tcp dport 53 reject with tcp reset");
    await bed.sh(name, "ns2", "halab-svc start bind9");
    expect(await lookFor(name, "bind/transfer-fails")).toMatch(/named of ns2 said so last: \S/);
    await bed.ok(["down", name]);
    await bed.noResidue(name);
  });

  it("named: a NOTIFY that never leaves its node, as the switch hears", async () => {
    const name = bed.name("told");
    const step = ["run", "bind-primary-secondary", "--on", name, "--step", "change", "--json"];
    const found = async () => {
      const report = documentOf<{ diagnosis?: Diagnosis }>(await bed.halab(step));
      return report.diagnosis?.findings.map(({ rule }) => rule);
    };
    await bed.ok(["up", "bind-primary-secondary", "--name", name]);
    expect(await found()).toBeUndefined();
    await bed.sh(name, "ns1", "nft add table inet x");
    await bed.sh(name, "ns1", "nft 'add chain inet x out { type filter hook output priority 0; }'");
    await bed.sh(name, "ns1", "nft add rule inet x out oifname != lo udp dport 53 drop");
    expect(await found()).toContain("bind/notify-unsent");
    await bed.sh(name, "ns1", "nft delete table inet x");
    await bed.sh(name, "ns2", "sed -i 's/10.79.0.11/10.79.0.99/' /etc/bind/named.conf*");
    await bed.sh(name, "ns2", "rndc reconfig");
    await bed.sh(name, "ns1", "rndc notify lab.test");
    expect(await lookFor(name, "bind/notify-refused")).toContain("10.79.0.11");
    await bed.ok(["down", name]);
    await bed.noResidue(name);
  });

  it("Redis: a replica whose master does not let it in", async () => {
    const name = bed.name("store");
    await bed.ok(["up", "balancer-sessions", "--name", name]);
    await bed.sh(
      name,
      "store2",
      "redis-cli config set masterauth wrong && redis-cli client kill type master",
    );
    expect(await lookFor(name, "redis/sync-fails")).toMatch(/Unable to AUTH to MASTER/);
    await bed.ok(["down", name]);
    await bed.noResidue(name);
  });
});
