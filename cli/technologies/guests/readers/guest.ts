import { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";

const schema = z.object({ bootS: z.number() });

type Boot = Readonly<z.infer<typeof schema>>;

/** Undefined: nobody waited for it there. */
function parse(text: string): Boot | undefined {
  const seconds = /^booted (\d+\.\d\d)$/m.exec(text)?.[1];
  return seconds === undefined ? undefined : { bootS: Number(seconds) };
}

export const kind: ReaderKind<Boot> = {
  kind: "guest",
  about:
    "How long the guest of a hypervisor booted there last, from its power to its services. Where a cluster manager starts it.",
  schema,
  parse,
  rows: (values) => [{ of: "guest", values }],
};
