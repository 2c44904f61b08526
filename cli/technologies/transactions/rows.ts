/** What the nodes of a database gave when all rows were read back, as the measure `rows` keeps it. */
import { z } from "zod";
import type { StepView } from "../../core/kinds/formula.ts";

const given = z.object({
  node: z.string(),
  count: z.number(),
  digest: z.string(),
  /** Ranges (numbers.ts). */
  numbers: z.string(),
});
const notGiven = z.object({ node: z.string(), why: z.string() });
const schema = z.object({
  /** Numbers below it were asked for: those whose outcome was known. */
  below: z.number(),
  nodes: z.array(z.union([given, notGiven])),
});

export type NodeRows = Readonly<z.infer<typeof given> | z.infer<typeof notGiven>>;

export interface RowsDetail {
  readonly below: number;
  readonly nodes: readonly NodeRows[];
}

/** Lines of `halab-transactions read-back`. */
export function parseRows(text: string): readonly NodeRows[] {
  return text.split("\n").flatMap((line): NodeRows[] => {
    const [, node = "", count, digest = "", numbers = ""] =
      /^rows (\S+) (\d+) ([0-9a-f]{16}) (\S+)$/.exec(line) ?? [];
    if (count !== undefined) return [{ node, count: Number(count), digest, numbers }];
    const [, other = "", why] = /^none (\S+) (.*)$/.exec(line) ?? [];
    return why === undefined ? [] : [{ node: other, why }];
  });
}

/** All gave rows, and the same ones. */
export function areAlike(nodes: readonly NodeRows[]): boolean {
  const digests = new Set(nodes.map((one) => ("digest" in one ? one.digest : one.node)));
  return digests.size === 1 && nodes.every((one) => "digest" in one);
}

/** Of a measure of that name; undefined: it was not taken. */
export function rowsOf(view: Pick<StepView, "run">, name: string): RowsDetail | undefined {
  return schema.safeParse(view.run.measures.get(name)?.detail).data;
}
