/** Of the project engine-rules: its clusters are made by whoever needs one first, and go at the end. */
import { provider } from "../../cli/providers/docker/index.ts";
import { plantCtx, plantPrefix } from "../fixtures/diagnosis/on-nodes.ts";

export async function teardown(): Promise<void> {
  const all = await provider.list(plantCtx);
  for (const { name } of all) if (name.startsWith(plantPrefix)) await provider.down(name, plantCtx);
}
