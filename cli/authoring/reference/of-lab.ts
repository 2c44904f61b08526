/** lab.yaml, from its schema: what each key takes, what it is otherwise, and what for. */
import { z } from "zod";
import { type KeyText, keysOf, tableOf } from "../../core/kinds/describe.ts";
import { parameter } from "../../core/lab/parameters.ts";
import {
  fileSpec,
  labSchema,
  nodeSpec,
  roleSpec,
  stepSchema,
  submissionSpec,
} from "../../core/lab/schema.ts";
import { examples } from "./examples.ts";

/** Their own pages have them. */
const kinds = {
  fault: z.string().meta({ title: "a fault" }),
  probe: z.string().meta({ title: "a probe" }),
  check: z.string().meta({ title: "a check" }),
  measure: z.string().meta({ title: "a measure" }),
};

/** It names no kind, but looks like what does. */
const version: KeyText = {
  key: "version",
  takes: "1",
  otherwise: "needed",
  about: "Of the form of this file.",
};

const segment: KeyText = {
  key: "SEGMENT",
  takes: "a number, or an address",
  otherwise: "needed",
  about:
    "Its address there: `lan: 11` is the segment's 11th. One for each segment; the first is the node's `address`.",
};

export function labPage(): string[] {
  const parameters = parameter.options.flatMap((schema) => [
    `### ${schema.shape.kind.value}`,
    tableOf(keysOf(schema)),
  ]);
  return [
    ...["# lab.yaml", made, tableOf([version, ...keysOf(labSchema(kinds))])],
    "Probes, checks, faults, measures and formulas have [pages of their own](../kinds/).",
    "## An example",
    yaml(examples.lab),
    "## params",
    "`{{name}}` in any string of lab.yaml, and in every file, is the parameter's value; `--param name=value` gives another one. A parameter may use those above it.",
    ...parameters,
    yaml(examples.params),
    "## segments",
    "Each is a switch of its own, without a way out. `subnet` is its network.",
    yaml(examples.segments),
    "## nodes",
    tableOf([...keysOf(nodeSpec), segment]),
    yaml(examples.nodes),
    "## submission",
    tableOf(keysOf(submissionSpec)),
    yaml(examples.submission),
  ];
}

export function rolesPage(): string[] {
  return [
    ...["# Roles: what nodes are for", made, tableOf(keysOf(roleSpec))],
    yaml(examples.roles),
    "## files",
    "By their whole paths on the node. Without `template`, a file is the student's (`owner: student`). With both, the template is taken where the solution has none.",
    tableOf(keysOf(fileSpec)),
    yaml(examples.files),
  ];
}

export function stepsPage(): string[] {
  const step = stepSchema(kinds.fault, kinds.check, kinds.measure);
  return [
    ...["# Steps: what happens, and what is expected", made, tableOf(keysOf(step))],
    "One of `break`, `watch` and `measure` has to be there.",
    yaml(examples.steps),
    "## predict",
    tableOf(keysOf(step.shape.predict.unwrap().element)),
    yaml(examples.predict),
  ];
}

export const made = "Made from the code by `npm run docs`; not kept by hand.";

/** A block for Markdown. */
export function yaml(text: string): string {
  return `\`\`\`yaml\n${text.trimEnd()}\n\`\`\``;
}
