import type { Command } from "commander";
import type { App } from "./app.ts";

export function register(root: Command, app: App): void {
  const image = root.command("image").summary("build, list and remove the node images");
  image
    .command("build")
    .summary("build the node images, also when they are there")
    .argument("[image]", "node or client; default: both")
    .action((name: string | undefined) => build(app, name));
  image
    .command("ls")
    .summary("list the images of halab")
    .option("--json", "print JSON")
    .action(async (options: { json?: boolean }) => {
      const { connect } = await import("../providers/docker/client.ts");
      const { listImages } = await import("../providers/docker/images.ts");
      const { columns, print, printJson } = await import("../ui/output.ts");
      const images = await listImages(await connect(app.ctx(() => {})));
      if (options.json) return printJson(images);
      if (images.length === 0) return print("no images yet (halab image build)");
      print(
        columns(
          ["IMAGE", "SIZE", "MADE", "USE"],
          images.map((one) => [
            one.name,
            `${one.sizeMiB} MiB`,
            one.created.slice(0, 16),
            one.current ? "current" : one.name.startsWith("halab/base") ? "base" : "old",
          ]),
        ),
      );
    });
  image
    .command("rm")
    .summary("remove images of halab")
    .argument("[image]", "node, client, base or a name with its tag; default: all")
    .action(async (name: string | undefined) => {
      const { connect } = await import("../providers/docker/client.ts");
      const { removeImages } = await import("../providers/docker/images.ts");
      const { print } = await import("../ui/output.ts");
      const removed = await removeImages(await connect(app.ctx(() => {})), name);
      print(
        removed.length === 0
          ? "there were none"
          : removed.map((one) => `removed ${one}`).join("\n"),
      );
    });
}

async function build(app: App, name: string | undefined): Promise<void> {
  const { connect } = await import("../providers/docker/client.ts");
  const { buildImage, imageNames } = await import("../providers/docker/images.ts");
  const { HalabError } = await import("../core/error.ts");
  const { didYouMean } = await import("../core/nearest.ts");
  const { progressView, viewOptions } = await import("../ui/tasks.ts");
  const chosen = imageNames.filter((one) => name === undefined || one === name);
  if (chosen.length === 0)
    throw new HalabError("USAGE", `unknown image "${name}"${didYouMean(name ?? "", imageNames)}`);
  const view = await progressView(viewOptions());
  try {
    const ctx = app.ctx(view.onProgress);
    const engine = await connect(ctx);
    for (const one of chosen) await buildImage(engine, one, ctx);
  } finally {
    await view.close();
  }
}
