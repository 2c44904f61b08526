/** The images: built once from their definitions, cached by the hash of those. */
import { Readable } from "node:stream";
import { HalabError } from "../../../core/base/error.ts";
import { tarOf } from "../../../core/base/tar.ts";
import type { Ctx } from "../../../core/base/time.ts";
import type { PlannedNode } from "../../../core/cluster/plan.ts";
import { type Engine, engineError, hasImage } from "../client.ts";
import { label } from "../labels.ts";
import { followBuild } from "../progress.ts";
import { type DefinitionFile, definition, hashOf } from "./definition.ts";

/** `box`: what a box of Vagrant is unpacked from. */
export type ImageName = "node" | "client" | "vm" | "box";
/** What every lab needs. The VM image is built when a lab wants a VM. */
export const imageNames: readonly ImageName[] = ["client", "node"];
/** A hypervisor's image is that of VMs: it has a node's daemons, QEMU, and a guest's disk. */
export function imageOf(node: Pick<PlannedNode, "image">): ImageName {
  return node.image === "hypervisor" ? "vm" : node.image;
}

const allImages: readonly ImageName[] = [...imageNames, "vm", "box"];
const ofVms: readonly ImageName[] = ["vm", "box"];

/** What an image is built from; it is also what a machine is made a node from. */
export function definitionOf(image: ImageName): DefinitionFile[] {
  return definition(ofVms.includes(image) ? "vm" : "node");
}

/** `halab/node:HASH`: the image that this checkout's definition makes. */
export function imageRef(name: ImageName): string {
  return `halab/${name}:${hashOf(definitionOf(name), ofVms.includes(name) ? imageRef("node") : "")}`;
}

/** Builds what is missing of `names`; returns their references. */
export async function ensureImages(
  engine: Engine,
  names: Iterable<ImageName>,
  ctx: Ctx,
): Promise<ReadonlyMap<ImageName, string>> {
  const refs = new Map([...names].map((name): [ImageName, string] => [name, imageRef(name)]));
  for (const [name, ref] of refs) {
    if (!(await hasImage(engine, ref))) await buildImage(engine, name, ctx);
  }
  return refs;
}

/** Builds one image, whether it is there or not (the engine's own layer cache is used). */
export async function buildImage(engine: Engine, name: ImageName, ctx: Ctx): Promise<string> {
  const ref = imageRef(name);
  // Only who builds needs what runs programs.
  const { ensureBase } = await import("./base.ts");
  const base = await ensureBase(engine, ctx);
  const node = ofVms.includes(name)
    ? (await ensureImages(engine, ["node"], ctx)).get("node")
    : undefined;
  const task = `image ${name}`;
  ctx.progress({ task, state: "start", text: `building image halab/${name}` });
  try {
    const stream = await engine.docker.buildImage(Readable.from(await tarOf(definitionOf(name))), {
      t: ref,
      target: name,
      buildargs: { BASE: base, ...(node ? { NODE: node } : {}), ...proxies() },
      // The build needs Debian's mirror, and nothing else of the network.
      networkmode: "host",
      labels: { [label.image]: name },
      rm: true,
      forcerm: true,
      abortSignal: ctx.signal,
    });
    await followBuild(stream, task, ctx);
  } catch (error) {
    ctx.progress({ task, state: "fail", text: `image halab/${name} was not built` });
    if (error instanceof HalabError) throw error;
    throw engineError(error, `building image halab/${name}`);
  }
  ctx.progress({ task, state: "done", text: `image ${ref}` });
  return ref;
}

/** A host behind a proxy builds behind it too. These build arguments need no ARG line. */
function proxies(): Record<string, string> {
  const names = ["http_proxy", "https_proxy", "no_proxy"];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name] ?? process.env[name.toUpperCase()];
      return value ? [[name, value]] : [];
    }),
  );
}

export interface ImageInfo {
  readonly name: string;
  readonly sizeMiB: number;
  readonly created: string;
  /** Made from the definition as it is now. */
  readonly current: boolean;
}

export async function listImages(engine: Engine): Promise<ImageInfo[]> {
  const current = new Set(allImages.map(imageRef));
  const images = await engine.docker.listImages({ filters: { reference: ["halab/*"] } });
  return images.flatMap((image) =>
    (image.RepoTags ?? []).map((name) => ({
      name,
      sizeMiB: Math.round(image.Size / 2 ** 20),
      created: new Date(image.Created * 1000).toISOString(),
      current: current.has(name),
    })),
  );
}

/** Removes images of ours: the named one, or all of them. */
export async function removeImages(engine: Engine, which: string | undefined): Promise<string[]> {
  const all = await listImages(engine);
  const chosen = all.filter(
    ({ name }) => which === undefined || name === which || name.split(":")[0] === `halab/${which}`,
  );
  if (chosen.length === 0 && which !== undefined) {
    throw new HalabError("NOT_FOUND", `there is no image "${which}"`, { hint: "halab image ls" });
  }
  for (const { name } of chosen) {
    try {
      await engine.docker.getImage(name).remove({ force: false });
    } catch (error) {
      throw engineError(error, `removing image ${name}`);
    }
  }
  return chosen.map(({ name }) => name);
}
