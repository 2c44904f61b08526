import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { helperLabels } from "../../cli/providers/docker/labels.ts";
import { lab, openBed } from "./cli.ts";
import { engineDescribe } from "./require.ts";
import { engine } from "./residue.ts";

function container(cluster: string, node: string): string {
  return `halab-${cluster}-${node}`;
}

engineDescribe("docker", "clusters of other shapes", () => {
  const bed = openBed();

  describe("of two segments and a router", () => {
    const name = bed.name("seg");
    beforeAll(async () => {
      await bed.ok(["up", lab("two-segments"), "--name", name]);
    });

    it("routes between the segments, by the lab's routes and sysctls", async () => {
      expect(await bed.sh(name, "client", "curl -s -m 2 10.67.2.21")).toBe("server");
      expect(await bed.sh(name, "client", "ip route")).toContain("10.67.2.0/24 via 10.67.1.1");
      expect(await bed.sh(name, "router", "cat /proc/sys/net/ipv4/ip_forward")).toBe("1");
      expect(await bed.sh(name, "router", "cat /etc/hosts")).toContain("10.67.2.1 router-back");
    });

    it("no node reaches anything outside its segments", async () => {
      const docker = await engine();
      const outside = await docker.createContainer({
        name: `${bed.prefix}-outside`,
        Labels: helperLabels(bed.prefix, "outside"),
        Image: (await docker.getContainer(container(name, "client")).inspect()).Image,
        Cmd: ["/usr/bin/halab-echo", "7000", "/run/echo.pid"],
        Entrypoint: ["sh", "-c", '"$@"; exec sleep infinity', "sh"],
      });
      try {
        await outside.start();
        const { NetworkSettings } = await outside.inspect();
        const address = NetworkSettings.Networks["bridge"]?.IPAddress;
        expect(address).toMatch(/^\d+\./);
        for (const node of ["client", "server", "router"]) {
          const script = `ip route get ${address} && exit 10; ping -c1 -W1 ${address} && exit 11; nc -z -w1 ${address} 7000 && exit 12; exit 0`;
          expect(await bed.status(name, node, script), node).toBe(0);
        }
        // Not even with a default route: nobody is at the other end.
        const forced = `ip route add default dev eth0; ping -c1 -W1 ${address}; code=$?; ip route del default; [ $code -ne 0 ]`;
        expect(await bed.status(name, "client", forced)).toBe(0);
      } finally {
        await outside.remove({ force: true });
      }
    });

    it("its bridges have no address, and the engine's resolver does not answer", async () => {
      const docker = await engine();
      const label = [`halab.cluster=${name}`, "halab.segment=front"];
      const [found] = await docker.listNetworks({ filters: { label } });
      const info = await docker.getNetwork(found?.Id ?? "").inspect();
      const [config] = info.IPAM?.Config ?? [];
      expect(info.Options).toMatchObject({
        "com.docker.network.bridge.enable_ip_masquerade": "false",
        "com.docker.network.bridge.inhibit_ipv4": "true",
      });
      // The address that the engine keeps for a gateway, and the resolver's.
      const gateway = config?.Gateway ?? config?.Subnet?.replace(/\d+\/\d+$/, "1");
      const own = gateway?.replace(/\d+$/, (last) => `${Number(last) + 1}/24`);
      const script = `ip address add ${own} dev eth0; ping -c1 -W1 ${gateway}; code=$?; ip address del ${own} dev eth0; [ $code -ne 0 ]`;
      expect(await bed.status(name, "client", script)).toBe(0);
      expect(await bed.sh(name, "client", "cat /etc/resolv.conf")).not.toContain("127.0.0.11");
      const dns = "dig +time=1 +tries=1 @127.0.0.11 server A";
      expect(await bed.status(name, "client", `${dns} | grep -q 'status:' && exit 1; exit 0`)).toBe(
        0,
      );
    });

    it("down removes all of it", async () => {
      await bed.ok(["down", name]);
      await bed.noResidue(name);
    });
  });

  describe("of thirty nodes", () => {
    it("comes up whole and goes whole", async () => {
      const dir = join(bed.dir, "thirty");
      mkdirSync(dir);
      const names = Array.from({ length: 30 }, (_, index) => `n${index + 1}`);
      const nodes = names.map((name, index) => `  ${name}: { role: peer, lan: ${index + 1} }`);
      writeFileSync(
        join(dir, "lab.yaml"),
        `version: 1\ntitle: Thirty\nsegments:\n  lan: { subnet: 10.71.0.0/24 }\nroles:\n  peer: { image: client, services: [echo] }\nnodes:\n${nodes.join("\n")}\n`,
      );
      const name = bed.name("thirty");
      const document = (await bed.json(["up", dir, "--name", name, "--json"])) as object;
      expect(document).toMatchObject({ nodes: names });
      const ping = "for i in $(seq 1 30); do ping -c1 -W5 -q n$i >/dev/null || exit $i; done";
      expect(await bed.status(name, "n30", ping)).toBe(0);
      await bed.ok(["down", name]);
      await bed.noResidue(name);
    });
  });

  describe("without a cluster", () => {
    it.each(["text", "mermaid", "dot", "svg"])("graph draws a lab as %s", async (format) => {
      const drawn = await bed.ok(["graph", lab("two-segments"), "--format", format]);
      for (const node of ["router", "server", "client"]) expect(drawn).toContain(node);
      if (format === "svg")
        expect(drawn).toMatch(/^(<\?xml.*\?>\s*)?(<!DOCTYPE[^>]*>\s*)?[\s\S]*<svg/);
    });

    it.each([
      [["labs", "--json"]],
      [["doctor", "--json"]],
      [["ps", "--json"]],
      [["schema"]],
      [["image", "ls", "--json"]],
      [["gc", "--json"]],
      [["show", "pair", "--json"]],
      [["plan", "pair", "--json"]],
    ])("%j prints one JSON document and nothing else on stdout", async (args) => {
      const known = args.map((arg) => (arg === "pair" ? lab("pair") : arg));
      const result = await bed.halab(known);
      expect([0, 1], result.stderr).toContain(result.exitCode);
      expect(() => JSON.parse(result.stdout)).not.toThrow();
    });
  });
});
