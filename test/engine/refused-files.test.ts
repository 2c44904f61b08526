/** Files of the labs' daemons that are wrong: each daemon's own words, with the place. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../cli/core/base/home.ts";
import type { Report } from "../../cli/core/judge/report.ts";
import { openBed } from "./cli.ts";
import { serverWith } from "./made-labs.ts";
import { refusing } from "./refused.ts";
import { engineDescribe } from "./require.ts";

const haproxy = (bind: string) => `defaults
  mode http
  timeout connect 1s
  timeout client 1s
  timeout server 1s

listen site
  ${bind}
`;

const nlb = `id 1
nodes 4
buckets 24
set ip nlb mine
to 10.68.0.255:7001
heartbeat 5
dead 10s
`;

const nftables = `table ip nlb {
  set mine {
    type mark
  }
  chain incoming {
    type filter hook prerouting priority mangle; policy accept;
    ip daddr 10.68.0.100 jmp virtual
  }
}
`;

const named = `include "/etc/bind/rndc.key";
options {
  directory "/var/cache/bind";
  recurshun no;
};
`;

interface Wrong {
  readonly services: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  /** What is said after the node's name. */
  readonly said: RegExp;
}

const cases: Readonly<Record<string, Wrong>> = {
  "haproxy-keyword": {
    services: ["haproxy"],
    files: { "/etc/haproxy/haproxy.cfg": haproxy("bnd :80") },
    said: /haproxy: did not start: .*parsing \[\/etc\/haproxy\/haproxy\.cfg:8\] ?: unknown keyword 'bnd'/,
  },
  "haproxy-port": {
    services: ["shop", "haproxy"],
    files: {
      "/etc/shop.conf": "listen 8080\nbasket /memory memory\n",
      "/etc/haproxy/haproxy.cfg": haproxy("bind :8080"),
    },
    said: /haproxy: did not start: .*cannot bind socket \(Address already in use\).*:8080\]/,
  },
  "named-option": {
    services: ["bind9"],
    files: { "/etc/bind/named.conf": named },
    said: /bind9: check failed: \/etc\/bind\/named\.conf:4: unknown option 'recurshun'/,
  },
  "named-port": {
    services: ["shop", "bind9"],
    files: {
      "/etc/shop.conf": "listen 53\nbasket /memory memory\n",
      "/etc/bind/named.conf":
        'options {\n  directory "/var/cache/bind";\n  listen-on { any; };\n  listen-on-v6 { none; };\n};\n',
    },
    said: /bind9: did not start: .*named\[\d+\]: creating TCP socket: address in use/,
  },
  "nlb-unit": {
    services: ["nlb"],
    files: { "/etc/nlb.conf": nlb },
    said: /nlb: check failed: \/etc\/nlb\.conf:6: must be a time from 10ms to 60s: 5$/m,
  },
  "nftables-word": {
    services: ["nftables"],
    files: { "/etc/nftables.conf": nftables },
    said: /nftables: did not start: \/etc\/nftables\.conf:7:\d+-\d+: Error: /,
  },
};

engineDescribe("docker", "files that a daemon refuses", () => {
  const bed = openBed();
  const refused = refusing(bed);

  it.each(Object.entries(cases))(
    "%s: exit 2, the daemon's words, nothing left",
    async (which, wrong) => {
      const dir = serverWith(bed, which, wrong);
      const name = bed.name(which);
      const said = await refused(["run", dir, "--name", name], 2, wrong.said);
      const [service] = wrong.services.slice(-1);
      expect(said).toContain(`error: node server did not come up: ${service}: `);
      expect(said).toContain(`hint:  look at the configuration of ${service} `);
      await bed.noResidue(name);
    },
  );

  describe("a secret for transfers that is well-formed, and another one", () => {
    it("fails the step, which says why and where the secrets stand", async () => {
      // The lab, with a mutant's file over its solution.
      const origin = join(labsDir(), "bind-primary-secondary");
      const dir = join(bed.dir, "wrong-secret");
      cpSync(origin, dir, { recursive: true });
      cpSync(join(origin, "mutants/wrong-secret/ns3"), join(dir, "solution/ns3"), {
        recursive: true,
      });
      const name = bed.name("secret");
      const args = ["run", dir, "--name", name, "--until", "first-transfer", "--json"];
      const { stdout, stderr, exitCode } = await bed.halab(args);
      expect(exitCode, stderr).toBe(1);
      const report: Report = JSON.parse(stdout);
      const [step] = report.steps;
      expect(step).toMatchObject({ id: "first-transfer", verdict: "fail" });
      const checkOf = (copy: string) => step?.checks.find(({ title }) => title.startsWith(copy));
      expect(checkOf("first-ns2")).toMatchObject({ verdict: "pass" });
      const evidence = checkOf("first-ns3")?.evidence.join("\n") ?? "";
      expect(evidence).toContain("first-ns3 is none");
      expect(evidence).toContain("ns1 sent ns3 no transfer of its lab.test");
      expect(evidence).toMatch(/^ns1: .*tsig verify failure \(BADSIG\)/m);
      expect(evidence).toMatch(/^ns1 has a secret at \/etc\/bind\/transfer\.key:5$/m);
      expect(evidence).toMatch(/^ns3 has a secret at \/etc\/bind\/transfer\.key:3$/m);
      await bed.noResidue(name);
    });
  });
});
