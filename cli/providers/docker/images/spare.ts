/** A throw-away container of the node image: nothing of a cluster, no network, hardly a right. */
import type { Ctx } from "../../../core/base/time.ts";
import type { CommandHost } from "../../../core/cluster/provider.ts";
import { bound, discard, type Engine, engineError } from "../client.ts";
import { openAgentIn } from "../exec.ts";
import { helperLabels } from "../labels.ts";
import { ensureImages } from "./images.ts";

/** Files of other owners are laid out there, and programs run as users without rights. */
const capabilities: readonly string[] = [
  ...["CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "SETGID", "SETPCAP", "SETUID"],
];

export async function openSpare(given: Engine, purpose: string, ctx: Ctx): Promise<CommandHost> {
  const engine = bound(given, ctx);
  const images = await ensureImages(engine, ["node"], ctx);
  const created = await engine.docker
    .createContainer({
      Image: images.get("node") ?? "",
      Cmd: ["/usr/bin/tini", "--", "sleep", "infinity"],
      Labels: helperLabels("halab-spare", purpose),
      HostConfig: {
        NetworkMode: "none",
        CapDrop: ["ALL"],
        CapAdd: [...capabilities],
        SecurityOpt: ["no-new-privileges"],
        Memory: 512 * 2 ** 20,
        MemorySwap: 512 * 2 ** 20,
        PidsLimit: 256,
        Ulimits: [{ Name: "fsize", Soft: 2 ** 26, Hard: 2 ** 26 }],
        Dns: ["127.0.0.1"],
        LogConfig: { Type: "none", Config: {} },
      },
    })
    .catch((error: unknown) => {
      throw engineError(error, `making a spare machine for ${purpose}`);
    });
  try {
    await created.start();
    const agent = await openAgentIn(created, `the machine for ${purpose}`, ctx);
    return {
      node: agent.node,
      run: (argv, inner, options) => agent.run(argv, inner, options),
      [Symbol.asyncDispose]: async () => {
        await agent[Symbol.asyncDispose]();
        await discard(engine, created);
      },
    };
  } catch (error) {
    await discard(engine, created);
    throw engineError(error, `starting a spare machine for ${purpose}`);
  }
}
