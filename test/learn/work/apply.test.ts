import { chmodSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bytesOf } from "../../../cli/core/cluster/content.ts";
import { applyTo } from "../../../cli/learn/work/apply.ts";
import { pullFrom } from "../../../cli/learn/work/pull.ts";
import { changedSinceStart, resetFiles } from "../../../cli/learn/work/reset.ts";
import { openLabOf } from "../../../cli/learn/workspace/open.ts";
import { ourRenderer } from "../../../cli/render/ours.ts";
import { FakeCluster } from "../../fake/cluster.ts";
import { LittleLab, type Up } from "../little.ts";

const path = "/etc/keepalived/keepalived.conf";
const conf = `router${path}`;

/** The workspace's files as they are now, onto the cluster. */
async function apply({ ws, cluster, ctx }: Up) {
  const { plan } = await openLabOf(ws, ourRenderer());
  return applyTo({ ws, plan, cluster }, ctx);
}

function onNode({ cluster }: Up, node: string, file = path): string | undefined {
  if (!(cluster instanceof FakeCluster)) throw new Error("no fake cluster");
  const files = cluster.world.nodes.get(node)?.planned.files ?? [];
  const found = files.find((one) => one.path === file);
  return found && bytesOf(found).toString("utf8");
}

/** Somebody edits a file inside a node. */
function editNode({ cluster }: Up, name: string, content: string, file = path): void {
  if (!(cluster instanceof FakeCluster)) throw new Error("no fake cluster");
  const node = cluster.world.nodes.get(name);
  if (!node) throw new Error(`no node ${name}`);
  const others = node.planned.files.filter((one) => one.path !== file);
  const made = { path: file, mode: 0o644, content, source: file, owner: "student" as const };
  node.planned = { ...node.planned, files: [...others, made] };
}

describe("apply", () => {
  it("does nothing where nothing has changed", async () => {
    using little = new LittleLab();
    const up = await little.up();
    expect(await apply(up)).toMatchObject({ nodes: [], notes: [] });
  });

  it("sends what changed, to whom it belongs, and starts its services anew", async () => {
    using little = new LittleLab();
    const up = await little.up();
    little.edit(conf, (text) => `${text}# mine\n`);
    little.write("work/a/usr/local/bin/check.sh", "#!/bin/sh\n");
    expect((await apply(up)).nodes).toEqual([
      {
        node: "a",
        changed: [path, "/usr/local/bin/check.sh"],
        removed: [],
        restarted: ["keepalived"],
        rebooted: false,
      },
    ]);
    expect(onNode(up, "a")).toContain("# mine");
    expect(onNode(up, "b")).not.toContain("# mine");
    expect(onNode(up, "a", "/usr/local/bin/check.sh")).toBe("#!/bin/sh\n");
    expect((await apply(up)).nodes).toEqual([]);
    // Its execute bit belongs to a script, and what is gone goes.
    chmodSync(join(little.dir, "a/usr/local/bin/check.sh"), 0o755);
    expect((await apply(up)).nodes).toMatchObject([{ changed: ["/usr/local/bin/check.sh"] }]);
    rmSync(join(little.dir, "a/usr/local/bin/check.sh"));
    expect((await apply(up)).nodes).toMatchObject([{ removed: ["/usr/local/bin/check.sh"] }]);
    expect(onNode(up, "a", "/usr/local/bin/check.sh")).toBeUndefined();
  });

  it("tells FILE:LINE of what a daemon refuses, with the line and a caret; the node stays as it was", async () => {
    using little = new LittleLab();
    const up = await little.up();
    little.edit(conf, (text) => text.replace("interface eth0", "this is refused"));
    little.edit(`b${path}`, (text) => `${text}# fine\n`);
    await expect(apply(up)).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: `${join(little.dir, conf)}:2: keepalived of a refuses it: (${path}: Line 2) Unknown keyword 'this'`,
      details: [
        "2 |   this is refused",
        "  |   ^^^^",
        "a is as it was before",
        "b has taken its files",
      ],
      hint: `edit ${join(little.dir, conf)}, then: halab apply`,
    });
    expect(onNode(up, "a")).toContain("interface eth0");
    expect(onNode(up, "b")).toContain("# fine");
    little.edit(conf, (text) => text.replace("this is refused", "interface eth0 # right"));
    expect((await apply(up)).nodes).toMatchObject([{ node: "a" }]);
  });

  it("tells what a daemon warns of, and takes it", async () => {
    using little = new LittleLab();
    const up = await little.up();
    little.edit(conf, (text) => `${text}this is odd\n`);
    const { notes } = await apply(up);
    expect(notes).toEqual([
      expect.stringContaining(`${join(little.dir, conf)}:9: keepalived of a says:`),
    ]);
  });

  it("starts the node anew for what is read at boot only", async () => {
    using little = new LittleLab();
    const up = await little.up();
    little.edit("router/etc/rc.local", (text) => `${text}ip link\n`);
    expect((await apply(up)).nodes).toMatchObject([
      { node: "a", restarted: [], rebooted: true },
      { node: "b", restarted: [], rebooted: true },
    ]);
    expect(await up.cluster.state("a", up.ctx)).toBe("running");
  });

  it("leaves what was edited inside a node, and keeps it where both were", async () => {
    using little = new LittleLab();
    const up = await little.up();
    editNode(up, "a", "# theirs\n");
    const { nodes, notes } = await apply(up);
    expect(nodes).toEqual([]);
    expect(notes).toEqual([expect.stringContaining(`a${path} was edited inside the node`)]);
    little.edit(conf, (text) => `${text}# mine\n`);
    const both = await apply(up);
    expect(both.nodes).toMatchObject([{ node: "a", changed: [path] }]);
    expect(both.notes).toEqual([expect.stringContaining("was edited in both places")]);
    expect(little.read(`.halab/kept/1/a${path}`)).toBe("# theirs\n");
    expect(onNode(up, "a")).toContain("# mine");
  });
});

