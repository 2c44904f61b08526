/** What a node writes down itself, for as long as it runs; and who answers it from outside. */
import { HalabError } from "../../base/error.ts";
import type { Ctx } from "../../base/time.ts";
import type { NodeAgent, Spawned } from "../../cluster/provider.ts";
import type { Followed, Power } from "../../kinds/probe.ts";
import { type Clocks, type Emit, toldReader } from "../lines.ts";

/** What is seen, and a program that says more than can be. */
export interface Seeing {
  readonly emit: Emit;
  readonly tooMuch: (why: string) => void;
  /** A watch ended, and not because its node or our connection went. */
  readonly ended: (watch: Spawned, why: string) => void;
  /** Of all nodes, for what answers them from outside. */
  readonly power: Power | undefined;
  /** What stands outside of the nodes did not do what it should. */
  readonly failed: (error: unknown) => void;
}

/** An address changes hands some times a second at most, whatever flaps. */
export const watchLimits = { linesPerS: 100, allBytes: 4 * 2 ** 20 };

/** So many questions of one node are answered at once; a node that asks more asks too much. */
const mostOpen = 16;

export function follow(
  agent: NodeAgent,
  probe: string,
  followed: Followed,
  seeing: Seeing & { readonly clocks: Clocks },
  ctx: Ctx,
): Spawned {
  const { emit, tooMuch, ended, power, failed, clocks } = seeing;
  const { node } = agent;
  const tell = (t: number, value: unknown) => emit({ kind: "told", t, probe, node, value });
  let open = 0;
  const answer = async (question: unknown) => {
    if (!followed.answer || !power) return;
    const given = await followed.answer(question, node, power, ctx);
    tell(clocks.now(), given.value);
    // Who asked may be what was switched off.
    await agent.run(given.reply, ctx).catch((error: unknown) => {
      if (!(error instanceof HalabError)) throw error;
    });
  };
  const hear = (t: number, value: unknown) => {
    if (!followed.answer) return tell(t, value);
    if (open >= mostOpen) return;
    open += 1;
    answer(value)
      .catch((error: unknown) => {
        if (!ctx.signal.aborted) failed(error);
      })
      .finally(() => {
        open -= 1;
      });
  };
  const limits = { ...watchLimits, ...followed.limits };
  const reader = toldReader(followed, clocks, hear);
  const one = agent.spawn(followed.argv, reader, { ...limits, onCut: tooMuch });
  void one.exited.then((code) => {
    if (code !== -1) ended(one, `${followed.argv[0]} on ${node} ended with ${code}`);
  });
  return one;
}
