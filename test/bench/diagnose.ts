/** What `halab diagnose LAB --files DIR` takes in one process, and a batch of submissions. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { templatesDir } from "../../cli/core/base/home.ts";
import { bytesOf } from "../../cli/core/cluster/content.ts";
import { diagnose } from "../../cli/core/diagnose/diagnose.ts";
import { openFacts } from "../../cli/core/diagnose/open.ts";
import { loadRules } from "../../cli/core/diagnose/rules.ts";
import { labNames, openLab } from "../../cli/core/lab/open.ts";
import { createRenderer } from "../../cli/render/render.ts";
import { median, note, row, spread, timed } from "./tools.ts";

const renderer = createRenderer(templatesDir());
const rounds = 20;
const batch = 300;

/** The solution as a student would hand it in. */
async function handedIn(lab: string, dir: string): Promise<string> {
  const { plan } = await openLab(lab, { renderer });
  for (const node of plan.nodes)
    for (const file of node.files) {
      if (file.owner !== "student") continue;
      const path = join(dir, lab, node.name, file.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytesOf(file));
    }
  return join(dir, lab);
}

async function once(lab: string, files: string): Promise<void> {
  diagnose(await openFacts(lab, { renderer, files }), await loadRules());
}

export async function benchDiagnose(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "halab-bench-"));
  try {
    note("rules loaded", `${(await timed(loadRules)).toFixed(0)} ms, once a process`);
    for (const lab of labNames()) {
      const files = await handedIn(lab, dir);
      await once(lab, files);
      const took: number[] = [];
      for (let round = 0; round < rounds; round += 1)
        took.push(await timed(() => once(lab, files)));
      const met = median(took) < 60;
      row(`diagnose --files of ${lab}`, `${spread(took)} ms`, "median below 60 ms", met);
    }
    const files = join(dir, "vrrp-failover");
    const all = await timed(async () => {
      for (let at = 0; at < batch; at += 1) await once("vrrp-failover", files);
    });
    row(`${batch} submissions`, `${(all / 1000).toFixed(1)} s`, "below 6 s", all < 6000);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
