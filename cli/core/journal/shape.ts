/**
 * What an event of a stored journal must have, so that nobody who asks the journal meets something else: it may be
 * cut, edited, or no journal at all. Of a run it is read once; today's form only (upgrade.ts comes before).
 */
import type { JournalEvent } from "./events.ts";

type Test = (value: unknown) => boolean;

const text: Test = (value) => typeof value === "string";
const number: Test = (value) => typeof value === "number" && Number.isFinite(value);
const flag: Test = (value) => typeof value === "boolean";
const anything: Test = () => true;
const list =
  (of: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(of);
const maybe =
  (of: Test): Test =>
  (value) =>
    value === undefined || value === null || of(value);
const either =
  (...tests: readonly Test[]): Test =>
  (value) =>
    tests.some((test) => test(value));
const tuple =
  (...of: readonly Test[]): Test =>
  (value) =>
    Array.isArray(value) && value.length === of.length && of.every((test, at) => test(value[at]));
const object =
  (fields: Readonly<Record<string, Test>>): Test =>
  (value) =>
    missing(fields, value) === undefined;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const texts = list(text);
const spec = object({});
const requestNumber: Test = (value) => Number.isInteger(value) && Number(value) >= 0;

const plan = object({
  ...{ lab: text, title: text, params: isRecord },
  segments: list(object({ name: text, subnet: text })),
  nodes: list(
    object({
      ...{ name: text, role: text, services: texts },
      links: list(object({ segment: text, address: text })),
      files: maybe(list(object({ path: text, content: text }))),
    }),
  ),
  probes: list(object({ name: text, kind: text, label: text, spec, address: maybe(text) })),
  steps: list(
    object({
      ...{ id: text, title: text, fault: maybe(spec), tell: maybe(text) },
      ...{ expect: list(spec), mended: list(spec), measure: maybe(list(spec)) },
    }),
  ),
  compare: maybe(texts),
});

const fields: Readonly<Record<JournalEvent["kind"], Readonly<Record<string, Test>>>> = {
  run: {
    ...{ schema: text, run: text, lab: text, provider: text, halab: text, wall: text, plan },
    host: isRecord,
  },
  up: { tookMs: number },
  "in-force": { node: text, service: text, value: anything },
  step: { step: text, phase: text },
  fault: {
    ...{ id: text, step: text, fault: text, title: text, nodes: texts, evidence: texts },
    phase: text,
  },
  probe: { probe: text, t0: number, intervalUs: (value) => number(value) && Number(value) > 0 },
  samples: {
    probe: text,
    rows: list(tuple(requestNumber, number, number, number, text, text)),
  },
  responders: { probe: text, rows: list(tuple(requestNumber, texts)) },
  stream: { probe: text, connection: number, event: text },
  basket: { probe: text, user: number, event: text, had: number, has: number },
  "error-text": { probe: text, status: number, text },
  lateness: { probe: text },
  load: { fromNs: number, waiting: maybe(number), busy: number, others: number },
  owner: { probe: text, node: text, owns: flag },
  wire: { probe: text, nodes: texts },
  heard: { probe: text, node: text, answers: maybe(flag) },
  advert: { node: text, service: text, value: anything },
  told: { probe: text, node: text, value: anything },
  listens: { service: text, nodes: texts },
  watch: { probe: text, node: text, ok: flag, why: text },
  node: { node: text, state: text },
  measure: {
    ...{ step: text, name: text, measure: text, title: text, unit: text, evidence: texts },
    value: maybe(either(number, text)),
  },
  refusal: { node: text, why: text },
  outside: { node: text, text },
  note: { text },
  end: { reason: text, text },
};

function missing(wanted: Readonly<Record<string, Test>>, value: unknown): string | undefined {
  if (!isRecord(value)) return "";
  return Object.entries(wanted).find(([key, test]) => !test(value[key]))?.[0];
}

/** Why this is no event; undefined: it is one, or one of a kind that a later halab writes. */
export function whyNoEvent(value: unknown): string | undefined {
  if (!isRecord(value)) return "it is no object";
  const { kind } = value;
  if (typeof kind !== "string") return "it has no `kind`";
  if (!number(value["t"])) return `an event "${kind}" needs a time \`t\``;
  const wanted = Object.hasOwn(fields, kind) ? fields[kind as JournalEvent["kind"]] : {};
  const key = missing(wanted, value);
  return key === undefined ? undefined : `\`${key}\` of an event "${kind}" is not what it must be`;
}
