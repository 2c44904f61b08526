/** Where an instance speaks: its node's devices, and the segments that they lie on. */
import type { PlannedLink } from "../../../core/cluster/plan.ts";
import type { NodeFacts } from "../../../core/kinds/rule.ts";
import type { Instance } from "./instances.ts";

/** A node's devices are numbered as its links are. */
export function deviceOf(node: NodeFacts, link: PlannedLink): string {
  return `eth${node.links.indexOf(link)}`;
}

export function linkOf(node: NodeFacts, device: string | undefined): PlannedLink | undefined {
  return node.links.find((link) => deviceOf(node, link) === device);
}

/** Undefined: its interface is none that the lab gives to its node. */
export function segmentOf({ config, interface: device }: Instance): string | undefined {
  return linkOf(config.node, device?.value)?.segment;
}

/** The address that others hear it from; undefined: nobody can know. */
export function sourceOf({
  config,
  interface: device,
  unicastSource,
}: Instance): string | undefined {
  return unicastSource?.value ?? linkOf(config.node, device?.value)?.address;
}

/** Whether another file of the node speaks of a name or an address, and so may have made it. */
export function isSpokenOf({ files }: NodeFacts, text: string): boolean {
  return [...files.values()].some(
    (file) => !file.path.startsWith("/etc/keepalived/") && hasWord(file.text, text),
  );
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = `${text[at - 1] ?? " "}${text[at + word.length] ?? " "}`;
    if (!/[\w.]/.test(around)) return true;
  }
  return false;
}
