/** Why does it not work: what a rule looks at, what it finds, and what a kind of rule is. */
import type { Asked } from "../cluster/asked.ts";
import type { NodeState } from "../cluster/node-state.ts";
import type { Plan, PlannedLink, PlannedStep } from "../cluster/plan.ts";
import type { RunView } from "../journal/view.ts";

/** error: breaks a step; warning: works by luck; hint: could be better. */
export type Severity = "error" | "warning" | "hint";

/**
 * How deep it was looked: into the files; at what nodes said of themselves; at what was heard on the
 * wire and felt by the probes.
 */
export type Depth = "files" | "node" | "wire";
export const depths: readonly Depth[] = ["files", "node", "wire"];

/** A place that somebody can open: a line of a node's file. Where a thing is missing: the line that it belongs to. */
export interface Place {
  readonly node: string;
  readonly file: string;
  /** From 1; left out for the file as a whole. */
  readonly line?: number;
  /** From 1, in characters. */
  readonly column?: number;
  /** The line as it stands there, without its indentation. */
  readonly text: string;
}

/** One file of a node, as it stands there. */
export interface FactFile {
  readonly node: string;
  readonly path: string;
  readonly text: string;
  readonly owner: "lab" | "student";
  /** As students are given it: nobody has worked on it yet. Left out where that is not known. */
  readonly untouched?: boolean;
}

export interface NodeFacts {
  readonly name: string;
  readonly role: string;
  readonly services: readonly string[];
  readonly links: readonly PlannedLink[];
  readonly sysctls: Readonly<Record<string, string>>;
  readonly routes: readonly string[];
  /** By path. */
  readonly files: ReadonlyMap<string, FactFile>;
  /** What the node said of itself, with no fault in it; undefined: nobody asked, or it did not answer. */
  readonly state?: NodeState | undefined;
}

/** What a daemon's own checker refuses of a node's files, asked outside of the node. */
export interface Refusal {
  readonly node: string;
  readonly service: string;
  /** All that it said. */
  readonly said: string;
}

/** All that a rule may look at. */
export interface Facts {
  readonly plan: Plan;
  /** Its name, in commands to type; the lab's where there is none. */
  readonly cluster: string;
  readonly nodes: readonly NodeFacts[];
  /** How deep it was looked; a rule whose depth is not among them is not asked. */
  readonly looked: ReadonlySet<Depth>;
  /** What was seen of a run, or of a running cluster; undefined: only files are there. */
  readonly run?: RunView | undefined;
  /** What the nodes' daemons logged, by node: "== FILE" and its last lines. */
  readonly logs: ReadonlyMap<string, string>;
  /** What running nodes were asked about each other; undefined: nobody asked them. */
  readonly asked?: Asked | undefined;
  /** Empty as well where no checker was asked. */
  readonly refusals: readonly Refusal[];
  /** What a pure parser makes of a file; the same text is parsed once, however many rules ask. */
  parsed<T>(parser: (text: string) => T, file: FactFile): T;
}

/** What a rule found. */
export interface Found {
  /** Both sides where two nodes disagree; the first is where the edit belongs. */
  readonly where: readonly Place[];
  /** For the texts: `{name}` becomes its value. */
  readonly args: Readonly<Record<string, string | number>>;
}

/**
 * A kind of rule: one file under rules/ of its technology, found by its name; called
 * `technology/name`. Pure. Its texts lie in the technology's texts/, a file for each language.
 */
export interface RuleKind {
  readonly kind: string;
  readonly severity: Severity;
  /** Among rules of one severity the lower is said first; 50 is usual, less for causes of much else. */
  readonly rank: number;
  /** The deepest that it looks. */
  readonly needs: Depth;
  /** Rules (`technology/name`) of which this is a consequence, where they found something as well. */
  readonly follows?: readonly string[];
  /** All that others find in the same files is a consequence. */
  readonly covers?: true;
  /** RFC section, man page. */
  readonly source: string;
  /** Whether a step of a lab fails for it; left out: none in particular. */
  breaks?(step: PlannedStep, found: Found, facts: Facts): boolean;
  find(facts: Facts): readonly Found[];
}

/** What a rule says, in one language. `{name}` is an argument of what was found; `{node}` the first place's. */
export interface RuleTexts {
  /** What the student sees, in their words. */
  readonly title: string;
  /** One sentence, with the values of both sides. */
  readonly because: string;
  /** One command to type that shows it. */
  readonly see: string;
  /** A question, a direction, the edit. */
  readonly hints: readonly [question: string, direction: string, edit: string];
  /** Why it matters; for `halab explain`. */
  readonly why: string;
  /** What is wrong, in a line or some, as it stands in a file; for `halab explain`. */
  readonly example: string;
}

/** The texts of a technology's rules, by the rule's name. */
export type Texts = Readonly<Record<string, RuleTexts>>;

/** What a directive of a configuration does. */
export interface Directive {
  readonly name: string;
  /** In a sentence or two. */
  readonly does: string;
  /** Of its value: seconds, a percentage; left out where it has none. */
  readonly unit?: string;
  /** What holds when it is left out. */
  readonly otherwise?: string;
  /** keepalived.conf(5), ... */
  readonly source: string;
}

/** A kind of explanation: one file under explains/, named as the format. Pure. */
export interface ExplainKind {
  readonly kind: string;
  /** Whether a file, by its path on a node, is of this format. */
  takes(path: string): boolean;
  /** A line that begins with # says nothing to its daemon, wherever it stands. */
  readonly hashComments?: true;
  /** What stands in a line (from 1); undefined: nothing that it knows. */
  at(text: string, line: number): Directive | undefined;
}

const known = new WeakMap<FactFile, readonly string[]>();

/** A file may have as many places as lines, so it is split once. */
function linesOf(file: FactFile): readonly string[] {
  const lines = known.get(file) ?? file.text.split(/\r\n|\n/);
  known.set(file, lines);
  return lines;
}

/** A place of a file by its line (from 1). */
export function placeIn(file: FactFile, line?: number, column?: number): Place {
  const text = line === undefined ? "" : (linesOf(file)[line - 1] ?? "").trim();
  return {
    node: file.node,
    file: file.path,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    text,
  };
}

/** The nodes that run a service, with their files. */
export function runningNodes(facts: Facts, service: string): readonly NodeFacts[] {
  return facts.nodes.filter(({ services }) => services.includes(service));
}

/** For `breaks`: a step whose checks are of these kinds, or name one of these formulas, or whose fault is of these kinds. */
export function stepHas(
  step: PlannedStep,
  wanted: {
    readonly checks?: readonly string[];
    readonly formulas?: readonly string[];
    readonly faults?: readonly string[];
  },
): boolean {
  const specs = [...step.expect, ...step.mended];
  const { checks = [], formulas = [], faults = [] } = wanted;
  return (
    specs.some((spec) => checks.includes(String(spec["check"]))) ||
    specs.some((spec) => formulas.includes(formulaOf(spec["within"]))) ||
    (step.fault !== null && faults.includes(String(step.fault["fault"])))
  );
}

function formulaOf(within: unknown): string {
  if (typeof within !== "object" || within === null || !("formula" in within)) return "";
  return String(within.formula);
}
