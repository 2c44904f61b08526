/** Primitives, groups, clones: what a file of crm has of resources. */
import { secondsOf } from "../seconds.ts";
import type { Statement, Word } from "../syntax/statements.ts";
import { type Pair, pairsIn, partsOf } from "./pairs.ts";

export interface Operation {
  readonly name: string;
  readonly word: Word;
  readonly pairs: readonly Pair[];
}

export interface Resource {
  readonly kind: "primitive" | "group" | "clone" | "template" | "other";
  readonly id: string;
  readonly word: Word;
  /** "ocf:heartbeat:IPaddr2"; of a primitive only. */
  readonly agent: Word | undefined;
  /** Of a group, or what is cloned. */
  readonly members: readonly Word[];
  readonly params: readonly Pair[];
  readonly meta: readonly Pair[];
  readonly operations: readonly Operation[];
  /** It may have more, from a template or from a set that is elsewhere. */
  readonly more: boolean;
}

const kinds: Readonly<Record<string, Resource["kind"]>> = {
  primitive: "primitive",
  group: "group",
  clone: "clone",
  ms: "clone",
  master: "clone",
  rsc_template: "template",
  bundle: "other",
};

export function resourceOf({ keyword, words }: Statement): Resource | undefined {
  const kind = kinds[keyword];
  const [word, ...rest] = words;
  if (!kind || !word) return undefined;
  const isOne = kind === "primitive" || kind === "template";
  const agent = isOne ? rest[0] : undefined;
  const parts = partsOf(agent ? rest.slice(1) : rest, isOne ? "params" : "members");
  const operations = parts
    .filter((part) => part.name === "op")
    .flatMap(({ plain, pairs, word: at }): Operation[] => {
      const [name] = plain;
      return name && at ? [{ name: name.value, word: at, pairs }] : [];
    });
  return {
    kind,
    id: word.value,
    word,
    agent: agent?.value.startsWith("@") ? undefined : agent,
    members: isOne || kind === "other" ? [] : (parts[0]?.plain ?? []),
    params: pairsIn(parts, "params").filter(({ name }) => isOne && name !== "description"),
    meta: pairsIn(parts, "meta"),
    operations,
    more: rest.some(({ value }) => /^(?:@|\$id-ref=)/.test(value)),
  };
}

/** Class, provider and type; crm adds ocf:heartbeat to a type alone (ra.py, disambiguate_ra_type). */
export function agentParts({ value }: Word): {
  readonly agentClass: string;
  readonly provider: string;
  readonly type: string;
} {
  const parts = value.split(":");
  const [first = "", second = "", third = ""] = parts;
  if (parts.length === 1) return { agentClass: "ocf", provider: "heartbeat", type: first };
  if (parts.length === 2)
    return first === "ocf"
      ? { agentClass: first, provider: "heartbeat", type: second }
      : { agentClass: first, provider: "", type: second };
  return { agentClass: first, provider: second, type: third };
}

/** Its type, where it is one of Debian's own; else empty. */
export function typeOf({ agent }: Resource): string {
  if (!agent) return "";
  const { agentClass, provider, type } = agentParts(agent);
  return agentClass === "ocf" && provider === "heartbeat" ? type : "";
}

export function lastPair(pairs: readonly Pair[], name: string): Pair | undefined {
  return pairs.findLast((pair) => pair.name === name);
}

/** Seconds of an operation's attribute; undefined: none, or none that Pacemaker would take. */
export function secondsIn({ pairs }: Operation, name: string): number | undefined {
  const pair = lastPair(pairs, name);
  return pair && secondsOf(pair.value);
}

/** Those that look at a resource again and again. */
export function monitorsOf({ operations }: Resource): readonly Operation[] {
  return operations.filter(
    (operation) => operation.name === "monitor" && (secondsIn(operation, "interval") ?? 0) > 0,
  );
}
