/** A plan -> what rules look at. */
import type { Asked } from "../cluster/asked.ts";
import { textOf } from "../cluster/content.ts";
import { parseNodeState } from "../cluster/node-state.ts";
import type { Plan } from "../cluster/plan.ts";
import type { RunView } from "../journal/view.ts";
import type { Depth, FactFile, Facts, NodeFacts, Refusal } from "../kinds/rule.ts";

interface Given {
  readonly looked: readonly Depth[];
  /** What was seen of a run, or of a running cluster. */
  readonly run?: RunView | undefined;
  readonly logs?: ReadonlyMap<string, string> | undefined;
  /** What `readNodeState` gave, by node. */
  readonly states?: ReadonlyMap<string, string> | undefined;
  /** The running cluster's name. */
  readonly cluster?: string | undefined;
  /** The lab as students begin it: its files are untouched where they are the same. */
  readonly starter?: Plan | undefined;
  /** What daemons' own checkers said of the files. */
  readonly refusals?: readonly Refusal[] | undefined;
  /** What running nodes were asked about each other. */
  readonly asked?: Asked | undefined;
}

export function factsOf(plan: Plan, given: Given): Facts {
  const {
    looked,
    run,
    logs = new Map(),
    states,
    cluster = plan.lab,
    starter,
    asked,
    refusals = refusalsIn(asked),
  } = given;
  const first = new Map(
    (starter?.nodes ?? []).flatMap(({ name, files }) =>
      files.map((file): [string, string] => [`${name}${file.path}`, textOf(file)]),
    ),
  );
  const trees = new Map<unknown, Map<string, unknown>>();
  const nodes = plan.nodes.map((node): NodeFacts => {
    const { name, role, services, links, sysctls, routes } = node;
    const files = node.files.map((file): [string, FactFile] => {
      const text = textOf(file);
      const { path, owner } = file;
      const untouched = starter ? { untouched: first.get(`${name}${path}`) === text } : {};
      return [path, { node: name, path, text, owner, ...untouched }];
    });
    const said = states?.get(name);
    const state = said === undefined ? undefined : parseNodeState(said);
    return { name, role, services, links, sysctls, routes, files: new Map(files), state };
  });
  return {
    plan,
    cluster,
    nodes,
    looked: new Set(looked),
    run,
    logs,
    asked,
    refusals,
    parsed<T>(parser: (text: string) => T, file: FactFile): T {
      const known = trees.get(parser) ?? new Map<string, unknown>();
      trees.set(parser, known);
      if (!known.has(file.text)) known.set(file.text, parser(file.text));
      // What stands there was made by this very parser.
      return known.get(file.text) as T;
    },
  };
}

/** What each node's daemons refuse there. */
function refusalsIn(asked: Asked | undefined): readonly Refusal[] {
  return [...(asked?.answers ?? [])].flatMap(([node, { refused }]) =>
    [...refused].map(([service, said]) => ({ node, service, said })),
  );
}
