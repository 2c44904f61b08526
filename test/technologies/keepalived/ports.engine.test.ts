/** What directors say of their address, against what their ports answer: the lab's pair, with one file that differs. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import type { EventOf, JournalEvent } from "../../../cli/core/journal/events.ts";
import { readJournal } from "../../../cli/core/journal/file.ts";
import type { Report } from "../../../cli/core/judge/report.ts";
import { type Bed, openBed, repository, runDirs } from "../../engine/cli.ts";
import { engineDescribe } from "../../engine/require.ts";
import { TempDir } from "../../fixtures/temp.ts";

const timeout = 4 * 60_000;

interface Director {
  readonly priority: number;
  readonly vrid?: number;
  readonly more?: string;
  /** Shell, run by root before keepalived starts. */
  readonly start?: string;
}

function conf({ priority, vrid = 51, more = "", start }: Director): string {
  const script = start === undefined ? "" : `  startup_script /etc/keepalived/start.sh\n`;
  return `global_defs {
  vrrp_version 2
  script_user root
${script}}
vrrp_instance site {
  state BACKUP
  interface eth0
  virtual_router_id ${vrid}
  priority ${priority}
  advert_int 1
  ${more}
  virtual_ipaddress {
    10.77.0.100/24
  }
}
`;
}

const haproxy = (name: string) =>
  readFileSync(
    join(repository, `test/hostile/director-kills-agent/files/${name}/etc/haproxy/haproxy.cfg`),
  );

interface Played {
  readonly report: Report;
  readonly events: readonly JournalEvent[];
}

async function play(bed: Bed, name: string, lb1: Director, lb2: Director): Promise<Played> {
  using files = new TempDir();
  for (const [node, director] of Object.entries({ lb1, lb2 })) {
    const put = (path: string, text: string | Buffer, mode = 0o644) => {
      const at = join(files.path, node, path);
      mkdirSync(dirname(at), { recursive: true });
      writeFileSync(at, text, { mode });
    };
    put("etc/haproxy/haproxy.cfg", haproxy(node));
    put("etc/keepalived/keepalived.conf", conf(director));
    if (director.start) put("etc/keepalived/start.sh", `#!/bin/sh\n${director.start}\n`, 0o755);
  }
  const args = ["run", "vrrp-failover", "--until", "failover", "--files", files.path, "--json"];
  const { stdout, stderr } = await bed.halab([...args, "--name", bed.name(name)], {
    deadlineMs: timeout,
  });
  expect(stdout, stderr).toContain("halab/report/1");
  const report = JSON.parse(stdout) as Report;
  const journal = join(runDirs(bed).at(-1) ?? "", "journal.ndjson");
  return { report, events: [...readJournal(journal)] };
}

const stepOf = ({ report }: Played, id: string) => report.steps.find((step) => step.id === id);
const evidenceOf = (played: Played, id: string) =>
  stepOf(played, id)?.checks.flatMap(({ evidence }) => evidence) ?? [];
const heardOf = ({ events }: Played) =>
  events.filter((event): event is EventOf<"heard"> => event.kind === "heard");

/** Its own watch goes on to say what it said at first. */
const stopsWatch = `(while sleep 0.05; do pkill -STOP -x halab-watch; done) >/dev/null 2>&1 &`;

engineDescribe("docker", "what a director says, and what its port answers", () => {
  const bed = openBed();

  it("agree where both say the truth, also with link-layer addresses that they share", {
    timeout,
  }, async () => {
    const more = "use_vmac\n  vmac_xmit_base";
    const played = await play(bed, "vmac", { priority: 150, more }, { priority: 100, more });
    expect(played.report.verdict, JSON.stringify(played.report.steps, null, 1)).toBe("pass");
    const heard = heardOf(played).map(({ node, answers }) => `${node} ${answers}`);
    for (const one of ["lb1 true", "lb2 false", "lb2 true"]) expect(heard).toContain(one);
    const sent = played.events.filter((event) => event.kind === "advert");
    const figures = { vrid: 51, version: 2, advertS: 1, addresses: ["10.77.0.100"] };
    for (const [name, priority] of [
      ["lb1", 150],
      ["lb2", 100],
    ] as const)
      expect(sent.find(({ node }) => node === name)).toMatchObject({
        value: { priority, ...figures },
      });
  });

  it("differ where a second master has stopped its watch: that is no single owner", {
    timeout,
  }, async () => {
    const liar = { priority: 100, vrid: 52, start: stopsWatch };
    const played = await play(bed, "stopped", { priority: 150 }, liar);
    expect(stepOf(played, "steady")?.verdict).toBe("fail");
    expect(evidenceOf(played, "steady").join("\n")).toMatch(
      /lb2('s? | says |).*but (its|the node's) port answered ARP for it from [\d.]+ s to [\d.]+ s/,
    );
  });

  it("a watch that is killed again and again is the node's refusal", { timeout }, async () => {
    const start = stopsWatch.replace("-STOP", "-KILL");
    const played = await play(bed, "killed", { priority: 150 }, { priority: 100, start });
    expect(stepOf(played, "steady")?.verdict).toBe("fail");
    expect(evidenceOf(played, "steady").join("\n")).toContain("halab-watch on lb2 ended with 137");
  });

  it("a director that claims the address and lets nobody ask for it holds nothing", {
    timeout,
  }, async () => {
    const claim =
      "ip address add 10.77.0.100/32 dev lo; echo 8 >/proc/sys/net/ipv4/conf/all/arp_ignore";
    const mute = `nft 'table arp mute { chain out { type filter hook output priority 0; drop; }; }'`;
    const liar = { priority: 100, vrid: 52, start: `${claim} 2>/dev/null; ${mute}` };
    const played = await play(bed, "claims", { priority: 150 }, liar);
    expect(stepOf(played, "steady")?.verdict).toBe("fail");
    expect(evidenceOf(played, "steady").join("\n")).toContain(
      "lb2 says that it holds 10.77.0.100, but its port answered no question for it",
    );
  });
});
