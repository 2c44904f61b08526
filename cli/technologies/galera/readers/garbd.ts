import { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";
import { defaults, parseOptions, periodS } from "../config/provider-options.ts";

const schema = z.object({
  address: z.string(),
  group: z.string(),
  /** PRIMARY, NON-PRIMARY, or nothing yet. */
  component: z.string(),
  /** Until it suspects a silent member; it has to agree as all others do. Seconds. */
  suspectS: z.number(),
  keepaliveS: z.number(),
});

type Arbitrator = Readonly<z.infer<typeof schema>>;

/** Its command line, a word a line, and the component of its last view. */
function parse(text: string): Arbitrator | undefined {
  const words = text.split("\n");
  const after = (option: string) => words[words.indexOf(option) + 1] ?? "";
  if (!words.includes("-a") || !words.includes("-g")) return undefined;
  const component = /^component (\S+)$/m.exec(text)?.[1] ?? "";
  const options = parseOptions(after("-o"));
  const seconds = (name: string, otherwise: number) =>
    periodS(options.get(name)?.value ?? "") ?? otherwise;
  return {
    ...{ address: after("-a"), group: after("-g"), component },
    suspectS: seconds("evs.suspect_timeout", defaults.suspectS),
    keepaliveS: seconds("evs.keepalive_period", defaults.keepaliveS),
  };
}

export const kind: ReaderKind<Arbitrator> = {
  kind: "garbd",
  about:
    "Galera's arbitrator: which group it belongs to, by which timers, and whether it is in a primary component. From its own command line and log.",
  schema,
  parse,
  joining: ({ component }) => (component === "PRIMARY" ? undefined : "a primary component"),
  rows: ({ suspectS, keepaliveS }) => [
    { of: "Galera", values: { "suspect timeout": suspectS, "keepalive period": keepaliveS } },
  ],
};
