/** Which box nodes are made from, and a box of our own where none can be downloaded. */
import { createWriteStream, existsSync, mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Ctx } from "../../core/base/time.ts";

/** What `halab image build --box` adds. */
export const localBox = "halab/node";
const publicBox = "debian/bookworm64";

/** HALAB_BOX, or the box of our own, or Debian's. */
export function chooseBox(): string {
  return process.env["HALAB_BOX"] || (hasBox(localBox) ? localBox : publicBox);
}

/** As Vagrant keeps them: asking it takes more than a second. */
function hasBox(name: string): boolean {
  const home = process.env["VAGRANT_HOME"] || join(homedir(), ".vagrant.d");
  return existsSync(join(home, "boxes", name.replaceAll("/", "-VAGRANTSLASH-")));
}

/** Makes the box from the VM image, with the Docker engine, and gives it to Vagrant. */
export async function buildBox(ctx: Ctx): Promise<void> {
  const { connect } = await import("../docker/client.ts");
  const { buildImage } = await import("../docker/images/images.ts");
  const { helperLabels } = await import("../docker/labels.ts");
  const { vagrant } = await import("./vagrant.ts");
  // Before anything is built: is there a Vagrant to give it to?
  await vagrant(["--version"], { doing: "its version" }, ctx);
  const engine = await connect(ctx);
  const ref = await buildImage(engine, "box", ctx);
  const task = "box";
  ctx.progress({ task, state: "start", text: `adding the box ${localBox}` });
  const dir = mkdtempSync(join(tmpdir(), "halab-box-"));
  const container = await engine.docker.createContainer({
    Image: ref,
    Cmd: ["true"],
    Labels: helperLabels("halab-box", "box"),
  });
  try {
    const file = join(dir, "node.box");
    const archive = await container.getArchive({ path: "/box/." });
    await pipeline(archive, createWriteStream(file), { signal: ctx.signal });
    const add = ["box", "add", "--force", "--name", localBox, "--provider", "libvirt", file];
    await vagrant([...add, "--machine-readable"], { doing: "adding the box" }, ctx);
  } finally {
    await container.remove({ force: true });
    rmSync(dir, { recursive: true, force: true });
  }
  ctx.progress({ task, state: "done", text: `box ${localBox}` });
}
