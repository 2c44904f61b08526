/** The servers of a backend with what default-server gives them (configuration manual, 5.2). */
import {
  type BalancerChecks,
  checksOf,
  readOptions,
  readTimeout,
  type Settings,
} from "../checks.ts";
import { serverOptions } from "../directives.ts";
import type { Directive } from "../syntax/tree.ts";

interface Option {
  /** What follows it; empty: nothing does. */
  readonly value: string;
  /** The line that says it: the server's, or a default-server. */
  readonly directive: Directive;
}

export interface Server {
  readonly name: string;
  /** An address or a name, without its port. */
  readonly host: string;
  /** Undefined: that of the client's connection, or it cannot be told. */
  readonly port: number | undefined;
  /** Its address has a variable, which nobody knows here. */
  readonly unsure: boolean;
  readonly options: ReadonlyMap<string, Option>;
  readonly checks: BalancerChecks;
  readonly directive: Directive;
}

type Options = Map<string, Option>;

/** `default-server` of defaults counts for all, one of the backend for the servers below it. */
export function serversOf(
  inherited: readonly Directive[],
  own: readonly Directive[],
): readonly Server[] {
  const settings: Settings = { values: new Map(), untimed: new Map() };
  for (const one of [...inherited, ...own])
    if (one.words[0] === "timeout" && one.prefix === "") readTimeout(one, settings);
  const options: Options = new Map();
  for (const one of inherited) readDefaults(one, { settings, options });
  return own.flatMap((one) => {
    readDefaults(one, { settings, options });
    return one.words[0] === "server" && one.prefix === ""
      ? [serverOf(one, { settings, options })]
      : [];
  });
}

interface Base {
  readonly settings: Settings;
  readonly options: Options;
}

function readDefaults(directive: Directive, { settings, options }: Base): void {
  if (directive.words[0] !== "default-server" || directive.prefix !== "") return;
  readOptions(directive, 1, settings);
  takeOptions(directive, 1, options);
}

function serverOf(directive: Directive, base: Base): Server {
  const settings = {
    values: new Map(base.settings.values),
    untimed: new Map(base.settings.untimed),
  };
  const options: Options = new Map(base.options);
  readOptions(directive, 3, settings);
  takeOptions(directive, 3, options);
  const [, name, place] = directive.args;
  const where = placeOf(place?.value ?? "");
  return {
    name: name?.value ?? "",
    ...where,
    unsure: place?.dynamic === true || name?.dynamic === true,
    options,
    checks: checksOf(settings, 0),
    directive,
  };
}

/** "ipv4@10.0.0.1:80", "web1:80", "[fd00::1]:80"; ":+8000" is no port of its own. */
function placeOf(text: string): Pick<Server, "host" | "port"> {
  const place = text.replace(/^[a-z0-9+]+@/, "");
  const at = place.lastIndexOf(":");
  if (at < 0) return { host: place, port: undefined };
  const port = place.slice(at + 1);
  return { host: place.slice(0, at), port: /^\d+$/.test(port) ? Number(port) : undefined };
}

function takeOptions(directive: Directive, from: number, into: Options): void {
  const { words } = directive;
  for (let at = from; at < words.length; ) {
    const word = words[at] ?? "";
    const count = serverOptions.get(word)?.words ?? 0;
    const value = words.slice(at + 1, at + 1 + count).join(" ");
    at += 1 + count;
    if (word.startsWith("no-") && serverOptions.has(word)) into.delete(word.slice(3));
    else if (word === "enabled") into.delete("disabled");
    else into.set(word, { value, directive });
  }
}

/** `weight`; nobody says: 1. */
export function weightOf({ options }: Server): number {
  const found = Number(options.get("weight")?.value ?? 1);
  return Number.isInteger(found) && found >= 0 ? found : 1;
}

/** Somebody finds out when it is dead: it is checked, asks an agent, or believes another server's checks. */
export function isLookedAfter({ options }: Server): boolean {
  return ["check", "agent-check", "track"].some((word) => options.has(word));
}
