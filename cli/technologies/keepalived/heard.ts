/** The daemon's word for its timers against what its node's port sent (ADR 22). */
import type { Found, StepView } from "../../core/kinds/formula.ts";
import { sentBy, valuesOf } from "../../core/kinds/reader.ts";
import { type Advert, adverts } from "./advert.ts";
import { kind as keepalived } from "./readers/keepalived.ts";
import type { Vrrp } from "./vrrp.ts";

/** VRRPv3 sends hundredths of a second, whatever the daemon counts in. */
const roundingS = 0.0101;
/** keepalived keeps a priority that trackers change within these (vrrp.c, 2.2.7). */
const [lowest, highest] = [1, 254];

function nodeOf(view: StepView, one: Vrrp): string | undefined {
  return [...valuesOf(view.run, keepalived)].find(([, { vrrp }]) => vrrp.includes(one))?.[0];
}

/** What its node sent last for this instance until then: by its router id, else by its addresses. */
function lastOf(view: StepView, node: string, one: Vrrp): Advert | undefined {
  const sent = sentBy(view.run, node, keepalived.kind, adverts)
    // A master that resigns says nothing of its priority.
    .filter(({ t, value }) => t <= view.untilNs && value.priority > 0)
    .map(({ value }) => value);
  const shared = ({ addresses }: Advert) => addresses.some((each) => one.addresses?.includes(each));
  return sent.findLast(({ vrid }) => vrid === one.vrid) ?? sent.findLast(shared);
}

/** Whether trackers that come and go explain the difference of two priorities of one instance. */
function isTracked(heard: number, { priority, trackers }: Vrrp): boolean {
  let differences = new Set([0]);
  for (const { weight } of trackers)
    differences = new Set([...differences].flatMap((one) => [one, one + weight, one - weight]));
  const isEdge = heard === lowest || heard === highest;
  return differences.has(heard - priority) || (isEdge && differences.size > 1);
}

/** What the two words differ in: "A = 5, P = 150", of each. */
function differences(one: Vrrp, heard: Advert): readonly [said: string, sent: string][] {
  const all: [string, number, number, boolean][] = [
    ["router id", one.vrid, heard.vrid, one.vrid !== heard.vrid],
    ["version", one.version, heard.version, one.version !== heard.version],
    ["A", one.advertS, heard.advertS, Math.abs(one.advertS - heard.advertS) > roundingS],
    ["P", one.priority, heard.priority, !isTracked(heard.priority, one)],
  ];
  return all.flatMap(([name, said, sent, differs]): [string, string][] =>
    differs ? [[`${name} = ${said}`, `${name} = ${sent}`]] : [],
  );
}

/** The instance with the figures that its node's port sent, and a sentence, where the daemon says others. */
function asHeard(view: StepView, one: Vrrp): { readonly vrrp: Vrrp; readonly note?: string } {
  const node = nodeOf(view, one);
  const heard = node === undefined ? undefined : lastOf(view, node, one);
  const differing = heard ? differences(one, heard) : [];
  if (!heard || differing.length === 0) return { vrrp: one };
  const [said, sent] = [0, 1].map((at) => differing.map((each) => each[at]).join(", "));
  const { version, vrid, advertS } = heard;
  const priority = isTracked(heard.priority, one) ? one.priority : heard.priority;
  return {
    vrrp: { ...one, version, vrid, advertS, priority },
    note: `keepalived on ${node} says ${said}, but its port sent ${sent}: the smaller bound holds`,
  };
}

/**
 * The bound by the daemons' word; where their ports sent other figures, the smaller one of both, with a sentence:
 * nobody gains by what his node says.
 */
export function agreed(
  view: StepView,
  boundBy: (as: (one: Vrrp) => Vrrp) => Found | string,
): Found | string {
  const said = boundBy((one) => one);
  if (typeof said === "string") return said;
  const notes = new Set<string>();
  const sent = boundBy((one) => {
    const { vrrp, note } = asHeard(view, one);
    if (note !== undefined) notes.add(note);
    return vrrp;
  });
  if (notes.size === 0 || typeof sent === "string") return said;
  const smaller = sent.hi < said.hi ? sent : said;
  return { ...smaller, lo: Math.min(said.lo, sent.lo), note: [...notes].join("; ") };
}
