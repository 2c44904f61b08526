/** Files of the labs' daemons that are wrong: each daemon's own words, with the place. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../cli/core/base/home.ts";
import type { Report } from "../../cli/core/judge/report.ts";
import { documentOf } from "../fixtures/document.ts";
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

const router = (device: string, more: string) => `vrrp_instance site {
  interface ${device}
  ${more}
  virtual_router_id 51
  priority 100
  advert_int 0.5
  authentication {
    auth_type PASS
    auth_pass correcthorse
  }
  virtual_ipaddress {
    10.68.0.100
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
  /** The line that is refused, as it is shown. */
  readonly line?: string;
}

/** crm counts statements, here the second; it stands in the fourth line. */
const crm = `primitive one ocf:heartbeat:Dummy \\
  op monitor interval=10s

primitve two ocf:heartbeat:Dummy
`;

const cases: Readonly<Record<string, Wrong>> = {
  "haproxy-keyword": {
    services: ["haproxy"],
    files: { "/etc/haproxy/haproxy.cfg": haproxy("bnd :80") },
    said: /haproxy: did not start: .*parsing \[\/etc\/haproxy\/haproxy\.cfg:8\] ?: unknown keyword 'bnd'/,
    line: "8 |   bnd :80\n         |   ^^^",
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
    line: "4 |   recurshun no;",
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
  "keepalived-interface": {
    services: ["keepalived"],
    files: { "/etc/keepalived/keepalived.conf": router("ens33", "bananas") },
    said: /keepalived: did not start: error: \/etc\/keepalived\/keepalived\.conf:2: WARNING - interface ens33 for vrrp_instance site doesn't exist/,
  },
  "keepalived-idle": {
    services: ["keepalived"],
    files: { "/etc/keepalived/keepalived.conf": "include conf.d/*.conf\n" },
    said: /keepalived: did not start: error: keepalived has no configuration to run/,
  },
  "corosync-brace": {
    services: ["corosync"],
    files: { "/etc/corosync/corosync.conf": "totem {\n  version: 2\n" },
    said: /corosync: did not start: parser error: \/etc\/corosync\/corosync\.conf:2: Missing closing brace/,
  },
  "crm-statement": {
    services: ["pacemaker"],
    files: {
      "/etc/corosync/corosync.conf": "nodelist {\n  node {\n    name: server\n  }\n}\n",
      "/etc/pacemaker/cluster.crm": crm,
    },
    said: /pacemaker: did not start: error: \/etc\/pacemaker\/cluster\.crm:4: syntax: Unknown command/,
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
      if (wrong.line !== undefined) expect(said).toContain(wrong.line);
      await bed.noResidue(name);
    },
  );

  it.each([
    ["sleeps", "sleep 1000\n", /node server did not come up: waited 30 s/],
    [
      "lies",
      'echo "halab: failed machine: the guest did not boot" > /proc/1/fd/1\nsleep 1000\n',
      /node server did not come up: machine: the guest did not boot/,
    ],
  ])("a start script that %s: exit 2, and not the engine's fault", async (which, text, said) => {
    const files = { "/etc/rc.local": text };
    const dir = serverWith(bed, which, { services: ["rc-local"], files });
    const name = bed.name(which);
    expect(await refused(["run", dir, "--name", name], 2, said)).toContain("what its files start");
    await bed.noResidue(name);
  });

  describe("what daemons only warn of", () => {
    it("they run with, and the report has their words", async () => {
      const zone = "$TTL 60\n@ SOA ns h 1 60 60 600 60\n@ NS ns\nns A 10.68.0.1\nwww A banana\n";
      const dir = serverWith(bed, "warned", {
        services: ["bind9", "haproxy", "keepalived"],
        files: {
          "/etc/bind/named.conf": `options {\n  directory "/var/cache/bind";\n  listen-on-v6 { none; };\n};\nzone "lab.test" { type primary; file "/etc/bind/lab.test"; };\n`,
          "/etc/bind/lab.test": zone,
          "/etc/haproxy/haproxy.cfg": "listen site\n  bind :8080\n  server x 10.68.0.9:80\n",
          "/etc/keepalived/keepalived.conf": router("eth0", "bananas 5"),
        },
      });
      const name = bed.name("warned");
      const said = await bed.halab(["run", dir, "--name", name, "--json"]);
      const notes = documentOf<Report>(said).notes.join("\n");
      expect(notes).toContain(
        "keepalived of server warns: (/etc/keepalived/keepalived.conf: Line 3) Unknown",
      );
      expect(notes).toContain("Truncating auth_pass to 8 characters");
      expect(notes).toMatch(/keepalived of server warns: .*must be an integer\. rounding/);
      expect(notes).toMatch(/haproxy of server warns: \[WARNING\].*missing timeouts/);
      expect(notes).toMatch(/bind9 of server warns: .*lab\.test.*not loaded due to errors/);
      await bed.noResidue(name);
    });
  });

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
      const said = await bed.halab(args);
      const [step] = documentOf<Report>(said).steps;
      expect(said.exitCode, said.stderr).toBe(1);
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
