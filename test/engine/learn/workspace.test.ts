/** The verbs of a workspace on real nodes: what is refused, checked, killed, packed. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock, waitUntil } from "../../../cli/core/base/time.ts";
import { readKeeper } from "../../../cli/learn/cluster/note.ts";
import { openBed } from "../cli.ts";
import { engineDescribe } from "../require.ts";
import { processesWith } from "../residue.ts";
import { Student } from "./student.ts";

const ctx = { signal: new AbortController().signal, clock: systemClock, progress: () => {} };

const conf = "lb1/etc/keepalived/keepalived.conf";
const proxy = "lb1/etc/haproxy/haproxy.cfg";

engineDescribe("docker", "a workspace of vrrp-failover", () => {
  const bed = openBed();
  const student = new Student(bed, "vrrp-failover");
  beforeAll(() => student.begin());
  afterAll(() => student.end());

  it("is checked step by step, from the starter to the solution", async () => {
    expect((await student.check()).steps).toMatchObject([{ id: "steady", verdict: "fail" }]);
    // All but the script that looks after HAProxy.
    await student.solve((_, text) => text.replace(/track_script \{[^}]*\}/, ""));
    const steady = await student.check();
    expect(steady).toMatchObject({ schema: "halab/report/1", verdict: "pass", points: 10 });
    // Beyond the protocols' own time an answer takes some seconds.
    expect(steady.took - steady.protocolTime).toBeLessThan(5);
    expect((await student.check("process-dies")).verdict).toBe("fail");
    await student.solve();
    const dies = await student.check("process-dies", "failover");
    expect(dies.steps.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["failover", "pass"],
      ["process-dies", "pass"],
    ]);
    const { steps, points, cluster, changed, next } = await student.status();
    expect(cluster).toMatchObject({ name: student.cluster, state: "up" });
    expect(cluster.goesInS).toBeGreaterThan(3000);
    expect({ points, changed, next }).toEqual({ points: 40, changed: [], next: "failback" });
    expect(steps.find(({ id }) => id === "process-dies")).toMatchObject({ points: 15 });
  });

  it("tells FILE:LINE of what a daemon refuses, and the node goes on with what it had", async () => {
    const before = student.read(proxy);
    student.edit(proxy, (text) => text.replace("balance ", "balans "));
    const line =
      student
        .read(proxy)
        .split("\n")
        .findIndex((one) => one.includes("balans")) + 1;
    const pids = await bed.sh(student.cluster, "lb1", "pidof haproxy");
    const { exitCode, stdout, stderr } = await student.run("apply", "--json");
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`haproxy.cfg:${line}: haproxy of lb1 refuses it`);
    expect(stderr).toMatch(/^\s+\| +\^{6}$/m);
    expect(JSON.parse(stdout)).toMatchObject({ schema: "halab/error/1", code: "CONFIG_INVALID" });
    expect(await bed.sh(student.cluster, "lb1", "cat /etc/haproxy/haproxy.cfg")).toBe(
      before.trimEnd(),
    );
    expect(await bed.sh(student.cluster, "lb1", "pidof haproxy")).toBe(pids);
    // What only the start tells, too.
    student.write(proxy, before);
    const right = student.read(conf);
    student.write(conf, right.replace("virtual_router_id", "virtual_router"));
    expect((await student.run("apply")).stderr).toMatch(
      /keepalived\.conf:\d+: keepalived of lb1 refuses it/,
    );
    expect(await bed.sh(student.cluster, "lb1", "cat /etc/keepalived/keepalived.conf")).toBe(
      right.trimEnd(),
    );
    expect(await bed.status(student.cluster, "lb1", "halab-svc ready keepalived")).toBe(0);
    student.write(conf, right);
    expect((await student.run("apply")).exitCode).toBe(0);
  });

  it("restarts only what reads a file, also one that another one names", async () => {
    const before = await bed.sh(student.cluster, "lb1", "pidof keepalived");
    student.edit(proxy, (text) => `${text}# no more than this\n`);
    const { stdout } = await student.run("apply", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      nodes: [{ node: "lb1", restarted: ["haproxy"], rebooted: false }],
    });
    expect(await bed.sh(student.cluster, "lb1", "pidof keepalived")).toBe(before);
    student.write("lb1/usr/local/bin/alone.sh", "#!/bin/sh\n");
    expect(JSON.parse((await student.run("apply", "--json")).stdout)).toMatchObject({
      nodes: [{ node: "lb1", changed: ["/usr/local/bin/alone.sh"], restarted: [] }],
    });
    rmSync(join(student.dir, "lb1/usr"), { recursive: true });
    expect((await student.run("apply")).exitCode).toBe(0);
    expect(await bed.status(student.cluster, "lb1", "[ -e /usr/local/bin/alone.sh ]")).toBe(1);
  });

  it("goes on, whatever is killed", async () => {
    const killed = async (args: readonly string[], line: RegExp) => {
      const running = bed.start([...args, "--dir", student.dir]);
      await running.line(line);
      running.kill("SIGKILL");
      await running.done;
    };
    student.edit(conf, (text) => `${text}# 1\n`);
    await killed(["apply"], /taking files onto/);
    expect((await student.run("apply")).exitCode).toBe(0);
    expect(await bed.sh(student.cluster, "lb1", "cat /etc/keepalived/keepalived.conf")).toBe(
      student.read(conf).trimEnd(),
    );
    await killed(["check", "failover"], /failover: The active director/);
    await killed(["submit", "-o", join(bed.dir, "killed.tgz")], /warning: /);
    expect((await student.check("steady")).verdict).toBe("pass");
    const { steps } = await student.status();
    expect(steps.find(({ id }) => id === "failover")).toMatchObject({
      verdict: "pass",
      points: 15,
    });
    // Beside the one who looks after the cluster nobody is left; those of faults end by themselves.
    const left = () =>
      processesWith(bed.state).filter(({ command }) => !/ (keep|heal) /.test(command));
    await waitUntil(
      () => (left().length === 0 ? true : undefined),
      { what: "others", timeoutMs: 20_000 },
      ctx,
    );
  });

  it("has another keeper where its own was killed", async () => {
    const ws = { root: student.dir };
    const keeper = Number(readKeeper(ws)?.owner.split("/")[0]);
    process.kill(keeper, "SIGKILL");
    const alive = () => (readKeeper(ws)?.alive ? true : undefined);
    await waitUntil(() => (alive() ? undefined : true), { what: "its end", timeoutMs: 5_000 }, ctx);
    expect((await student.status()).cluster.state).toBe("up");
    await waitUntil(alive, { what: "another keeper", timeoutMs: 20_000 }, ctx);
  });

  it("comes back when somebody took the cluster away", async () => {
    await bed.ok(["down", student.cluster]);
    expect((await student.run("apply")).exitCode).toBe(0);
    expect((await student.status()).cluster.state).toBe("up");
  });

  it("is packed, and opened again", async () => {
    const file = join(bed.dir, "mine.tgz");
    const { exitCode, stderr } = await student.run("submit", "-o", file);
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain("warning: step failback was never checked");
    const dir = join(bed.dir, "again");
    await bed.ok(["learn", "--open", file, dir, "--no-session"]);
    expect(readFileSync(join(dir, conf), "utf8")).toBe(student.read(conf));
    const { points } = await student.status();
    expect(await bed.json(["status", "--dir", dir, "--json"])).toMatchObject({ points });
    rmSync(dir, { recursive: true });
  });

  it("loses its cluster when nobody uses it", async () => {
    await bed.ok(["learn", "--close", "--dir", student.dir]);
    await bed.noResidue(student.cluster);
    await bed.ok(["keep", "--dir", student.dir, "--idle", "2s"]);
    await bed.noResidue(student.cluster);
    expect((await student.status()).cluster.state).toBe("none");
  });

  describe.skipIf(process.getuid?.() !== 0)("on a disk of its own", () => {
    it("is told of a full disk and of one that may not be written to, and loses nothing", async () => {
      const disk = join(bed.dir, "disk");
      mkdirSync(disk);
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "halab-test", disk]);
      try {
        await bed.ok(["learn", "vrrp-failover", join(disk, "w"), "--no-session"]);
        const progress = join(disk, "w/.halab/progress.json");
        writeFileSync(
          progress,
          '{"schema":"halab/progress/1","steps":{},"hints":{},"predictions":{},"answers":{}}',
        );
        const before = readFileSync(progress, "utf8");
        execFileSync("sh", ["-c", `cat /dev/zero > ${disk}/filler 2> /dev/null || true`]);
        const full = await bed.halab(["hint", "steady", "--yes", "--dir", join(disk, "w")]);
        expect(full.stderr).toContain("the disk is full");
        expect(full.exitCode).toBe(3);
        expect(readFileSync(progress, "utf8")).toBe(before);
        const packed = await bed.halab([
          "submit",
          "-o",
          join(disk, "x.tgz"),
          "--dir",
          join(disk, "w"),
        ]);
        expect(packed.stderr).toContain("the disk is full");
        rmSync(join(disk, "filler"));
        await bed.ok(["hint", "steady", "--yes", "--dir", join(disk, "w")]);
        execFileSync("mount", ["-o", "remount,ro", disk]);
        const denied = await bed.halab(["hint", "steady", "--yes", "--dir", join(disk, "w")]);
        expect(denied.stderr).toMatch(/cannot be used: a read-only file system/);
        expect(denied.exitCode).toBe(2);
      } finally {
        execFileSync("umount", [disk]);
      }
    });
  });
});

engineDescribe("docker", "a workspace of balancer-distributed", () => {
  const bed = openBed();
  const student = new Student(bed, "balancer-distributed");
  beforeAll(() => student.begin());
  afterAll(() => student.end());

  it("starts a node anew for what is read at boot, and takes back what it does not come up with", async () => {
    await student.solve();
    const begun = await student.run("apply");
    expect(begun.exitCode, begun.stderr).toBe(0);
    const file = "n1/etc/rc.local";
    const right = student.read(file);
    student.write(file, `${right}touch /tmp/booted\n`);
    const { stdout } = await student.run("apply", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ nodes: [{ node: "n1", rebooted: true }] });
    expect(await bed.status(student.cluster, "n1", "[ -e /tmp/booted ]")).toBe(0);
    student.write(file, `${right}ip address add nonsense dev eth0\n`);
    const { exitCode, stderr } = await student.run("apply");
    expect(exitCode, stderr).toBe(2);
    expect(stderr).toContain("rc-local of n1 refuses it");
    expect(stderr).toContain("n1 is as it was before");
    expect(await bed.sh(student.cluster, "n1", "cat /etc/rc.local")).toBe(
      `${right}touch /tmp/booted`.trimEnd(),
    );
    expect(await bed.status(student.cluster, "n1", "[ -e /var/lib/halab-apply ]")).toBe(1);
    student.write(file, right);
    expect((await student.run("apply")).exitCode).toBe(0);
  });
});
