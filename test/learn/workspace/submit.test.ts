import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { pack } from "tar-stream";
import { describe, expect, it } from "vitest";
import { register } from "../../../cli/learn/cluster/note.ts";
import { unpacked } from "../../../cli/learn/workspace/pack.ts";
import { readProgress, updateProgress } from "../../../cli/learn/workspace/progress.ts";
import { packWorkspace } from "../../../cli/learn/workspace/submit.ts";
import { openSubmission } from "../../../cli/learn/workspace/unpack.ts";
import { ourRenderer } from "../../../cli/render/ours.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { LittleLab } from "../little.ts";

type Header = Parameters<ReturnType<typeof pack>["entry"]>[0];

const conf = "router/etc/keepalived/keepalived.conf";

async function archive(...entries: readonly (readonly [Header, string])[]): Promise<Buffer> {
  const tar = pack();
  for (const [header, text] of entries) tar.entry(header, text);
  tar.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of tar as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return await promisify(gzip)(Buffer.concat(chunks));
}

describe("a submission", () => {
  it("is the same bytes for the same work, and gives the workspace back", async () => {
    using little = new LittleLab();
    const { workspace: ws } = await little.make({ params: { vrid: "77" } });
    little.edit(conf, (text) => `${text}# mine\n`);
    await updateProgress(ws, (before) => ({
      ...before,
      answers: { "question-0": "3.6 s" },
      predictions: { failover: { outage: "3s" } },
    }));
    const [file, again] = [join(little.path, "a.tgz"), join(little.path, "b.tgz")];
    const packed = await packWorkspace(ws, file, testCtx());
    await packWorkspace(ws, again, testCtx());
    expect(readFileSync(file).equals(readFileSync(again))).toBe(true);
    expect(packed.manifest.missing).toEqual([
      "router/etc/rc.local is still the starter's",
      "b/etc/keepalived/keepalived.conf is still the starter's",
      "step steady was never checked",
      "step failover was never checked",
      "step failback was never checked",
    ]);
    const dir = join(little.path, "back");
    const back = await openSubmission({ file, dir, renderer: ourRenderer() });
    expect(back.workspace).toEqual({ ...ws, root: dir });
    expect(readFileSync(join(dir, conf), "utf8")).toBe(little.read(conf));
    expect(readProgress(back.workspace).progress).toEqual(readProgress(ws).progress);
    expect(existsSync(join(dir, "guide.md"))).toBe(true);
    await expect(openSubmission({ file, dir, renderer: ourRenderer() })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  it("gets an id of its own where the workspace that it was packed in has a cluster here", async () => {
    using little = new LittleLab();
    const { workspace: ws } = await little.make();
    const file = join(little.path, "a.tgz");
    await packWorkspace(ws, file, testCtx());
    register(ws);
    const dir = join(little.path, "back");
    const { workspace } = await openSubmission({ file, dir, renderer: ourRenderer() });
    expect(workspace.cluster).not.toBe(ws.cluster);
  });

  it("that is not there, or is something else, is told", async () => {
    using little = new LittleLab();
    const open = (file: string) =>
      openSubmission({ file, dir: join(little.path, "x"), renderer: ourRenderer() });
    await expect(open(join(little.path, "none.tgz"))).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(open(little.write("text.tgz", "hello"))).rejects.toThrow("is no submission");
    writeFileSync(join(little.path, "x.tgz"), await archive([{ name: "lab-1/halab.json" }, "{}"]));
    await expect(open(join(little.path, "x.tgz"))).rejects.toThrow("has no manifest.json");
    expect(existsSync(join(little.path, "x"))).toBe(false);
  });

  it("that was changed is told, and nothing of it is written", async () => {
    using little = new LittleLab();
    const { workspace: ws } = await little.make();
    const file = join(little.path, "a.tgz");
    await packWorkspace(ws, file, testCtx());
    const entries = [...(await unpacked(readFileSync(file), file)).values()];
    const tampered = (
      change: (path: string, text: string) => readonly [string, string] | undefined,
    ) =>
      archive(
        ...entries.flatMap(({ path, bytes }) => {
          const [name, text] = change(path, bytes.toString()) ?? [];
          return name === undefined || text === undefined
            ? []
            : [[{ name: `lab/${name}` }, text] as const];
        }),
      );
    const dir = join(little.path, "x");
    const tried = async (bytes: Buffer) => {
      writeFileSync(file, bytes);
      return openSubmission({ file, dir, renderer: ourRenderer() });
    };
    const edited = await tampered((path, text) => [path, path === conf ? "other" : text]);
    await expect(tried(edited)).rejects.toThrow(`"${conf}" is not as its manifest says`);
    const lacking = await tampered((path, text) => (path === conf ? undefined : [path, text]));
    await expect(tried(lacking)).rejects.toThrow(`"${conf}" is missing`);
    const moved = await tampered((path, text) => [path === conf ? ".bashrc" : path, text]);
    await expect(tried(moved)).rejects.toThrow('".bashrc", which is no part of a workspace');
    expect(existsSync(dir)).toBe(false);
  });
});

describe("an archive", () => {
  const hostile: Readonly<Record<string, readonly [Header, string][]>> = {
    "a path upwards": [[{ name: "lab/../../x" }, "x"]],
    "an absolute path": [[{ name: "/etc/x" }, "x"]],
    "a link": [[{ name: "lab/x", type: "symlink", linkname: "/etc/passwd" }, ""]],
    "a hard link": [[{ name: "lab/x", type: "link", linkname: "lab/y" }, ""]],
    "a device": [[{ name: "lab/x", type: "character-device" }, ""]],
    "a file twice": [
      [{ name: "lab/x" }, "1"],
      [{ name: "lab/x" }, "2"],
    ],
    "a file that is a folder": [
      [{ name: "lab/x" }, "1"],
      [{ name: "lab/x/y" }, "2"],
    ],
    "a file beside its folder": [[{ name: "x" }, ""]],
    "a control character": [[{ name: "lab/\u001b[2J" }, ""]],
  };

  it.each(Object.keys(hostile))("with %s is refused", async (name) => {
    const bytes = await archive(...(hostile[name] ?? []));
    await expect(unpacked(bytes, "x.tgz")).rejects.toMatchObject({ code: "SUBMISSION_INVALID" });
  });

  it("that unpacks to far too much is broken off", async () => {
    const bytes = await promisify(gzip)(Buffer.alloc(200 * 2 ** 20));
    await expect(unpacked(bytes, "x.tgz")).rejects.toThrow("unpacks to more");
    const large = await archive([{ name: "lab/x" }, "x".repeat(9 * 2 ** 20)]);
    await expect(unpacked(large, "x.tgz")).rejects.toThrow("more than 8 MiB");
  });

  it("is cut off: nothing of it is taken", async () => {
    const whole = await archive([{ name: "lab/x" }, "x"]);
    await expect(unpacked(whole.subarray(0, whole.length - 12), "x.tgz")).rejects.toThrow("x.tgz");
  });
});
