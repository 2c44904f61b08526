/** The daemons' own checkers, asked of many submissions' files in spare machines: no cluster is needed to know a no. */
import { createHash } from "node:crypto";
import { cleanLines } from "../../core/base/clean.ts";
import { HalabError } from "../../core/base/error.ts";
import { tarOf } from "../../core/base/tar.ts";
import type { Ctx } from "../../core/base/time.ts";
import { bytesOf } from "../../core/cluster/content.ts";
import { hostsOf, isStudents, type Plan, type PlannedNode } from "../../core/cluster/plan.ts";
import type { CommandHost } from "../../core/cluster/provider.ts";
import type { Refusal } from "../../core/kinds/rule.ts";
import type { Essence } from "./essence.ts";
import { refusalIn } from "./refusal.ts";
import { checkScript } from "./script.ts";

/** So many nodes at a time: their answers come while the next ones' files are read. */
const most = 12;
/** The script's own user, who reads what the node's daemons would read as root. */
const group = 64_999;

interface Asked {
  readonly node: PlannedNode;
  readonly hosts: string;
  readonly answer: Promise<readonly Refusal[]>;
  readonly settle: (refusals: readonly Refusal[]) => void;
}

/** A spare machine, and what it is asked, one batch after the other. */
interface Asking {
  readonly host: CommandHost;
  waiting: number;
  turn: Promise<void>;
}

export class Checkers {
  readonly #asking: readonly Asking[];
  readonly #ctx: Ctx;
  readonly #essence: Essence;
  /** What is the same is asked once. */
  readonly #known = new Map<string, Asked>();
  /** The first of those that differ in comments alone: where it is taken, all are. */
  readonly #likes = new Map<string, Asked>();
  #waiting: Asked[] = [];

  constructor(
    hosts: readonly CommandHost[],
    ctx: Ctx,
    essence: Essence = ({ content }) => content,
  ) {
    this.#essence = essence;
    this.#asking = hosts.map((host) => ({ host, waiting: 0, turn: Promise.resolve() }));
    this.#ctx = ctx;
  }

  /** Resolves with what is refused, once `flush` was called. */
  async refusals(plan: Plan): Promise<readonly Refusal[]> {
    const nodes = plan.nodes.filter((node) => isStudents(node) && node.image === "node");
    const hosts = hostsOf(plan).map(({ address, name }) => `${address} ${name}\n`);
    const asked = nodes.map((node) => this.#ask(node, `127.0.0.1 localhost\n${hosts.join("")}`));
    const answers = await Promise.all(
      asked.map(async ({ answer }, at): Promise<readonly Refusal[]> => {
        const node = nodes[at];
        return node ? (await answer).map((one) => ({ ...one, node: node.name })) : [];
      }),
    );
    return answers.flat();
  }

  /** Nothing more is waited for before the rest is asked. Throws what a machine throws. */
  async flush(): Promise<void> {
    do {
      this.#send();
      await Promise.all(this.#asking.map(({ turn }) => turn));
      // An answer lets its likes ask for themselves.
    } while (this.#waiting.length > 0);
  }

  #ask(node: PlannedNode, hosts: string): Asked {
    const key = keyOf(node, hosts, ({ content }) => content);
    const known = this.#known.get(key);
    if (known) return known;
    const { promise, resolve } = Promise.withResolvers<readonly Refusal[]>();
    const asked = { node, hosts, answer: promise, settle: resolve };
    this.#known.set(key, asked);
    const likeness = keyOf(node, hosts, this.#essence);
    const like = this.#likes.get(likeness);
    if (like) void like.answer.then((said) => this.#afterLike(asked, said));
    else {
      this.#likes.set(likeness, asked);
      this.#queue(asked);
    }
    return asked;
  }

  /** What is refused is told with its own lines. */
  #afterLike(asked: Asked, said: readonly Refusal[]): void {
    if (said.length === 0) asked.settle([]);
    else this.#queue(asked);
  }

  #queue(asked: Asked): void {
    this.#waiting.push(asked);
    if (this.#waiting.length >= most) this.#send();
  }

  #send(): void {
    const batch = this.#waiting;
    this.#waiting = [];
    const [next] = this.#asking.toSorted((a, b) => a.waiting - b.waiting);
    if (batch.length === 0 || !next) return;
    next.waiting += 1;
    next.turn = next.turn.then(async () => {
      await this.#run(batch, next.host);
      next.waiting -= 1;
    });
    // Who flushes hears of it.
    next.turn.catch(() => {});
  }

  async #run(batch: readonly Asked[], host: CommandHost): Promise<void> {
    const input = (await archiveOf(batch)).toString("base64");
    const { exitCode, stdout } = await host.run(["sh", "-c", checkScript], this.#ctx, { input });
    // Something of a submission's runs on there, and could answer for the next ones.
    if (exitCode !== 0)
      throw new HalabError("NODE_REFUSED", "what a submission started there did not end");
    const said = answersIn(stdout);
    batch.forEach(({ node, settle }, at) => {
      const mine = said.filter(({ number }) => number === at);
      settle(
        mine.flatMap((one) => {
          const no = refusalIn(one.said, node);
          return no === undefined ? [] : [{ node: node.name, service: one.service, said: no }];
        }),
      );
    });
  }
}

/** Of all that a checker may read; its node's own name is none of it. */
function keyOf(node: PlannedNode, hosts: string, essence: Essence): string {
  const files = node.files.map((file) => [file.path, file.mode, essence(file), file.owner]);
  const all = JSON.stringify([node.services, hosts, files]);
  return createHash("sha256").update(all).digest("hex");
}

async function archiveOf(batch: readonly Asked[]): Promise<Buffer> {
  const files = batch.flatMap(({ node, hosts }, at) => {
    const paths = node.files.map(({ path }) => `${path}\n`).join("");
    return [
      { name: `${at}/services`, mode: 0o644, content: `${node.services.join(" ")}\n` },
      { name: `${at}/hosts`, mode: 0o644, content: hosts },
      { name: `${at}/paths`, mode: 0o644, content: paths },
      ...node.files.map((file) => ({
        name: `${at}/root${file.path}`,
        // As the daemon reads it, who is root.
        mode: file.mode | 0o040 | (file.mode & 0o100 ? 0o010 : 0),
        gid: group,
        content: bytesOf(file),
      })),
    ];
  });
  return tarOf(files);
}

interface Answer {
  readonly number: number;
  readonly service: string;
  readonly said: string;
}

function answersIn(stdout: string): readonly Answer[] {
  return stdout.split("\n").flatMap((line): Answer[] => {
    const [, number, service = "", said = ""] =
      /^(\d+) ([a-z0-9-]+) \d+ ([A-Za-z0-9+/=]*)$/.exec(line) ?? [];
    if (number === undefined) return [];
    const text = cleanLines(Buffer.from(said, "base64").toString());
    return [{ number: Number(number), service, said: text }];
  });
}
