/** The images: built once from their definitions, cached by the hash of those. */
import { Readable } from "node:stream";
import { HalabError } from "../../../core/base/error.ts";
import { tarOf } from "../../../core/base/tar.ts";
import type { Ctx } from "../../../core/base/time.ts";
import type { PlannedNode } from "../../../core/cluster/plan.ts";
import { type Engine, engineError, hasImage } from "../client.ts";
import { label } from "../labels.ts";
import { followBuild } from "../progress.ts";
import { type DefinitionFile, definition, hashOf, layersNamed, layersOf } from "./definition.ts";

type Common = "node" | "client" | "vm" | "box";
/**
 * `box`: what a box of Vagrant is unpacked from. `node.galera`, `vm.pacemaker.postgresql`, `client.transactions`: with
 * what these technologies add in images of their own.
 */
export type ImageName = Common | `${"node" | "client" | "vm"}.${string}`;
/** What every lab needs. The others are built when a lab wants them. */
export const imageNames: readonly ImageName[] = ["client", "node"];

/** By what it is and what it runs. A hypervisor's image is that of VMs: a node's daemons, QEMU, and a guest's disk. */
export function imageOf(node: Pick<PlannedNode, "image" | "services" | "tools">): ImageName {
  return node.image === "hypervisor" ? vmImageOf(node) : withLayers(node.image, node);
}

/** The image of a node that is a VM. */
export function vmImageOf(node: Pick<PlannedNode, "services" | "tools">): ImageName {
  return withLayers("vm", node);
}

function withLayers(
  name: "node" | "client" | "vm",
  node: Pick<PlannedNode, "services" | "tools">,
): ImageName {
  const layers = layersOf(node);
  return layers.length === 0 ? name : `${name}.${layers.join(".")}`;
}

/** The image of that name, if it is a node's, a client's or a VM's with technologies that there are. */
export function layeredImages(name = ""): ImageName[] {
  const [of, ...layers] = name.split(".");
  const sorted = layersNamed().filter((one) => layers.includes(one));
  if (of !== "node" && of !== "client" && of !== "vm") return [];
  return layers.length === 0 || sorted.length < layers.length ? [] : [`${of}.${sorted.join(".")}`];
}

/** What it is built FROM beside the base, and its own definition. */
interface Recipe {
  readonly from?: ImageName;
  readonly target: string;
  readonly files: () => DefinitionFile[];
}

function recipeOf(image: ImageName): Recipe {
  const [name, ...layers] = image.split(".");
  const node: ImageName = layers.length === 0 ? "node" : `node.${layers.join(".")}`;
  if (name === "vm" || name === "box")
    return { from: node, target: name, files: () => definition("vm") };
  if (layers.length === 0) return { target: image, files: () => definition("node") };
  const from = name === "client" ? "client" : "node";
  return { from, target: "layer", files: () => definition("layer", { layers }) };
}

/** `halab/node:HASH`: the image that this checkout's definition makes. */
export function imageRef(image: ImageName): string {
  const { from, files } = recipeOf(image);
  return `halab/${image}:${hashOf(files(), from ? imageRef(from) : "")}`;
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
  const { from, target, files } = recipeOf(name);
  const node = from && (await ensureImages(engine, [from], ctx)).get(from);
  const task = `image ${name}`;
  ctx.progress({ task, state: "start", text: `building image halab/${name}` });
  try {
    const stream = await engine.docker.buildImage(Readable.from(await tarOf(files())), {
      t: ref,
      target,
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
  const images = await engine.docker.listImages({ filters: { reference: ["halab/*"] } });
  return images.flatMap((image) =>
    (image.RepoTags ?? []).map((name) => ({
      name,
      sizeMiB: Math.round(image.Size / 2 ** 20),
      created: new Date(image.Created * 1000).toISOString(),
      current: isCurrent(name),
    })),
  );
}

/** The ids of the images of VMs that are made of today's definitions. */
export async function currentVmImages(engine: Engine): Promise<string[]> {
  const images = await engine.docker.listImages({ filters: { reference: ["halab/vm*"] } });
  return images.filter(({ RepoTags }) => RepoTags?.some(isCurrent)).map(({ Id }) => Id);
}

/** By the name before its tag; that of an image whose technology is gone is no name of today. */
function isCurrent(ref: string): boolean {
  const name = /^halab\/((?:node|client|vm)(?:\.[a-z0-9-]+)*|box):/.exec(ref)?.[1];
  return name !== undefined && imageRef(name as ImageName) === ref;
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
