/** A writer writes row k at k x 10 ms to "pg1", a reader reads every 100 ms from "pg2"; the step's phase is second 10 to 20. */
import type { Outcome, SampleRow } from "../../../cli/core/journal/events.ts";
import { graded } from "../../fixtures/kinds.ts";
import { atNs, type Seed, seeded } from "../../fixtures/seeded.ts";

export type Also = NonNullable<Seed["also"]>;

const writeUs = 10_000;
const readUs = 100_000;
const ackUs = 2000;

/** Rows of the whole run, 31 s of it; `became` says what became of write k. */
export function writer(became: (k: number) => Outcome = () => "ok"): Also {
  const rows = Array.from({ length: 3100 }, (_, k): SampleRow => {
    const due = k * writeUs;
    return [k, due, due + 20, due + ackUs, became(k), became(k) === "ok" ? "pg1" : "-"];
  });
  return [
    [0, { kind: "probe", probe: "orders", t0: atNs(0), intervalUs: writeUs }],
    [31, { kind: "samples", probe: "orders", rows }],
  ];
}

/** Newest row that a read at that second sees; undefined: it fails. Default: all that was acknowledged before. */
export function reader(
  sees: (second: number, k: number) => number | undefined = caughtUp,
  nodes = ["pg2"],
): Also {
  const all = Array.from({ length: 310 }, (_, k) => ({ k, due: k * readUs, n: sees(k / 10, k) }));
  const rows = all.map(({ k, due, n }): SampleRow => {
    const node = nodes[k % nodes.length] ?? "";
    return [k, due, due + 20, due + 900, n === undefined ? "timeout" : "ok", node];
  });
  const told = all.flatMap(({ k, n }) => (n === undefined ? [] : [`${k}:${n}`]));
  return [
    [0, { kind: "probe", probe: "reads", t0: atNs(0), intervalUs: readUs }],
    [31, { kind: "samples", probe: "reads", rows }],
    [30.9, { kind: "told", probe: "reads", node: "client", value: told.join(" ") }],
  ];
}

export const caughtUp = (second: number) => Math.floor((second * 1e6 + 20 - ackUs) / writeUs);
export const behind = (writes: number) => (second: number) => caughtUp(second) - writes;

interface Rows {
  readonly node: string;
  readonly numbers: string;
  readonly digest?: string;
}

/** Read back in second 15: 1000 writes had an outcome. */
export function rows(
  nodes: readonly (Rows | { readonly node: string; readonly why: string })[],
): Also {
  const given = nodes.map((one) =>
    "why" in one ? one : { count: 1000, digest: "a".repeat(16), ...one },
  );
  const measure = { kind: "measure", step: "s", name: "after", measure: "rows" } as const;
  const rest = { title: "rows", value: 1000, unit: "", evidence: [], tookMs: 10 };
  return [[15, { ...measure, ...rest, detail: { below: 1000, nodes: given } }]];
}

export function touched(...words: readonly (readonly [second: number, value: string])[]): Also {
  return words.map(([second, value]) => [
    second,
    { kind: "told", probe: "primary", node: "client", value },
  ]);
}

export function judged(check: Seed["check"], ...also: readonly Also[]) {
  const journal = seeded({ check, also: also.flat() });
  return graded(journal).steps[0]?.checks[0];
}
