import { follow, type Lasting } from "./lasting.ts";
import type { Answer } from "./programs.ts";
import type { FakeNode, World } from "./world.ts";

/** The switch of the fake segments: its ports are called `p-NODE`, and it knows some nft. */
export class FakeSwitch {
  readonly #world: World;
  readonly #tables = new Map<string, { keys: string[]; protocol: "all" | "vrrp" }>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Undefined: no command of a switch. */
  run = (argv: readonly string[], input: string): Answer | undefined => {
    if (argv[0] !== "nft") return undefined;
    const [, verb, , , table = ""] = argv;
    if (verb === "-f") this.#load(input);
    else if (verb === "delete") this.#remove(table);
    else return this.#list(table);
    return {};
  };

  /** What goes on there: it hears whose port answers for the address. */
  lasting = (argv: readonly string[]): Lasting | undefined =>
    argv[0] === "halab-listen" ? this.#listen(argv.slice(1)) : undefined;

  #listen(args: readonly string[]): Lasting {
    const ports = args.filter((one) => !one.startsWith("--"));
    const [address] = args.flatMap((one) => /^--arp=(.+)/.exec(one)?.[1] ?? []);
    const world = this.#world;
    return (onLine, signal) => {
      const say = (name: string) => {
        const at = ports.indexOf(`p-${name}`);
        const word = world.nodes.get(name)?.owns ? "answers" : "silent";
        if (at >= 0) onLine(`a ${world.clock.nowNs()} ${at} ${address} ${word}`);
      };
      for (const name of world.nodes.keys()) say(name);
      return follow(world, say, signal);
    };
  }

  /** First the table with what it matches, then the pairs that it cuts. */
  #load(rules: string): void {
    const made = /^table bridge (\S+)/.exec(rules)?.[1];
    const protocol = rules.includes("ip protocol 112") ? "vrrp" : "all";
    if (made !== undefined) this.#tables.set(made, { keys: [], protocol });
    const cut = this.#tables.get(/^add element bridge (\S+)/.exec(rules)?.[1] ?? "");
    for (const [, from, to] of rules.matchAll(/"p-(\S+)" \. "p-(\S+)"/g)) {
      cut?.keys.push(`${from}>${to}`);
      this.#world.cuts.set(`${from}>${to}`, cut?.protocol ?? "all");
    }
    this.#world.changed();
  }

  #remove(table: string): void {
    for (const key of this.#tables.get(table)?.keys ?? []) this.#world.cuts.delete(key);
    this.#tables.delete(table);
    this.#world.changed();
  }

  /** Between routers there are always adverts; between others nobody says anything. */
  #list(table: string): Answer {
    const cut = this.#tables.get(table);
    if (!cut) return { exitCode: 1 };
    const routes = (name = "") => this.#world.nodes.get(name)?.services.has("keepalived") ?? false;
    const hit = cut.keys.some((key) => key.split(">").every(routes));
    return { stdout: `counter hits { packets ${hit ? 3 : 0} }\n` };
  }
}

export function portOf(node: FakeNode): string {
  return `p-${node.planned.name}`;
}
