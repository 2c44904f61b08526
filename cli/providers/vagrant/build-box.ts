import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Ctx } from "../../core/base/time.ts";
import { localBox } from "./box.ts";
import { dropOldBoxes } from "./old-boxes.ts";

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
    await dropOldBoxes(localBox, ctx);
  } finally {
    await container.remove({ force: true });
    rmSync(dir, { recursive: true, force: true });
  }
  ctx.progress({ task, state: "done", text: `box ${localBox}` });
}
