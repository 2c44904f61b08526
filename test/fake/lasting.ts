import type { FakeNode, World } from "./world.ts";

export type Lasting = (onLine: (line: string) => void, signal: AbortSignal) => Promise<number>;

/** Commands that go on: probes, watches, `sleep`. They end with the signal. */
export function lastingOf(world: World, node: FakeNode, argv: readonly string[]): Lasting {
  const [program, kind] = argv;
  if (program === "halab-watch") return watch(world, node);
  if (program === "halab-probe" && kind === "arp") return listen(world);
  if (program === "halab-probe") return probe(world, node, argv);
  if (program === "sleep") return sleep(world, Number(kind));
  return async () => 127;
}

function sleep(world: World, seconds: number): Lasting {
  return async (_, signal) => {
    await world.clock.wait(seconds * 1000, signal);
    return 0;
  };
}

function option(argv: readonly string[], name: string): number {
  return Number(argv[argv.indexOf(name) + 1]);
}

/** Request k is due at t0 + k * every; it is answered a millisecond later, or never. */
function probe(world: World, node: FakeNode, argv: readonly string[]): Lasting {
  const { clock } = world;
  const [everyUs, timeoutUs] = [option(argv, "--every-us"), option(argv, "--timeout-us")];
  return async (onLine, signal) => {
    const t0 = clock.nowNs();
    onLine(`t0 ${t0} ${everyUs}`);
    for (let k = 0; ; k += 1) {
      const due = k * everyUs;
      await clock.wait((t0 + due * 1000 - clock.nowNs()) / 1e6, signal);
      const server = world.answering(node.planned.name);
      const tookUs = server === undefined ? timeoutUs : 1000;
      const line = `s ${k} ${due} ${due + 50} ${due + tookUs} ${server ? `ok ${server}` : "timeout -"}`;
      clock.wait(tookUs / 1000, signal).then(
        () => onLine(line),
        () => {},
      );
    }
  };
}

/** What a node says of the address of its own accord. */
function watch(world: World, node: FakeNode): Lasting {
  return (onLine, signal) => {
    const say = () => onLine(`state ${world.clock.nowNs()} ${node.owns ? 1 : 0}`);
    say();
    return follow(world, (name) => name === node.planned.name && say(), signal);
  };
}

/** Who answers ARP: a node's kernel does, whether its daemons live or not. */
function listen(world: World): Lasting {
  return (onLine, signal) => {
    const t0 = world.clock.nowNs();
    const say = () => {
      const macs = world.owners().map((node) => node.planned.links[0]?.mac);
      onLine(`a 0 ${Math.round((world.clock.nowNs() - t0) / 1000)} ${macs.join(",") || "-"}`);
    };
    onLine(`t0 ${t0} 100000`);
    say();
    return follow(world, say, signal);
  };
}

export function follow(
  world: World,
  tell: (node: string) => void,
  signal: AbortSignal,
): Promise<number> {
  world.watchers.add(tell);
  return new Promise((_, reject) => {
    const stop = () => {
      world.watchers.delete(tell);
      reject(signal.reason);
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
