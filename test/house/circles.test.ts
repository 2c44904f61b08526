import { describe } from "vitest";
import { testRows } from "./small-house.ts";

describe("no circle of files", () => {
  const remedy = "move what they share into a file below them";
  testRows([
    [
      "of values",
      {
        "cli/ui/live.ts": "import './output.ts';\nimport './tasks.ts';\n",
        "cli/ui/tasks.ts": "import './live.ts';\n",
      },
      `cli/ui/live.ts:2 circles: a circle, cli/ui/live.ts -> cli/ui/tasks.ts -> cli/ui/live.ts: ${remedy}`,
    ],
    [
      "of a type, a type that is imported where it is used, and a module that is loaded when needed",
      {
        "cli/ui/a.ts": "import type { B } from './b.ts';\n",
        "cli/ui/b.ts": "export type C = import('./c.ts').C;\n",
        "cli/ui/c.ts": "const { a } = await import('./a.ts');\n",
      },
      `cli/ui/a.ts:1 circles: a circle, cli/ui/a.ts -> cli/ui/b.ts -> cli/ui/c.ts -> cli/ui/a.ts: ${remedy}`,
    ],
    [
      "of one file",
      { "test/fixtures/plan.ts": "import './plan.ts';\n" },
      `test/fixtures/plan.ts:1 circles: a circle, test/fixtures/plan.ts -> test/fixtures/plan.ts: ${remedy}`,
    ],
    [
      "a way that leads into a circle is none",
      {
        "cli/ui/a.ts": "import './b.ts';\n",
        "cli/ui/b.ts": "import './c.ts';\n",
        "cli/ui/c.ts": "import './b.ts';\n",
      },
      `cli/ui/b.ts:1 circles: a circle, cli/ui/b.ts -> cli/ui/c.ts -> cli/ui/b.ts: ${remedy}`,
    ],
  ]);
});