describe("a student's folder that cannot be taken", () => {
  const wrong: Readonly<
    Record<string, readonly [make: (little: LittleLab) => void, said: RegExp]>
  > = {
    "a file that no node takes": [
      (little) => void little.write("work/a/etc/keepalivd/keepalived.conf", "x"),
      /is no file that node a takes \(the nearest that it takes: a\/etc\/keepalived\/keepalived.conf\)/,
    ],
    "a link out of it": [
      (little) => {
        rmSync(join(little.dir, conf));
        symlinkSync("/etc/passwd", join(little.dir, conf));
      },
      /is a link out of the folder, to \/etc\/passwd: links are not followed/,
    ],
    "a file of 100 MB": [
      (little) => {
        little.write("work/a/etc/keepalived/large", "");
        truncateSync(join(little.dir, "a/etc/keepalived/large"), 100 * 2 ** 20);
      },
      /has 100 MiB; a file may have 1 MiB/,
    ],
    "a file that was removed": [
      (little) => rmSync(join(little.dir, "router/etc/rc.local")),
      /there is no .*rc.local/,
    ],
    "UTF-16": [
      (little) => writeFileSync(join(little.dir, conf), Buffer.from("vrrp {}\n", "utf16le")),
      /is UTF-16 text/,
    ],
  };

  it.each(Object.keys(wrong))("is told: %s", async (name) => {
    using little = new LittleLab();
    const up = await little.up();
    const [make, said] = wrong[name] ?? [() => {}, /never/];
    make(little);
    await expect(apply(up)).rejects.toMatchObject({
      code: "SUBMISSION_INVALID",
      message: expect.stringMatching(said),
    });
  });

  it("may hold what is no text: the bytes are taken", async () => {
    using little = new LittleLab();
    const up = await little.up();
    writeFileSync(join(little.dir, "router/etc/keepalived/bin"), Buffer.from([0, 255, 1, 254]));
    expect((await apply(up)).nodes).toMatchObject([{ node: "a" }, { node: "b" }]);
  });

  it("says how a removed file comes back", async () => {
    using little = new LittleLab();
    const { ws } = await little.up();
    rmSync(join(little.dir, "router/etc/rc.local"));
    await expect(openLabOf(ws, ourRenderer())).rejects.toMatchObject({
      hint: expect.stringMatching(/^halab reset .*rc\.local {3}\(brings the starter's back\)$/),
    });
  });
});

describe("reset", () => {
  it("brings the starter's back, and keeps a copy of the student's", async () => {
    using little = new LittleLab();
    const { workspace: ws } = await little.make({ params: { vrid: "77" } });
    const before = little.read(conf);
    little.edit(conf, () => "# mine\n");
    rmSync(join(little.dir, "router/etc/rc.local"));
    expect(await changedSinceStart(ws)).toEqual([conf, "router/etc/rc.local"]);
    const done = await resetFiles(ws, [conf, join(little.dir, "router/etc/rc.local")]);
    expect(done).toEqual([
      { file: conf, kept: expect.stringContaining(`.halab/kept/1/${conf}`) },
      { file: "router/etc/rc.local", kept: null },
    ]);
    expect(little.read(conf)).toBe(before);
    expect(little.read(`.halab/kept/1/${conf}`)).toBe("# mine\n");
    expect(await changedSinceStart(ws)).toEqual([]);
  });

  it("touches nothing where one of the names is wrong", async () => {
    using little = new LittleLab();
    const { workspace: ws } = await little.make();
    little.edit(conf, () => "# mine\n");
    await expect(resetFiles(ws, [conf, "router/etc/rc.locale"])).rejects.toMatchObject({
      code: "NOT_FOUND",
      hint: "halab reset router/etc/rc.local",
    });
    expect(little.read(conf)).toBe("# mine\n");
  });
});

describe("pull", () => {
  it("takes what was edited inside the nodes, below the node's name, and keeps what it replaces", async () => {
    using little = new LittleLab();
    const up = await little.up();
    editNode(up, "a", "# of a\n");
    editNode(up, "b", "# of b\n");
    const { pulled } = await pullFrom(up, [], up.ctx);
    expect(pulled).toEqual([
      { file: `a${path}`, kept: null },
      { file: `b${path}`, kept: expect.stringContaining(".halab/kept/1/b/etc") },
    ]);
    expect(little.read(`a${path}`)).toBe("# of a\n");
    // The role's file is for the others still.
    expect(little.read(conf)).toContain("priority 150");
    expect((await apply(up)).nodes).toEqual([]);
    const { plan } = await openLabOf(up.ws, ourRenderer());
    expect((await pullFrom({ ...up, plan }, [], up.ctx)).pulled).toEqual([]);
  });

  it("leaves what is newer in the workspace, and takes a new file that is named", async () => {
    using little = new LittleLab();
    const up = await little.up();
    little.edit(conf, (text) => `${text}# mine\n`);
    editNode(up, "a", "#!/bin/sh\n", "/usr/local/bin/check.sh");
    const { plan } = await openLabOf(up.ws, ourRenderer());
    const from = { ...up, plan };
    expect(await pullFrom(from, [], up.ctx)).toMatchObject({ pulled: [], newer: [`a${path}`] });
    const { pulled } = await pullFrom(from, ["a/usr/local/bin/check.sh"], up.ctx);
    expect(pulled).toEqual([{ file: "a/usr/local/bin/check.sh", kept: null }]);
    expect(readFileSync(join(little.dir, "a/usr/local/bin/check.sh"), "utf8")).toBe("#!/bin/sh\n");
  });

  it.each(["a/etc/passwd", "a/etc/keepalived/../../root/x", "nobody/etc/x", "a"])(
    "refuses %s",
    async (file) => {
      using little = new LittleLab();
      const up = await little.up();
      await expect(pullFrom(up, [file], up.ctx)).rejects.toMatchObject({ code: "USAGE" });
    },
  );
});
