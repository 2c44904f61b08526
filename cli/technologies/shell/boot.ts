/** What a machine does at boot besides its daemons: /etc/rc.local, and the kernel settings that it starts with. */
import { type FactFile, type NodeFacts, type Place, placeIn } from "../../core/kinds/rule.ts";
import { parseShell } from "./commands.ts";
import { type Effect, type Effects, effectsOf } from "./effects.ts";
import { asItRuns } from "./running.ts";

export const rcLocal = "/etc/rc.local";

/** A value that holds after the boot, where it comes from, or that nobody can tell. */
export type Known<T> =
  | { readonly how: "set"; readonly value: T; readonly place: Place }
  | { readonly how: "given"; readonly value: T }
  | { readonly how: "none" }
  | { readonly how: "unknown" };

export interface Boot {
  readonly node: string;
  readonly file: FactFile | undefined;
  readonly effects: Effects;
  /** The effects are what the node was found with, and all of it. */
  readonly running: boolean;
  /** Nothing in it that nobody understands. */
  readonly certain: boolean;
}

function effectsOfText(text: string): Effects {
  return effectsOf(parseShell(text));
}

interface Parsing {
  parsed<T>(parser: (text: string) => T, file: FactFile): T;
}

/**
 * What a node's /etc/rc.local does; nothing, where it has none or does not run it. Of a node that was asked: what it
 * has come to, whoever did it.
 */
export function bootOf(node: NodeFacts, facts: Parsing): Boot {
  const file = node.services.includes("rc-local") ? node.files.get(rcLocal) : undefined;
  const written = file ? facts.parsed(effectsOfText, file) : { all: [], unknown: [] };
  const found = asItRuns(node, written);
  const effects = found ?? written;
  const certain = effects.unknown.length === 0;
  return { node: node.name, file, effects, running: found !== undefined, certain };
}

/** The place of an effect, or that of the file as a whole; what stands in no file is said as the node has it. */
export function placeOf(
  boot: Boot,
  effect: { readonly line: number; readonly seen?: string } | undefined,
): Place[] {
  if (effect?.seen !== undefined) return [{ node: boot.node, file: "", text: effect.seen }];
  return boot.file ? [placeIn(boot.file, effect?.line)] : [];
}

type Of<K extends Effect["kind"]> = Extract<Effect, { readonly kind: K }>;

/** The effects of a kind, in their order. */
export function effectsIn<K extends Effect["kind"]>(boot: Boot, kind: K): Of<K>[] {
  return boot.effects.all.filter((effect): effect is Of<K> => effect.kind === kind);
}

/** A kernel setting after the boot. */
export function sysctlOf(node: NodeFacts, boot: Boot, key: string): Known<string> {
  const all = effectsIn(boot, "sysctl").filter((one) => one.key === key);
  const last = all.at(-1);
  if (all.some(({ maybe }) => maybe)) return { how: "unknown" };
  if (!boot.certain) return { how: "unknown" };
  const [place] = placeOf(boot, last);
  if (last && place) return { how: "set", value: last.value, place };
  const given = node.sysctls[key];
  return given === undefined ? { how: "none" } : { how: "given", value: given };
}

/** Addresses that it adds; undefined: nobody can tell. */
export function addressesOf(boot: Boot): readonly Of<"address">[] | undefined {
  const all = effectsIn(boot, "address");
  if (!boot.certain || all.some(({ maybe }) => maybe)) return undefined;
  return all.filter(
    (one, at) =>
      one.verb === "add" &&
      !all.slice(at + 1).some(({ verb, address }) => verb === "delete" && address === one.address),
  );
}

/** Whether it takes packets for an address; undefined: nobody can tell. */
export function takesAddress(boot: Boot, address: string): boolean | undefined {
  const added = addressesOf(boot);
  const routes = effectsIn(boot, "route").filter(({ type }) => type === "local");
  if (!added || routes.some(({ maybe }) => maybe)) return undefined;
  // ip-route(8), local: a whole prefix may be the node's own; which one is not worked out here.
  if (routes.some(({ to }) => to.split("/")[0] !== address)) return undefined;
  return routes.length > 0 || added.some((one) => one.address === address);
}
