/** What the nodes of a running cluster are asked for each other's sake: clocks, programs, the ways between them. */
import { cleanLines } from "../base/clean.ts";
import type { Ctx } from "../base/time.ts";
import type { Plan, PlannedNode } from "./plan.ts";
import type { CommandHost } from "./provider.ts";

/** What the first process of a service runs: as the kernel has it, whatever lies on the disk now. */
export interface Program {
  readonly node: string;
  readonly service: string;
  readonly path: string;
  /** SHA-256 of its file, in hex. */
  readonly digest: string;
  /** Of the package that its path is of; empty: of none. */
  readonly version: string;
}

/** From a node to another one's address on a network of both. */
export interface Way {
  readonly from: string;
  readonly to: string;
  readonly segment: string;
  readonly address: string;
  /** Something came back: an echo, or a word of its kernel on TCP. */
  readonly open: boolean;
}

/** A node's wall clock is ahead of the machine's monotonic one by so much, at least and at most. Milliseconds. */
export interface Ahead {
  readonly leastMs: number;
  readonly mostMs: number;
}

/** What one node said. */
export interface NodeAnswers {
  readonly ahead?: Ahead | undefined;
  readonly programs: readonly Program[];
  readonly ways: readonly Way[];
  /** By service: what its own checker refuses of the node's files. */
  readonly refused: ReadonlyMap<string, string>;
}

/** By node. */
export interface Asked {
  readonly answers: ReadonlyMap<string, NodeAnswers>;
  /** Who did not answer, and why: "off", "frozen", an error's words. */
  readonly silent: ReadonlyMap<string, string>;
}

/** A node answers within milliseconds; the narrowest of some looks is kept. */
const looks = 3;
/** Of what a checker says: its first words have the cause. */
const mostBytes = 20_000;

/**
 * Arguments: the services, "--", and a way each: "OWN-ADDRESS ADDRESS". A host may be told not to answer an echo: its kernel
 * refuses a connection to a port of nobody's all the same.
 */
const script = `
services=
while [ "$1" != -- ]; do services="$services $1"; shift; done
shift
echo "== programs"
for service in $services; do
  pids=$(halab-svc pids "$service")
  pid=\${pids%% *}
  path=$(readlink "/proc/$pid/exe") && sum=$(sha256sum < "/proc/$pid/exe") || continue
  package=$(dpkg-query -S "\${path%' (deleted)'}" 2>/dev/null | head -n 1)
  version=
  [ -z "$package" ] || version=$(dpkg-query -W -f '\${Version}' "\${package%%:*}" 2>/dev/null)
  echo "$service \${sum%% *} \${version:--} $path"
done
for service in $services; do
  words=$(halab-svc check "$service" 2>&1) && continue
  echo "== refused $service"
  printf '%s\\n' "$words" | head -c ${mostBytes}
  echo
done
echo "== ways"
reach() {
  ping -n -q -c 3 -i 0.2 -W 1 -I "$1" "$2" > /dev/null 2>&1 && echo "$2 open" && return
  case $(LC_ALL=C nc -n -v -z -w 1 -s "$1" "$2" 9 2>&1) in *refused* | *succeeded*) echo "$2 open" ;; *) echo "$2 closed" ;; esac
}
for way; do reach $way & done
wait
exit 0`;

/** The ways from a node to these others. */
function waysFrom(node: PlannedNode, others: readonly PlannedNode[]) {
  return node.links.flatMap(({ segment, address: own }) =>
    others.flatMap(({ name, links }) =>
      links
        .filter((link) => link.segment === segment && name !== node.name)
        .map(({ address }) => ({ from: node.name, to: name, segment, address, own })),
    ),
  );
}

/** The time that a node has, against ours. */
async function aheadOf(agent: CommandHost, ctx: Ctx): Promise<Ahead | undefined> {
  const all: Ahead[] = [];
  for (let look = 0; look < looks; look += 1) {
    const beforeMs = ctx.clock.nowNs() / 1e6;
    const { stdout } = await agent.run(["date", "+%s%N"], ctx);
    const afterMs = ctx.clock.nowNs() / 1e6;
    if (!/^\d{16,20}\n?$/.test(stdout)) return undefined;
    const saysMs = Number(stdout) / 1e6;
    all.push({ leastMs: saysMs - afterMs, mostMs: saysMs - beforeMs });
  }
  const width = ({ leastMs, mostMs }: Ahead) => mostMs - leastMs;
  return all.sort((a, b) => width(a) - width(b))[0];
}

/** Asks a node that runs; `others`: those that run as well. */
export async function askNode(
  agent: CommandHost,
  { plan, others }: { readonly plan: Plan; readonly others: readonly string[] },
  ctx: Ctx,
): Promise<NodeAnswers> {
  const ahead = await aheadOf(agent, ctx);
  const node = plan.nodes.find(({ name }) => name === agent.node);
  if (!node) return { ahead, programs: [], ways: [], refused: new Map() };
  const ways = waysFrom(
    node,
    plan.nodes.filter(({ name }) => others.includes(name)),
  );
  const wanted = ways.map(({ own, address }) => `${own} ${address}`);
  const argv = ["/bin/sh", "-c", script, "halab-ask", ...node.services, "--", ...wanted];
  const { stdout } = await agent.run(argv, ctx, { long: true });
  const said = parseAnswers(node.name, cleanLines(stdout));
  return {
    ...{ ahead, programs: said.programs, refused: said.refused },
    ways: ways.map(({ own: _, ...way }) => ({ ...way, open: said.open.has(way.address) })),
  };
}

const programLine = /^(\S+) ([0-9a-f]{64}) (\S+) (.+)$/;

/** What a node's script said. Never throws: a line that is none of its own is left out. */
function parseAnswers(node: string, text: string) {
  const parts = text
    .split(/^== /m)
    .slice(1)
    .map((part) => ({
      head: part.slice(0, part.indexOf("\n")).trim(),
      body: part.slice(part.indexOf("\n") + 1).trim(),
    }));
  const bodyOf = (head: string) => parts.find((part) => part.head === head)?.body ?? "";
  const programs = bodyOf("programs")
    .split("\n")
    .flatMap((line): Program[] => {
      const [, service, digest, version, path] = programLine.exec(line) ?? [];
      if (!service || !digest || !version || !path) return [];
      const named = { node, service, path: path.replace(/ \(deleted\)$/, ""), digest };
      return [{ ...named, version: version === "-" ? "" : version }];
    });
  const refused = new Map(
    parts.flatMap(({ head, body }): [string, string][] => {
      const service = /^refused (\S+)$/.exec(head)?.[1];
      return service === undefined ? [] : [[service, body]];
    }),
  );
  const open = new Set(
    bodyOf("ways")
      .split("\n")
      .flatMap((line) => /^(\S+) open$/.exec(line)?.[1] ?? []),
  );
  return { programs, refused, open };
}
