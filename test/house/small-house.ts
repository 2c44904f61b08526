import { expect, it } from "vitest";
import { checkHouse, type HouseTables } from "./house.ts";
import { rooms } from "./rooms.ts";
import { sentence } from "./tree.ts";

/** Files by their paths; undefined takes one away. */
export type Change = Readonly<Record<string, string | undefined>>;

/** A small house in which all is right: a few rooms of each sort, two technologies, two services. */
const right: Change = {
  "cli/main.ts": "import { exitCode } from './core/base/error.ts';\nawait import(file);\n",
  "cli/commands/run.ts":
    "const { run } = await import('../core/run/run.ts');\nawait import('../providers/load.ts');\n",
  "cli/core/base/error.ts": "export const exitCode = 4;\n",
  "cli/core/state/kept.ts": "import '../base/error.ts';\n",
  "cli/core/cluster/plan.ts": "import '../base/error.ts';\nexport interface Plan {}\n",
  "cli/core/journal/view.ts":
    "import type { Plan } from '../cluster/plan.ts';\nexport interface View {}\n",
  "cli/core/kinds/load.ts": "export const load = (file: string) => import(file);\n",
  "cli/core/lab/lab.ts": "import { load } from '../kinds/load.ts';\n",
  "cli/core/judge/grade.ts": "export type { View } from '../journal/view.ts';\n",
  "cli/core/run/run.ts":
    "import { load } from '../kinds/load.ts';\nif (event.kind === 'stop') end();\n",
  "cli/providers/load.ts": "await import(file.href);\n",
  "cli/providers/docker/index.ts": "import '../../core/cluster/plan.ts';\n",
  "cli/report/words.ts": "import '../core/judge/grade.ts';\n// outage, 'outage'\n",
  "cli/ui/output.ts": "import 'node:fs';\nimport '../core/base/error.ts';\n",
  "cli/technologies/bind/README.md": "# BIND\n",
  "cli/technologies/bind/faults/notify-cut.ts": "import '../../network/frames.ts';\n",
  "cli/technologies/bind/readers/bind9.ts": "import '../../../core/kinds/load.ts';\n",
  "cli/technologies/network/README.md":
    "# Network\n\n- No reader for `nftables`: it has no timers.\n",
  "cli/technologies/network/frames.ts": "import type { Plan } from '../../core/cluster/plan.ts';\n",
  "cli/technologies/network/checks/outage.ts": "import '../frames.ts';\n",
  "cli/technologies/network/faults/stop.ts": "import '../frames.ts';\n",
  "test/technologies/bind/faults.test.ts":
    "import '../../../cli/technologies/bind/faults/notify-cut.ts';\n",
  "test/technologies/network/frames.test.ts":
    "import '../../../cli/technologies/network/frames.ts';\n",
  "templates/README.md":
    "# What goes onto nodes\n\nNo reader for ssh: nothing that halab measures hangs on it.\n",
  "templates/bind/node/services/bind9": "start() { named; }\n",
  "templates/network/node/services/nftables": "start() { nft -f /etc/nftables.conf; }\n",
  "templates/node/services/ssh": "start() { sshd; }\n",
};

const tables: HouseTables = {
  rooms,
  ties: [{ from: "bind", to: "network", why: "it cuts NOTIFY" }],
  loaders: ["cli/main.ts", "cli/core/kinds/load.ts", "cli/providers/load.ts"],
  meanings: [{ word: "stop", beside: ["event.kind"], means: "the end of a phase" }],
};

/** What the rules say of the small house with something changed. */
export function brokenBy(change: Change, changed: Partial<HouseTables> = {}): string[] {
  const files = Object.entries({ ...right, ...change });
  const tree = new Map(
    files.flatMap(([path, text]): [string, string][] => (text === undefined ? [] : [[path, text]])),
  );
  return checkHouse(tree, { ...tables, ...changed }).map(sentence);
}

/** The text of a file that does not matter. */
export const nothing = "export {};\n";

/** What is changed, and what must be said of that: nothing, if that is all right. */
export type Row = readonly [what: string, change: Change, ...said: readonly string[]];

export function testRows(rows: readonly Row[]): void {
  it.each(rows.map(([what, change, ...said]) => ({ what, change, said })))(
    "$what",
    ({ change, said }) => {
      expect(brokenBy(change)).toEqual(said);
    },
  );
}
