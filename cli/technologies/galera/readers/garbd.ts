import { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";

const schema = z.object({
  address: z.string(),
  group: z.string(),
  /** PRIMARY, NON-PRIMARY, or nothing yet. */
  component: z.string(),
});

type Arbitrator = Readonly<z.infer<typeof schema>>;

/** Its command line, a word a line, and the component of its last view. */
function parse(text: string): Arbitrator | undefined {
  const words = text.split("\n");
  const after = (option: string) => words[words.indexOf(option) + 1] ?? "";
  if (!words.includes("-a") || !words.includes("-g")) return undefined;
  const component = /^component (\S+)$/m.exec(text)?.[1] ?? "";
  return { address: after("-a"), group: after("-g"), component };
}

export const kind: ReaderKind<Arbitrator> = {
  kind: "garbd",
  about:
    "Galera's arbitrator: which group it belongs to, and whether it is in a primary component. From its own command line and log.",
  schema,
  parse,
  rows: ({ group, component }) => [{ of: "arbitrator", values: { group, component } }],
};
