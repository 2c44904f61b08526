/** One try of a submission, in a process of its own. */
import { join, resolve } from "node:path";
import type { Ctx } from "../../core/base/time.ts";
import { playInChild } from "../player/child.ts";
import type { Candidate, TryOnce } from "./candidate.ts";

export const childTry: TryOnce = ({ one, batch, provider, name, base, up }, ctx) => {
  const { budgetMs, language, params } = batch;
  const spec = {
    lab: one.side.lab.dir,
    files: one.files,
    params: { ...params, ...one.entry.params },
    provider: batch.provider,
    isolate: one.side.isolate,
    ...{ name, base: resolve(base), language },
    explained: explainedBy(one),
  };
  const log = join(one.folder, "player.log");
  const down = (inner: Ctx) => provider.down(name, inner);
  return playInChild({ spec, log, budgetMs, up, down }, ctx);
};

/** Steps that errors in the files break: they fail on any machine. */
export function explainedBy({ looked }: Candidate): string[] {
  const findings = "findings" in looked ? looked.findings : [];
  const errors = findings.filter(({ severity }) => severity === "error");
  return [...new Set(errors.flatMap(({ breaks }) => breaks))];
}
