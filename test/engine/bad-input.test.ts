import { cpSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { journalOf, lab, openBed } from "./cli.ts";
import { longFault } from "./made-labs.ts";
import { openProxy } from "./proxy.ts";
import { refusing } from "./refused.ts";
import { engineDescribe } from "./require.ts";

engineDescribe("docker", "bad input and bad luck", () => {
  const bed = openBed();
  const refused = refusing(bed);

  describe("without a cluster", () => {
    const up = ["up", lab("pair"), "--name", bed.name("x")];
    it.each([
      [["run", "vrrp-failovr"], /unknown lab "vrrp-failovr" \(did you mean "vrrp-failover"/],
      [["rnu", "x"], /unknown command 'rnu'.*\(Did you mean run\?\)/],
      [["up", lab("pair"), "--nmae", "x"], /unknown option '--nmae'.*\(Did you mean --name\?\)/],
      [["down", "no-such-cluster"], /there is no cluster "no-such-cluster"/],
      [[...up, "--provider", "doker"], /unknown provider "doker" \(did you mean "docker"/],
      [
        [...up, "--param", "subnot=10.0.0.0/24"],
        /unknown parameter "subnot" \(did you mean "subnet"/,
      ],
      [[...up, "--param", "subnet=abc"], /parameter subnet: "abc" must be a subnet/],
      [["run", lab("pair"), "--until", "cutt"], /pair has no step "cutt" \(did you mean "cut"/],
      [["run", lab("pair"), "--name", "No Name"], /is no name for a cluster/],
      [["up", lab("pair"), "--name", "../x"], /is no name for a cluster/],
      [[...up, "--files", "/no/such/folder"], /there is no folder \/no\/such\/folder/],
      [["graph", lab("pair"), "--format", "svgg"], /unknown format "svgg" \(did you mean "svg"/],
      [["report", "no-such-run"], /there is no run "no-such-run"/],
      [["image", "build", "nod"], /unknown image "nod" \(did you mean "node"/],
    ])("%j is refused with the nearest names", async (args, error) => {
      await refused(args, 2, error);
    });

    it("a broken lab is refused with every mistake and its place", async () => {
      for (const verb of ["up", "run"]) {
        const said = await refused([verb, lab("broken"), "--name", bed.name("b")], 2, /lab.yaml:/);
        for (const mistake of [
          ':11:42: there is no template "nginx/whoamy.conf"',
          ':15:17: unknown role "wep" (did you mean "web"?)',
          ":16:27: web2 and web1 both have 10.69.0.11 on lan",
          ":17:27: 10.70.0.13 is outside segment lan (10.69.0.0/24)",
          ':18:27: unknown key or segment "lam" (did you mean "lan"?)',
          ':21:29: unknown node "clint" (did you mean "client"?)',
          ':26:38: unknown node "web9"',
          ':28:33: unknown probe "sight"',
          "hint:  halab lab lint",
        ])
          expect(said).toContain(mistake);
      }
      await bed.noResidue();
    });
  });

  describe("with a cluster", () => {
    const name = bed.name("c");
    beforeAll(async () => {
      await bed.ok(["up", lab("pair"), "--name", name]);
    });

    it.each([
      [["exec", name, "web3", "--", "true"], /has no node "web3" \(did you mean "web1" or "web2"/],
      [["logs", name, "clent"], /has no node "clent" \(did you mean "client"/],
      [["ps", `${name}x`], new RegExp(`there is no cluster "${name}x" \\(did you mean "${name}"`)],
      [["break", name, "freze", "web1"], /unknown fault "freze" \(did you mean "freeze"/],
      [["break", name, "freeze", "web3"], /there is no node "web3" \(did you mean "web1"/],
      [
        ["break", name, "link-down", "web1", "lam"],
        /there is no segment "lam" \(did you mean "lan"/,
      ],
      [["break", name, "freeze"], /freeze takes 1 argument, not 0/],
      [["break", name, "freeze", "web1", "--for", "soon"], /--for: "soon" is not a duration/],
      [["break", name, "cut", "web1", "web2", "--set", "protocol=tpc"], /protocol: must be one of/],
      [["break", name, "loss", "web1", "web2", "150"], /percent/],
      [
        ["break", name, "freeze", "web1", "--set", "direction=one-way"],
        /freeze has no "direction"/,
      ],
      [["heal", name, "--fault", "freeze-1"], /has no open fault "freeze-1"/],
      [["logs", name, "--lines", "many"], /--lines must be a whole number/],
    ])("%j is refused and breaks nothing", async (args, error) => {
      await refused(args, 2, error);
    });

    it("a service that a node does not have is refused with the nearest", async () => {
      await refused(["break", name, "kill", "web1", "ngnix"], 2, /nginx/);
    });

    it("nothing was broken", async () => {
      expect(await bed.ok(["heal", name])).toBe("nothing was broken\n");
      expect(await bed.sh(name, "client", "curl -s -m 2 web1 web2")).toBe("web1\nweb2");
      await bed.ok(["down", name]);
      await bed.noResidue(name);
    });
  });

  describe("a node's service that does not come up", () => {
    it.each([
      ["bad-config", "haproxy", /unable to find required default_backend: 'nowhere'/],
      ["bad-bind", "haproxy", /cannot bind socket/],
      ["bad-redis", "redis", /\/etc\/redis\/redis\.conf:2: .*append-only/],
      ["bad-shop", "shop", /\/etc\/shop\.conf:2: unknown way to keep a basket: memry/],
      ["bad-port", "redis", /Address already in use/],
    ])("%s: exit 2, the node, %s, its last lines, nothing left", async (which, service, why) => {
      for (const verb of ["up", "run"]) {
        const name = bed.name(which);
        const said = await refused([verb, lab(which), "--name", name], 2, why);
        expect(said).toContain(`error: node lb1 did not come up: ${service}: `);
        expect(said).toMatch(/hint: {2}\S+/);
        await bed.noResidue(name);
      }
    });
  });

  describe("files that named's own checker refuses", () => {
    it.each([["bad-secret", /bind9: check failed: .*transfer\.key:3: .*base64/]])(
      "%s: exit 2, with file and line, nothing left",
      async (which, why) => {
        for (const verb of ["up", "run"]) {
          const name = bed.name(which);
          const said = await refused([verb, lab(which), "--name", name], 2, why);
          expect(said).toMatch(/hint: {2}look at the configuration of bind9/);
          await bed.noResidue(name);
        }
      },
    );
  });

  it("a key's secret that named's checker stumbles over is in no message", async () => {
    const secret = "YSBzZWNyZXQgdGhhdCBub2JvZHkgc2VlcyE=";
    const files = join(bed.dir, "secret");
    cpSync(join(lab("bad-secret"), "solution/server"), join(files, "ns1"), { recursive: true });
    for (const words of [
      `algorithm ${secret}; secret "${secret}";`,
      `secret ${secret} ${secret};`,
    ]) {
      writeFileSync(join(files, "ns1/etc/bind/transfer.key"), `key "transfer-key" { ${words} };\n`);
      const name = bed.name("secret");
      const up = ["up", lab("bad-secret"), "--name", name, "--files", files];
      const said = await refused(up, 2, /transfer\.key:1: .*'\(secret\)'/);
      expect(said).not.toContain(secret);
      await bed.noResidue(name);
    }
  });

  describe("the engine", () => {
    const gone = { env: { DOCKER_HOST: "unix:///no/such/docker.sock" } };

    it.each([["up", lab("pair")], ["run", lab("pair")], ["ps"], ["gc"]])(
      "is not there: %s exits with 3 and a hint",
      async (...args) => {
        const said = await refused(args, 3, /no Docker engine answers/, gone);
        expect(said).toContain("/no/such/docker.sock");
        expect(said).toContain("hint:  halab doctor");
      },
    );

    it("up through a proxy works, and tells how many requests it takes", async () => {
      const name = bed.name("whole");
      await using proxy = await openProxy(join(bed.dir, "whole.sock"));
      await bed.ok(["up", lab("pair"), "--name", name], { env: { DOCKER_HOST: proxy.host } });
      expect(proxy.requests).toBeGreaterThanOrEqual(13);
      await bed.ok(["down", name]);
    });

    it.each([1, 3, 5, 7, 9, 11, 13])("dies during up after %i requests", async (after) => {
      const name = bed.name(`p${after}`);
      await using proxy = await openProxy(join(bed.dir, `p${after}.sock`), after);
      const said = await refused(
        ["up", lab("pair"), "--name", name],
        3,
        /^error: .*: the engine stopped answering/m,
        {
          env: { DOCKER_HOST: proxy.host },
        },
      );
      // Something was made, so something has to be said about what cleans it.
      if (after >= 5) expect(said).toMatch(/hint: .*halab gc/);
      await bed.ok(["gc"]);
      await bed.noResidue(name);
    });

    it("dies during a run, with a fault in", async () => {
      const name = bed.name("pr");
      await using proxy = await openProxy(join(bed.dir, "run.sock"));
      const dir = longFault(bed, "engine-dies", "{ fault: freeze, node: web1 }");
      const run = bed.start(["run", dir, "--name", name], { env: { DOCKER_HOST: proxy.host } });
      await expect
        .poll(() => journalOf(bed).some((event) => event["phase"] === "effect"), {
          timeout: 20_000,
          interval: 20,
        })
        .toBe(true);
      proxy.cut();
      const result = await run.done;
      expect(result.exitCode, result.stderr).toBe(3);
      expect(result.stderr).not.toContain("error: unexpected:");
      expect(result.stderr).toMatch(/hint: .*halab gc/);
      await bed.ok(["gc"]);
      await bed.noResidue(name);
    });
  });

  describe("the base image", () => {
    it("cannot be pulled: exit 3, what was tried", async () => {
      const registry = createServer((_, response) => response.writeHead(503).end());
      await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
      const { port } = registry.address() as AddressInfo;
      const image = `127.0.0.1:${port}/debian:bookworm`;
      try {
        const said = await refused(["image", "build", "client"], 3, /pulling 127/, {
          env: { HALAB_BASE: "pull", HALAB_BASE_IMAGE: image },
        });
        expect(said).toContain(image);
        expect(said).toMatch(/hint: {2}\S+/);
      } finally {
        registry.close();
      }
      const refusing = { HALAB_BASE: "pull", HALAB_BASE_IMAGE: `127.0.0.1:${port}/none:1` };
      await refused(["image", "build", "client"], 3, /pulling 127/, { env: refusing });
    });
  });
});
