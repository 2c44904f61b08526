/** Who can switch nodes off. */
import type { Config } from "./config.ts";
import type { Resource } from "./resources.ts";

export function fencingDevices({ resources }: Pick<Config, "resources">): readonly Resource[] {
  return resources.filter(({ agent }) => agent?.value.startsWith("stonith:"));
}
