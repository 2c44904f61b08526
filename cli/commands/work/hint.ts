import type { Command } from "commander";
import type { HintOffer, StepAdvice } from "../../learn/work/hint.ts";
import type { Workspace } from "../../learn/workspace/open.ts";
import type { App } from "../app.ts";
import { type WorkOptions, workOptions, workspaceOf } from "./app.ts";

interface Options extends WorkOptions {
  readonly yes?: boolean;
}

export function register(root: Command, app: App): void {
  const command = root
    .command("hint")
    .summary("read the next hint for a step, for the points that it says it costs")
    .description(
      "Three levels: a question, a direction, the edit. What you have read already is free. On a terminal you are asked first; else --yes reads the next one, and without it you are told its price.",
    )
    .argument("[step]", "a step of the lab; default: the first one that is not passed")
    .option("--yes", "read it, at its price");
  workOptions(command)
    .option("--json", "print JSON")
    .action((step: string | undefined, options: Options) => hint(app, step, options));
}

async function hint(app: App, step: string | undefined, options: Options): Promise<void> {
  const { adviceFor, offerOf } = await import("../../learn/work/hint.ts");
  const ws = await workspaceOf(options);
  const advice = await adviceFor(ws, step);
  if (!advice) return none(ws, options);
  const read = await Promise.all(
    [1, 2, 3]
      .filter(isLevel)
      .filter((level) => level <= advice.seen)
      .map((level) => offerOf(ws, advice, level)),
  );
  const next = advice.seen < 3 ? offerOf(ws, advice, levelAfter(advice.seen)) : undefined;
  const seen = read.map(({ level }) => ({ level, text: advice.texts[level - 1] ?? "" }));
  if (options.json) return printOffer(advice, seen, next, options);
  await printSeen(ws, seen);
  if (!next) return sayLine(ws, "workspace.noMoreHints", advice.step);
  await offer(app, ws, next, options);
}

function isLevel(level: number): level is 1 | 2 | 3 {
  return level === 1 || level === 2 || level === 3;
}

function levelAfter(seen: number): 1 | 2 | 3 {
  return seen <= 0 ? 1 : seen === 1 ? 2 : 3;
}

interface Seen {
  readonly level: number;
  readonly text: string;
}

/** `hint` is null where it costs something, and was not paid for. */
async function printOffer(
  { step, from }: StepAdvice,
  seen: readonly Seen[],
  next: HintOffer | undefined,
  { yes }: Options,
): Promise<void> {
  const { printJson } = await import("../../ui/output.ts");
  const offered = next && { level: next.level, cost: next.cost };
  const pays = yes || next?.cost === 0;
  const taken =
    next && pays ? { level: next.level, cost: next.cost, text: await next.take() } : null;
  printJson({
    schema: "halab/hint/1",
    step,
    from,
    seen,
    next: taken ? null : (offered ?? null),
    hint: taken,
  });
}

async function offer(app: App, ws: Workspace, next: HintOffer, options: Options): Promise<void> {
  const { say } = await import("../../learn/words/say.ts");
  const { print } = await import("../../ui/output.ts");
  const { step, level, cost: count } = next;
  const price = say(ws.lang, "workspace.hintCosts", { step, level, count });
  const asks = process.stdin.isTTY === true && process.stdout.isTTY === true;
  if (!options.yes && !asks && count > 0) {
    print(price);
    return print(say(ws.lang, "workspace.hintYes", { step }));
  }
  if (!options.yes && count > 0) {
    const { confirm } = await import("../../ui/prompts.ts");
    if (!(await confirm(price, app.ctx(() => {}).signal))) return;
  }
  await printSeen(ws, [{ level, text: await next.take() }]);
}

async function printSeen(ws: Workspace, seen: readonly Seen[]): Promise<void> {
  const { say } = await import("../../learn/words/say.ts");
  const { print, width, wrap } = await import("../../ui/output.ts");
  for (const { level, text } of seen) {
    const lines = text.split("\n").map((line) => wrap(line, Math.min(100, width())));
    print(`${say(ws.lang, "workspace.hintTitle", { level })}\n${lines.join("\n")}\n`);
  }
}

async function none(ws: Workspace, { json }: Options): Promise<void> {
  const { printJson } = await import("../../ui/output.ts");
  if (json)
    return printJson({
      schema: "halab/hint/1",
      step: null,
      from: null,
      seen: [],
      next: null,
      hint: null,
    });
  await sayLine(ws, "workspace.noHint", ws.cluster);
}

async function sayLine(
  { lang }: Workspace,
  key: "workspace.noMoreHints" | "workspace.noHint",
  name: string,
): Promise<void> {
  const { say } = await import("../../learn/words/say.ts");
  const { print } = await import("../../ui/output.ts");
  print(
    key === "workspace.noHint" ? say(lang, key, { cluster: name }) : say(lang, key, { step: name }),
  );
}
