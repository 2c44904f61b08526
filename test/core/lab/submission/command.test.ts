/** The command itself, on submissions that need another user or a process of their own to be tried. */
import { spawnSync } from "node:child_process";
import { chmodSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { TempDir } from "../../../fixtures/temp.ts";

const root = join(import.meta.dirname, "../../../..");
const MiB = 2 ** 20;
const files = ["lb1", "lb2"].flatMap((node) =>
  ["keepalived/keepalived.conf", "haproxy/haproxy.cfg"].map((path) => `mine/${node}/etc/${path}`),
);

function submission(): TempDir {
  const dir = new TempDir(Object.fromEntries(files.map((file) => [file, "# mine\n"])));
  chmodSync(dir.path, 0o755);
  return dir;
}

interface Planned {
  readonly status: number;
  /** The most memory that the process had had by then. */
  readonly bytes: number;
  readonly said: string;
}

/** `halab plan`, which reads a submission as `up` and `run` do: of one after the other, in a process of their own. */
function plan(dirs: readonly TempDir[], user: { uid?: number; gid?: number } = {}): Planned[] {
  const folders = dirs.map(({ path }) => join(path, "mine"));
  const script = `
    (await import("node:module")).enableCompileCache();
    const { main } = await import(${JSON.stringify(join(root, "cli/main.ts"))});
    for (const folder of ${JSON.stringify(folders)}) {
      const status = await main(["plan", "vrrp-failover", "--files", folder]);
      const bytes = process.resourceUsage().maxRSS * 1024;
      process.stderr.write("\\0" + JSON.stringify({ status, bytes }) + "\\0");
    }`;
  const args = ["--input-type=module", "-e", script];
  const { stderr } = spawnSync(process.execPath, args, { ...user, cwd: root, encoding: "utf8" });
  const parts = stderr.split("\0");
  return dirs.map(({ path }, at) => ({
    ...JSON.parse(parts[2 * at + 1] ?? "null"),
    said: parts[2 * at]?.replaceAll(`${path}/`, ""),
  }));
}

it("what may not be read is named, and is no fault of the engine's", () => {
  using dir = submission();
  chmodSync(join(dir.path, "mine/lb1/etc/keepalived/keepalived.conf"), 0);
  chmodSync(join(dir.path, "mine/lb2/etc"), 0);
  // Root may read everything: then another user has to try.
  const another = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const [planned] = plan([dir], another);
  chmodSync(join(dir.path, "mine/lb2/etc"), 0o755);
  expect(planned).toMatchObject({
    status: 2,
    said: `error: mine/lb1/etc/keepalived/keepalived.conf may not be read: it lacks the permission
error: mine/lb2/etc may not be read: it lacks the permission
hint:  halab show labs/vrrp-failover   (lists what nodes take)
`,
  });
});

it("memory is bounded, whatever the sizes: 600 MiB are refused and never read", () => {
  using usual = submission();
  using large = submission();
  for (const file of files) truncateSync(join(large.path, file), 600 * MiB);
  using many = submission();
  for (const file of files) rmSync(join(many.path, file));
  for (let at = 0; at < 100; at += 1)
    truncateSync(many.write(`mine/lb1/usr/local/share/${at}`, ""), MiB);
  const [first, second, third] = plan([usual, large, many]);
  expect(first).toMatchObject({ status: 0, said: "" });
  expect(second?.status).toBe(2);
  expect(second?.said.match(/has 600 MiB; a file may have 1 MiB/g)).toHaveLength(4);
  expect(third?.said).toContain("have more than 16 MiB together");
  // It is the most that there was: the last has it of all.
  expect((third?.bytes ?? Number.NaN) - (first?.bytes ?? 0)).toBeLessThan(64 * MiB);
});
