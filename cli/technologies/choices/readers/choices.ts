import { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";
import { parseChoices } from "../choices.ts";

const schema = z.object({
  /** Its lines, without comments. */
  text: z.string(),
  advertS: z.number(),
  downAfterS: z.number(),
  senderTimeoutS: z.number(),
});

export type BuiltChoice = Readonly<z.infer<typeof schema>>;

function parse(said: string): BuiltChoice | undefined {
  const timer = (name: string) =>
    Number(new RegExp(`^timer ${name}=([\\d.]+)$`, "m").exec(said)?.[1]);
  const [advertS, downMs, senderTimeoutS] = [
    timer("advert"),
    timer("down-after"),
    timer("sender-timeout"),
  ];
  if (![advertS, downMs, senderTimeoutS].every(Number.isFinite)) return undefined;
  const text = said.replace(/^timer .*\n?/gm, "");
  return { text, advertS, downAfterS: downMs / 1000, senderTimeoutS };
}

export const kind: ReaderKind<BuiltChoice> = {
  kind: "choices",
  about:
    "What a node was built from: the lines of /etc/choices, and the timers that its daemons were given for them. From the builder.",
  schema,
  parse,
  rows: (value) => {
    const chosen = parseChoices(value.text);
    const timers = [
      ["files", { advertS: value.advertS }],
      ["sessions", { downAfterS: value.downAfterS }],
      ["orders", { senderTimeoutS: value.senderTimeoutS }],
    ] as const;
    return timers.flatMap(([service, values]) => {
      const technique = chosen[service]?.technique;
      return technique === undefined ? [] : [{ of: `${service}, ${technique}`, values }];
    });
  },
};
