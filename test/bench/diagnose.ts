/** What `halab diagnose LAB --files DIR` takes in one process, and a batch of submissions. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { templatesDir } from "../../cli/core/base/home.ts";
import { diagnose } from "../../cli/core/diagnose/diagnose.ts";
import { openFacts } from "../../cli/core/diagnose/open.ts";
import { loadRules } from "../../cli/core/diagnose/rules.ts";
import { labNames } from "../../cli/core/lab/open.ts";
import { lookAt } from "../../cli/grading/grade/looked.ts";
import { sideOf } from "../../cli/grading/grade/side.ts";
import { createRenderer } from "../../cli/render/render.ts";
import { openCase, writeFiles } from "../hostile/files.ts";
import { median, note, row, spread, timed } from "./tools.ts";

const renderer = createRenderer(templatesDir());
const rounds = 20;
const batch = 300;

async function once(lab: string, files: string): Promise<void> {
  diagnose(await openFacts(lab, { renderer, files }), await loadRules());
}

export async function benchDiagnose(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "halab-bench-"));
  try {
    note("rules loaded", `${(await timed(loadRules)).toFixed(0)} ms, once a process`);
    for (const lab of labNames()) {
      const files = join(dir, lab);
      writeFiles(await openCase(lab), files);
      await once(lab, files);
      const took: number[] = [];
      for (let round = 0; round < rounds; round += 1)
        took.push(await timed(() => once(lab, files)));
      const met = median(took) < 60;
      row(`diagnose --files of ${lab}`, `${spread(took)} ms`, "median below 60 ms", met);
    }
    const files = join(dir, "vrrp-failover");
    // As a batch looks at its submissions: the lab is opened once for all.
    const all = await timed(async () => {
      const side = await sideOf("vrrp-failover", {}, { language: "en" });
      for (let at = 0; at < batch; at += 1) lookAt(files, side);
    });
    row(`${batch} submissions`, `${(all / 1000).toFixed(1)} s`, "below 6 s", all < 6000);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
