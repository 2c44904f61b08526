/** A lab's guide as its student reads it: with their own addresses, values and cluster. */
import { readFileSync } from "node:fs";
import {
  contains,
  formatAddress,
  parseAddress,
  parseSubnet,
  type Subnet,
} from "../../core/base/address.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import { shown } from "../../core/base/shown.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import { guideFile, withoutRecord } from "../../core/lab/guide.ts";
import type { Lab } from "../../core/lab/lab.ts";
import { openLab } from "../../core/lab/open.ts";
import { labOptions, type Workspace } from "./open.ts";

/** What addresses and values a text means, and those that are meant here. */
type Plans = Readonly<Record<"from" | "to", Pick<Plan, "params" | "segments" | "nodes">>>;

/** The guide in the workspace's language, or in English; undefined: the lab has none. */
export async function guideOf(
  ws: Omit<Workspace, "root" | "id">,
  lab: Lab,
  renderer: Renderer,
): Promise<string | undefined> {
  const path = guideFile(lab.dir, ws.lang);
  if (path === undefined) return undefined;
  const own = Object.keys(ws.params).length > 0;
  const [{ plan: from }, { plan: to }] = await Promise.all([
    openLab(ws.lab, { renderer }),
    openLab(ws.lab, labOptions(ws, renderer)),
  ]);
  const text = withoutRecord(readFileSync(path, "utf8"));
  const mapped = own ? withOwnValues(text, { from, to }) : text;
  const named = withOwnCluster(mapped, lab.name, ws.cluster);
  return named.includes("{{") ? renderer.render(named, lab.params, shown(path)) : named;
}

const onCluster = "break|diagnose|down|exec|follow|graph|heal|logs|shell";

/** `halab shell LAB lb1` names a cluster that is called as its lab; the workspace's is not. */
function withOwnCluster(text: string, lab: string, cluster: string): string {
  const command = new RegExp(`(\\bhalab (?:${onCluster}) )${lab}(?![\\w-])`, "g");
  return text.replace(command, `$1${cluster}`);
}

/** With a prefix, or a port as tcpdump writes it (10.77.0.1.80). */
const address = /(?<![\w.-])(\d{1,3}(?:\.\d{1,3}){3})(?:\/(\d{1,2}))?(?![\w-]|\.\d+\.)/g;

/** A text that was written with the default values: every address of the lab's segments, and every value with a form of its own. */
function withOwnValues(text: string, { from, to }: Plans): string {
  const values = new Map(
    Object.entries(from.params).flatMap(([name, value]): [string, string][] => {
      const own = to.params[name];
      return typeof value === "string" && own !== undefined ? [[value, String(own)]] : [];
    }),
  );
  for (const [index, node] of from.nodes.entries())
    for (const [at, link] of node.links.entries()) {
      const own = to.nodes[index]?.links[at]?.address;
      if (own !== undefined && !values.has(link.address)) values.set(link.address, own);
    }
  const segments = pairsOf({ from, to });
  const mapped = text.replace(address, (whole, host: string, length: string | undefined) => {
    const direct = values.get(whole);
    if (direct !== undefined) return direct;
    // What is no address, as an example of a mistake is none, lies where its last number is not looked at.
    const value = parseAddress(host) ?? parseAddress(host.replace(/\d+$/, "0"));
    const pair = segments.find(({ was }) => value !== undefined && contains(was, value));
    if (value === undefined || !pair) return whole;
    const moved = formatAddress(pair.is.base + value - pair.was.base);
    const own =
      values.get(host) ?? (parseAddress(host) === undefined ? lastOf(host, moved) : moved);
    const prefix = length === String(pair.was.prefix) ? String(pair.is.prefix) : length;
    return prefix === undefined ? own : `${own}/${prefix}`;
  });
  return withOwnWords(mapped, values);
}

/** `moved` with the last number of `host`. */
function lastOf(host: string, moved: string): string {
  return moved.replace(/\d+$/, host.replace(/^.*\./, ""));
}

function pairsOf({ from, to }: Plans): { readonly was: Subnet; readonly is: Subnet }[] {
  return from.segments.flatMap(({ subnet }, index) => {
    const was = parseSubnet(subnet);
    const is = parseSubnet(to.segments[index]?.subnet ?? "");
    return was && is ? [{ was, is }] : [];
  });
}

/** Names, keys and MAC addresses; a short word may mean anything else. */
const shortestWord = 8;

function withOwnWords(text: string, values: ReadonlyMap<string, string>): string {
  const words = [...values.keys()]
    .filter((word) => word.length >= shortestWord && !/^[\d.]+(\/\d+)?$/.test(word))
    .filter((word) => values.get(word) !== word)
    .sort((a, b) => b.length - a.length);
  if (words.length === 0) return text;
  const bounded = (word: string) => {
    const exact = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    // A MAC address is no part of a longer one; a name may stand between colons, as dig takes a key.
    const more = word.includes(":") ? "[\\w:-]" : "[\\w-]";
    return `(?<!${more})${exact}(?!${more})`;
  };
  const whole = new RegExp(words.map(bounded).join("|"), "g");
  return text.replace(whole, (word) => values.get(word) ?? word);
}
