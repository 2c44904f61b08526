/** What a node says of an address, compared with what its port answers when the segment asks for it (ADR 22). Pure. */
import type { Span } from "../journal/ports.ts";
import type { FaultRecord, RunView } from "../journal/view.ts";
import { stallMarginS } from "./stalls.ts";

/** A node's word comes by its own processes, and a port's silence is known after five questions. Seconds. */
const hiddenS = 1;
/** An emulated machine may answer so much later than it was asked. */
const claimedS = 2;
/** What a fault stopped takes a moment to go on after its healing. */
const afterFaultNs = 2e9;

interface TwoWords extends Span {
  readonly node: string;
  /** What it says; the port says the opposite. Undefined: its watch has never said a word. */
  readonly owns: boolean | undefined;
}

const within = (a: Span, b: Span): Span[] => {
  const both = { fromNs: Math.max(a.fromNs, b.fromNs), toNs: Math.min(a.toNs, b.toNs) };
  return both.toNs > both.fromNs ? [both] : [];
};

/** What is left of a stretch, before and after the hole. */
const without = (span: Span, hole: Span): Span[] => [
  ...within(span, { fromNs: Number.NEGATIVE_INFINITY, toNs: hole.fromNs }),
  ...within(span, { fromNs: hole.toNs, toNs: Number.POSITIVE_INFINITY }),
];

interface Said extends Span {
  readonly owns: boolean | undefined;
}

/** A node's word, stretch by stretch; before its first one it has said nothing. */
function wordsOf(run: RunView, probe: string, node: string): Said[] {
  const changes = (run.owners.get(probe)?.changes ?? []).filter((one) => one.node === node);
  const first = { fromNs: Number.NEGATIVE_INFINITY, owns: undefined };
  const all = [first, ...changes.map(({ t, owns }) => ({ fromNs: t, owns }))];
  return all.map((one, at) => ({ ...one, toNs: all[at + 1]?.fromNs ?? Number.POSITIVE_INFINITY }));
}

/** While its watch could not see, what stands there is nobody's word. */
function blindSpans(run: RunView, probe: string, node: string): Span[] {
  const all = run.blind.filter((one) => one.probe === probe && one.node === node);
  return all.flatMap(({ ok, t }, at) =>
    ok ? [] : [{ fromNs: t, toNs: all.slice(at).find((one) => one.ok)?.t ?? run.endNs }],
  );
}

/**
 * A fault of ours after which a node's kernel may not answer what reaches it. One of a service is none: the kernel
 * answers whatever its daemons do. Nor is one that stops frames (`protocol`): a question that is stopped has not
 * reached the node, and an answer is heard before it is stopped.
 */
function mayMute(run: RunView, fault: FaultRecord): boolean {
  const spec = run.plan?.steps.find(({ id }) => id === fault.step)?.fault ?? {};
  return spec["service"] === undefined && spec["protocol"] === undefined;
}

function muteSpans(run: RunView, node: string): Span[] {
  const faults = run.faults.filter((one) => one.nodes.includes(node) && mayMute(run, one));
  return faults.map(({ intentNs, healedNs }) => ({
    fromNs: intentNs,
    toNs: (healedNs ?? Number.POSITIVE_INFINITY) + afterFaultNs,
  }));
}

/** Every stretch in which the two words differ for longer than a node that says the truth could need. */
function twoWords(run: RunView, probe: string, node: string): TwoWords[] {
  const port = run.heard.get(probe);
  if (!port) return [];
  const [blind, mute] = [blindSpans(run, probe, node), muteSpans(run, node)];
  const differing = wordsOf(run, probe, node).flatMap((said): TwoWords[] => {
    const holes = said.owns ? [...blind, ...mute] : blind;
    const heard = port.spans(node, !said.owns, run.endNs).flatMap((one) => within(one, said));
    const left = holes.reduce<Span[]>(
      (spans, hole) => spans.flatMap((span) => without(span, hole)),
      heard,
    );
    return left.map((span) => ({ ...span, node, owns: said.owns }));
  });
  return differing.filter(({ owns, fromNs, toNs }) => {
    const allowedS = (owns ? claimedS : hiddenS) + stallMarginS(run, fromNs, toNs);
    return toNs - fromNs > allowedS * 1e9;
  });
}

function sentence(run: RunView, probe: string, { node, owns, ...span }: TwoWords): string {
  const address = run.plan?.probes.find(({ name }) => name === probe)?.address ?? probe;
  const [from, to] = [span.fromNs, span.toNs].map((ns) => ((ns - run.startNs) / 1e9).toFixed(1));
  if (owns === undefined)
    return `the watch on ${node} says nothing of ${address}, but the node's port answered ARP for it from ${from} s to ${to} s`;
  return owns
    ? `${node} says that it holds ${address}, but its port answered no question for it from ${from} s to ${to} s`
    : `${node} says that it does not hold ${address}, but its port answered ARP for it from ${from} s to ${to} s`;
}

/**
 * Why the nodes are not believed who own a probe's address in [fromNs, toNs]: one of them says another thing than its
 * port. Undefined: they agree, or nobody listened. Times in the sentence count from the run's start.
 */
export function contradictedBy(
  run: RunView,
  probe: string,
  fromNs: number,
  toNs: number,
): string | undefined {
  const nodes = run.heard.get(probe)?.nodes ?? [];
  const found = nodes
    .flatMap((node) => twoWords(run, probe, node))
    .filter((one) => one.fromNs < toNs && one.toNs > fromNs)
    .toSorted((a, b) => a.fromNs - b.fromNs)[0];
  return found && sentence(run, probe, found);
}
