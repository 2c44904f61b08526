/** One try of a submission, in a process beside ours. */
import { resolve } from "node:path";
import type { Ctx } from "../../core/base/time.ts";
import { playInChild } from "../player/child.ts";
import type { TryOnce } from "./candidate.ts";
import { explainedBy } from "./judged.ts";

export const childTry: TryOnce = ({ one, batch, provider, name, base, up }, ctx) => {
  const { budgetMs, language, params } = batch;
  const spec = {
    lab: one.side.lab.dir,
    files: one.files,
    params: { ...params, ...one.entry.params },
    provider: batch.provider,
    isolate: one.side.isolate,
    ...{ name, base: resolve(base), log: resolve(one.folder, "player.log"), language },
    explained: [...explainedBy("findings" in one.looked ? one.looked.findings : [])],
  };
  const down = (inner: Ctx) => provider.down(name, inner);
  return playInChild({ spec, budgetMs, up, down }, ctx);
};
