import { HalabError } from "../core/base/error.ts";

/** What the init says when a service's own checker (svc_check), or the daemon at its start, says no. */
const refused = /^\S+: (check failed|did not start): /;

/** What no node says that only has to come up (docker/boot-console.ts). */
const flooded = /^console: /;

/** Parts of a node that are nobody's configuration. */
const own: readonly string[] = [
  "machine",
  "disk",
  "link",
  "network",
  "plan",
  "start",
  "initrd",
  "state",
];

/** What init itself says before it starts a service; after its word only what is in the node speaks. */
const before: readonly string[] = [...own, "sysctl", "hostname", "syslog"];
const services = "halab: services";
/** A node that has said so much before it is none that only came up. */
const mostBefore = 25;

function isOurs(part: string | undefined, lines: readonly string[]): boolean {
  if (part === undefined || !before.includes(part)) return false;
  return !lines.some((line) => line.startsWith(services)) && lines.length < mostBefore;
}

/**
 * Why a node did not come up, with the last lines of its console: CONFIG_INVALID when the files that
 * it was given are refused, NODE_REFUSED when it floods its console, else NODE_FAILED; of the node,
 * where what is in it may be to blame.
 */
export function nodeDown(node: string, why: string, lines: readonly string[]): HalabError {
  const part = /^(\S+):/.exec(why)?.[1];
  const details = lines.filter((line) => !line.startsWith(services));
  if (flooded.test(why))
    return new HalabError("NODE_REFUSED", `node ${node} did not come up: ${why}`, {
      ...{ details, node },
      hint: "look for what its start scripts print",
    });
  const hint =
    part && !own.includes(part)
      ? `look at the configuration of ${part} in the lines above`
      : "halab doctor";
  const code = refused.test(why) ? "CONFIG_INVALID" : "NODE_FAILED";
  const blamed = isOurs(part, lines) ? {} : { node };
  return new HalabError(code, `node ${node} did not come up: ${why}`, { details, hint, ...blamed });
}
