/** One try of a submission, in a process of its own. */
import { join, resolve } from "node:path";
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
    ...{ name, base: resolve(base), language },
    explained: [...explainedBy("findings" in one.looked ? one.looked.findings : [])],
  };
  const log = join(one.folder, "player.log");
  const down = (inner: Ctx) => provider.down(name, inner);
  return playInChild({ spec, log, budgetMs, up, down }, ctx);
};
