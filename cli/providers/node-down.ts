import { HalabError } from "../core/base/error.ts";

/** What the init says when a service's own checker (svc_check), or the daemon at its start, says no. */
const refused = /^\S+: (check failed|did not start): /;

/** Parts of a node that are nobody's configuration. */
const own: readonly string[] = ["machine", "disk", "link", "network", "plan", "start", "initrd"];

/**
 * Why a node did not come up, with the last lines of its console: CONFIG_INVALID when the files that
 * it was given are refused, else NODE_FAILED.
 */
export function nodeDown(node: string, why: string, details: readonly string[]): HalabError {
  const service = /^(\S+):/.exec(why)?.[1];
  const hint =
    service && !own.includes(service)
      ? `look at the configuration of ${service} in the lines above`
      : "halab doctor";
  const code = refused.test(why) ? "CONFIG_INVALID" : "NODE_FAILED";
  return new HalabError(code, `node ${node} did not come up: ${why}`, { details, hint });
}
