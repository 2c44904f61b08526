/** `npm run bench [-- up cut memory commands runs vms lvs vagrant labs diagnose watch splits partitions lost-writes failovers]`: every bar, as ratios measured in one run. */
import { benchCommands, benchRuns } from "./cli.ts";
import { benchCut } from "./cut.ts";
import { benchDiagnose } from "./diagnose.ts";
import { benchFailovers } from "./failovers.ts";
import { benchLabs } from "./labs.ts";
import { benchLostWrites } from "./lost-writes.ts";
import { benchMemory } from "./memory.ts";
import { benchPartitions } from "./partitions.ts";
import { benchSplits } from "./splits.ts";
import { rows } from "./tools.ts";
import { benchUp } from "./up.ts";
import { benchVagrant } from "./vagrant.ts";
import { benchLvs, benchVms } from "./vms.ts";
import { benchWatch } from "./watch.ts";

const parts: Readonly<Record<string, () => Promise<void>>> = {
  commands: benchCommands,
  memory: benchMemory,
  up: () => benchUp(),
  cut: benchCut,
  runs: () => benchRuns(),
  vms: benchVms,
  lvs: benchLvs,
  vagrant: benchVagrant,
  labs: benchLabs,
  diagnose: benchDiagnose,
  watch: benchWatch,
  splits: benchSplits,
  partitions: benchPartitions,
  "lost-writes": benchLostWrites,
  failovers: benchFailovers,
};

const wanted = process.argv.slice(2);
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) await part();
}
const missed = rows.filter((one) => !one.met).length;
console.log(`${rows.length - missed} of ${rows.length} bars met`);
process.exitCode = missed === 0 ? 0 : 1;
