/** Lines of `halab-listen` -> events: which node's port answers for an address, and what it sends. */
import type { Plan } from "../../cluster/plan.ts";
import type { SwitchPort } from "../../cluster/provider.ts";
import type { Kinds } from "../../kinds/all.ts";
import type { HeardFrames, HeardMessages, HeardStream } from "../../kinds/reader.ts";
import { type Clocks, type Emit, timeReader } from "../lines.ts";

type Place = Pick<SwitchPort, "node" | "segment">;

/** A watched address, and whose word for it is compared. */
interface Asked {
  readonly probe: string;
  readonly address: string;
  readonly segment: string;
  readonly nodes: readonly string[];
}

interface Sent {
  readonly service: string;
  readonly nodes: readonly string[];
  readonly frames: HeardFrames<unknown>;
}

/** What there is to be heard in a plan. */
export interface Wanted {
  readonly asked: readonly Asked[];
  readonly sent: readonly Sent[];
  readonly ports: readonly Place[];
  /** For halab-listen, before the devices. */
  readonly argv: readonly string[];
}

/**
 * The nodes whose own word counts for who owns an address: who answers for it by ARP is compared. Where a program
 * of its own tells the owning (a guest's, which may boot for a while), there is nothing that ARP would show.
 */
export function wantedOf(plan: Plan, kinds: Pick<Kinds, "probes" | "readers">): Wanted {
  const on = (segment: string) =>
    plan.nodes.filter(({ links }) => links.some((link) => link.segment === segment));
  const watches = plan.probes.flatMap((probe) => {
    const watch = kinds.probes.get(probe.kind)?.watch?.(probe.spec);
    return watch && watch.by === undefined ? [{ ...watch, probe: probe.name }] : [];
  });
  const asked = watches.map(({ probe, address, segment, nodes }) => {
    const members = on(segment).map(({ name }) => name);
    const watched = members.filter((name) => nodes === undefined || nodes.includes(name));
    return { probe, address, segment, nodes: watched };
  });
  const sent = [...kinds.readers.values()].flatMap(({ kind: service, frames }) => {
    const nodes = plan.nodes.filter(({ services }) => services.includes(service));
    return frames && nodes.length > 0
      ? [{ service, frames, nodes: nodes.map(({ name }) => name) }]
      : [];
  });
  const everyUs = Math.max(0, ...watches.map(({ everyMs }) => Math.round(everyMs * 1000)));
  const places = [
    ...asked.flatMap(({ nodes, segment }) => nodes.map((node) => ({ node, segment }))),
    ...plan.nodes.flatMap(({ name: node, links }) =>
      sent.some(({ nodes }) => nodes.includes(node))
        ? links.map(({ segment }) => ({ node, segment }))
        : [],
    ),
  ];
  const byKey = new Map(places.map((one) => [`${one.node} ${one.segment}`, one]));
  return {
    asked,
    sent,
    ports: [...byKey.values()],
    argv: [
      ...new Set(asked.map(({ address }) => `--arp=${address}`)),
      ...new Set(sent.map(({ frames }) => argOf(frames.of))),
      ...(everyUs > 0 ? [`--every-us=${everyUs}`] : []),
    ],
  };
}

function argOf(of: HeardStream | HeardMessages): string {
  if ("protocol" in of) return `--ip=${of.protocol}:${of.keyBytes}`;
  return `--udp=${of.port}:${of.at}:${of.mask}:${of.value}`;
}

/** As halab-listen says it; UDP's is 17 (RFC 768). */
function protocolOf(of: HeardStream | HeardMessages): string {
  return "protocol" in of ? String(of.protocol) : "17";
}

interface HeardReader {
  /** From here on it is heard what these ports send. */
  begin(): void;
  take(line: string): void;
  /** Nobody listens any more: what was known is not known from now on. */
  forget(): void;
}

const states: ReadonlyMap<string | undefined, boolean | null> = new Map([
  ["answers", true],
  ["silent", false],
  ["unasked", null],
]);

/** So many events of one listener are kept: a node that makes up frames fills no journal. */
const mostAdverts = 10_000;

/** `ports` in the order in which halab-listen was given their devices. */
export function heardReader(
  { asked, sent }: Wanted,
  ports: readonly Place[],
  clocks: Clocks,
  emit: Emit,
): HeardReader {
  const timeOf = timeReader(clocks);
  const known = new Map<string, { readonly probe: string; readonly node: string }>();
  let adverts = 0;

  const answered = (t: number, { node, segment }: Place, [address, word]: readonly string[]) => {
    const answers = states.get(word);
    if (answers === undefined) return;
    for (const one of asked) {
      if (one.address !== address || one.segment !== segment || !one.nodes.includes(node)) continue;
      const key = `${one.probe} ${node}`;
      if (answers === null) known.delete(key);
      else known.set(key, { probe: one.probe, node });
      emit({ kind: "heard", t, probe: one.probe, node, answers });
    }
  };

  const sends = (t: number, { node }: Place, fields: readonly string[], ends: boolean) => {
    const [protocol, source = "", to = "", hex = ""] = fields;
    for (const { service, nodes, frames } of sent) {
      if (protocolOf(frames.of) !== protocol || !nodes.includes(node)) continue;
      const value = frames.parse(Buffer.from(hex, "hex"), source, to);
      if (value === undefined || ++adverts > mostAdverts) continue;
      emit({ kind: "advert", t, node, service, value, ...(ends ? { ends } : {}) });
    }
  };

  return {
    begin() {
      for (const { service, nodes } of sent) {
        const heard = [
          ...new Set(ports.flatMap(({ node }) => (nodes.includes(node) ? [node] : []))),
        ];
        if (heard.length > 0) emit({ kind: "listens", t: clocks.now(), service, nodes: heard });
      }
    },
    take(line) {
      const [kind, ns, at, ...fields] = line.split(" ");
      const t = timeOf(Number(ns));
      const port = /^\d{1,3}$/.test(at ?? "") ? ports[Number(at)] : undefined;
      if (t === undefined || port === undefined) return;
      if (kind === "a") answered(t, port, fields);
      else if (kind === "p" || kind === "q") sends(t, port, fields, kind === "q");
    },
    forget() {
      const t = clocks.now();
      for (const { service } of sent) emit({ kind: "listens", t, service, nodes: [] });
      for (const one of known.values()) emit({ kind: "heard", t, ...one, answers: null });
      known.clear();
    },
  };
}
