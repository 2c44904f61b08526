import type { Command } from "commander";
import type { ImageName } from "../providers/docker/images/images.ts";
import type { App } from "./app.ts";

export function register(root: Command, app: App): void {
  const image = root.command("image").summary("build, list and remove the node images");
  image
    .command("build")
    .summary("build the node images, also when they are there")
    .argument(
      "[image]",
      "node, client or vm, or one with layers (node.pacemaker); default: node and client",
    )
    .option("--vm", "the image of VMs too: QEMU, and the node image as a disk with a kernel")
    .option("--box", "a box for Vagrant with libvirt, made from the VM image, and add it")
    .action((name: string | undefined, options: { vm?: boolean; box?: boolean }) =>
      options.box === true ? box(app, name) : build(app, name, options.vm === true),
    );
  image
    .command("ls")
    .summary("list the images of halab")
    .option("--json", "print JSON")
    .action(async (options: { json?: boolean }) => {
      const { connect } = await import("../providers/docker/client.ts");
      const { listImages } = await import("../providers/docker/images/images.ts");
      const { columns, print, printJson } = await import("../ui/output.ts");
      const { warmVolumes } = await import("../providers/docker/vms/warm-volumes.ts");
      const engine = await connect(app.ctx(() => {}));
      const images = await listImages(engine);
      const states = await warmVolumes(engine);
      if (options.json) return printJson([...images, ...states]);
      if (images.length === 0) return print("no images yet (halab image build)");
      print(
        columns(
          ["IMAGE", "SIZE", "MADE", "USE"],
          images
            .map((one) => [
              one.name,
              `${one.sizeMiB} MiB`,
              one.created.slice(0, 16),
              one.current ? "current" : one.name.startsWith("halab/base") ? "base" : "old",
            ])
            .concat(
              states.map((one) => [
                one.name,
                "",
                "",
                one.finished ? "saved state of VMs" : "unfinished",
              ]),
            ),
        ),
      );
    });
  registerRemoval(image, app);
}

function registerRemoval(image: Command, app: App): void {
  image
    .command("rm")
    .summary("remove images of halab")
    .argument("[image]", "node, client, base or a name with its tag; default: all")
    .action(async (name: string | undefined) => {
      const { connect } = await import("../providers/docker/client.ts");
      const { removeImages } = await import("../providers/docker/images/images.ts");
      const { print } = await import("../ui/output.ts");
      const { removeWarm } = await import("../providers/docker/vms/warm-volumes.ts");
      const engine = await connect(app.ctx(() => {}));
      // What was saved from the image of VMs goes with it.
      const states = name === undefined || name === "vm" ? await removeWarm(engine, "all") : [];
      const removed = [...states, ...(await removeImages(engine, name))];
      print(
        removed.length === 0
          ? "there were none"
          : removed.map((one) => `removed ${one}`).join("\n"),
      );
    });
}

async function box(app: App, name: string | undefined): Promise<void> {
  const { HalabError } = await import("../core/base/error.ts");
  const { buildBox } = await import("../providers/vagrant/build-box.ts");
  if (name !== undefined)
    throw new HalabError("USAGE", `--box makes one box, from the VM image; it takes no "${name}"`, {
      hint: "halab image build --box",
    });
  const { progressView, viewOptions } = await import("../ui/tasks.ts");
  const view = await progressView(viewOptions());
  try {
    await buildBox(app.ctx(view.onProgress));
  } finally {
    await view.close();
  }
}

async function build(app: App, name: string | undefined, vm: boolean): Promise<void> {
  const { connect } = await import("../providers/docker/client.ts");
  const { buildImage, imageNames, layeredImages } = await import(
    "../providers/docker/images/images.ts"
  );
  const { HalabError } = await import("../core/base/error.ts");
  const { didYouMean } = await import("../core/base/nearest.ts");
  const { progressView, viewOptions } = await import("../ui/tasks.ts");
  const all: readonly ImageName[] = [...imageNames, "vm"];
  const standard = name === undefined ? imageNames : [];
  const chosen = [...all, ...layeredImages(name)].filter(
    (one) => one === name || standard.includes(one) || (vm && one === "vm"),
  );
  if (name !== undefined && !chosen.some((one) => one === name))
    throw new HalabError("USAGE", `unknown image "${name}"${didYouMean(name, all)}`);
  const view = await progressView(viewOptions());
  try {
    const ctx = app.ctx(view.onProgress);
    const engine = await connect(ctx);
    for (const one of chosen) await buildImage(engine, one, ctx);
  } finally {
    await view.close();
  }
}
