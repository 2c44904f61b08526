/** The nodes with HAProxy, and what their files say. */
import {
  type FactFile,
  type Facts,
  type NodeFacts,
  type Place,
  placeIn,
  runningNodes,
} from "../../../core/kinds/rule.ts";
import { type Directive, type HaproxyFile, parseFile } from "../syntax/tree.ts";
import { type ProxySection, proxiesOf } from "./proxies.ts";

/** Debian's service reads this one, and nothing else says of itself that it is read. */
const configPath = "/etc/haproxy/haproxy.cfg";

interface Read {
  readonly tree: HaproxyFile;
  readonly proxies: readonly ProxySection[];
}

/** One node's HAProxy. */
export interface Balancer extends Read {
  readonly node: NodeFacts;
  readonly file: FactFile;
}

/** The same function each time, so that a text is read once. */
function read(text: string): Read {
  const tree = parseFile(text);
  return { tree, proxies: proxiesOf(tree) };
}

/** All of them, also those whose files the daemon decides about as it reads them. */
export function allBalancers(facts: Facts): readonly Balancer[] {
  return runningNodes(facts, "haproxy").flatMap((node) => {
    const file = node.files.get(configPath);
    return file ? [{ node, file, ...facts.parsed(read, file) }] : [];
  });
}

/** Those of which it can be told what counts. */
export function balancersOf(facts: Facts): readonly Balancer[] {
  return allBalancers(facts).filter(({ tree }) => !tree.conditional);
}

/** The line of a directive; `word`: the one of its words that is meant. */
export function placeOf({ file }: Balancer, { line, args }: Directive, word = 0): Place {
  return placeIn(file, line, args[word]?.column ?? 1);
}
