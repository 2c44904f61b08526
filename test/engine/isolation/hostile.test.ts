/** What a student's node can do to others: nothing; and what it does to itself is told as its own doing. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type Docker from "dockerode";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemClock } from "../../../cli/core/base/time.ts";
import type { AgentConnection } from "../../../cli/providers/agent.ts";
import { openAgentIn } from "../../../cli/providers/docker/exec.ts";
import { imageRef } from "../../../cli/providers/docker/images/images.ts";
import { helperLabels } from "../../../cli/providers/docker/labels.ts";
import { raiseBarrier } from "../../../cli/providers/docker/segments/barrier.ts";
import { serverSysctls } from "../../../cli/providers/server-settings.ts";
import { lab, openBed, repository } from "../cli.ts";
import { serverWith } from "../made-labs.ts";
import { engineDescribe } from "../require.ts";
import { engine } from "../residue.ts";

const ctxOf = () => ({
  clock: systemClock,
  signal: AbortSignal.timeout(60_000),
  progress: () => {},
});

engineDescribe("docker", "a node's way out of its segments", () => {
  const bed = openBed();
  let world: Docker.Container;
  let agent: AgentConnection;

  /** A machine of its own, that routes: no packet of this test is on the engine's. */
  beforeAll(async () => {
    await bed.ok(["image", "build"]);
    world = await (await engine()).createContainer({
      name: `${bed.prefix}-world`,
      Labels: helperLabels(bed.prefix, "world"),
      Image: imageRef("client"),
      Cmd: ["/usr/bin/tini", "--", "sleep", "infinity"],
      HostConfig: {
        NetworkMode: "none",
        CapAdd: ["NET_ADMIN", "NET_RAW", "SYS_ADMIN"],
        SecurityOpt: ["apparmor=unconfined"],
        Sysctls: {
          "net.ipv4.ip_forward": "1",
          "net.ipv6.conf.all.disable_ipv6": "0",
          "net.ipv6.conf.all.forwarding": "1",
        },
      },
    });
    await world.start();
    agent = await openAgentIn(world, "the world", ctxOf());
  });
  afterAll(async () => {
    await agent?.[Symbol.asyncDispose]();
    // With an engine's deadline of its own.
    const { id = "" } = world ?? {};
    await (await engine()).getContainer(id).remove({ force: true });
  });

  it("ends at the bridge, IPv4 and IPv6, also by the bridge's own link-layer address", async () => {
    const script = readFileSync(`${repository}/test/engine/isolation/world.sh`, "utf8");
    const said: string[] = [];
    const stream = agent.stream(["sh", "-c", script], (text) => said.push(text));
    const lines = createInterface({ input: stream })[Symbol.asyncIterator]();
    const next = async () => (await lines.next()).value ?? said.join("\n");
    expect(await next()).toBe("ready");
    const look = async () => {
      stream.write("\n");
      return await next();
    };
    // Without the barrier all of it arrives: else this would prove nothing.
    expect(await look()).toBe("v4 2 v6 2 host 2 bridged 2");
    await raiseBarrier(agent, "world", ["br-world"], ctxOf());
    expect(await look()).toBe("v4 0 v6 0 host 0 bridged 2");
    stream.destroy();
  });
});

engineDescribe("docker", "a node that its student turns against halab", () => {
  const bed = openBed();
  const name = bed.name("pair");
  const helper = `halab-${name}-halab.switch`;

  async function onSwitch(...argv: string[]): Promise<string> {
    const container = (await engine()).getContainer(helper);
    await using agent = await openAgentIn(container, "the switch", ctxOf());
    return (await agent.run(argv, ctxOf())).stdout;
  }

  beforeAll(async () => {
    await bed.ok(["up", lab("pair"), "--name", name]);
  });
  afterAll(async () => {
    await bed.ok(["down", name]);
  });

  async function bridges(): Promise<string[]> {
    const filters = { label: [`halab.cluster=${name}`] };
    const networks = await (await engine()).listNetworks({ filters });
    return networks.map(({ Id }) => `br-${Id.slice(0, 12)}`).sort();
  }

  it("is behind a barrier before it starts, on every bridge of its cluster and on no other", async () => {
    const rules = await onSwitch("nft", "list", "table", "netdev", `halab_${name}.barrier`);
    const devices = [...rules.matchAll(/device "([^"]+)"/g)].map(([, device]) => device);
    expect(devices.sort()).toEqual(await bridges());
  });

  it("has a Debian server's kernel settings, whatever the engine's machine has", async () => {
    const wanted = Object.entries(serverSysctls({}));
    for (const node of ["web1", "client"]) {
      const keys = wanted.map(([key]) => key).join(" ");
      const said = await bed.sh(name, node, `sysctl -n ${keys}`);
      const found = said.split("\n").map((value, index) => [wanted[index]?.[0], value]);
      expect(found).toEqual(wanted);
      const device = "sysctl -n net.ipv4.conf.eth0.forwarding net.ipv4.conf.eth0.rp_filter";
      expect(await bed.sh(name, node, device), node).toBe("0\n0");
    }
  });

  it("may say what it likes of its cables: only its own port goes down", async () => {
    const [bridge = ""] = await bridges();
    const plugged = async () => {
      const list = await onSwitch("ip", "-o", "link", "show", "up", "master", bridge);
      return [...list.matchAll(/^\d+: ([^@:]+)/gm)].map(([, port]) => port);
    };
    const before = await plugged();
    await bed.sh(name, "web1", "echo 'lan lo' > /run/halab/links");
    await bed.ok(["break", name, "link-down", "web1", "lan"]);
    expect(await plugged()).toHaveLength(before.length - 1);
    expect(await bed.sh(name, "web2", "cat /sys/class/net/eth0/carrier")).toBe("1");
    // Its carrier: the other end of the cable that went down is web1's.
    expect(await bed.sh(name, "web1", "cat /sys/class/net/eth0/carrier")).toBe("0");
    await bed.ok(["heal", name]);
    expect(await bed.sh(name, "web1", "cat /sys/class/net/eth0/carrier")).toBe("1");
  });

  it("cannot write a file of more than a gibibyte", async () => {
    const script = "truncate -s 1G /var/tmp/x && ! truncate -s 1025M /var/tmp/x; rm /var/tmp/x";
    await bed.sh(name, "web1", script);
  });

  it("that puts its own agent in place of halab's is told so, with exit code 2", async () => {
    await bed.sh(name, "web1", "ln -sf /bin/true /usr/bin/halab-agent");
    const { exitCode, stderr } = await bed.halab(["break", name, "stop", "web1", "nginx"]);
    expect(stderr).toContain("web1 runs, and halab's agent does not start in it");
    expect(exitCode).toBe(2);
  });
});

engineDescribe("docker", "a node that floods its console at its start", () => {
  const bed = openBed();

  it.each([
    ["with a line that never ends", "tr '\\0' x < /dev/zero", "64 MiB"],
    ["with lines", "yes", "10000 lines a second"],
  ])("%s does not come up: with a sentence, and exit code 2", async (_, command, most) => {
    // What a service prints goes to a file on a small /run first; but its student is root.
    const files = { "/etc/rc.local": `${command} > /proc/1/fd/1\n` };
    const dir = serverWith(bed, "flood", { services: ["rc-local"], files });
    const name = bed.name("flood");
    const { exitCode, stderr } = await bed.halab(["up", dir, "--name", name]);
    expect(stderr).toContain(`node server did not come up: console: it said more than ${most}`);
    expect(exitCode).toBe(2);
    await bed.noResidue(name);
  });
});
