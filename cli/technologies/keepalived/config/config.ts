/** What a node's keepalived is given: its files as one tree. */
import type { FactFile, Facts, NodeFacts, Place } from "../../../core/kinds/rule.ts";
import { placeIn, runningNodes } from "../../../core/kinds/rule.ts";
import { type Expanded, expanded, expandedText } from "./expand.ts";
import { type ConfigText, piecesOf, type Word } from "./statements.ts";
import { type Tree, treeOf } from "./tree.ts";

/** keepalived(8): without `-f`. */
const mainFile = "/etc/keepalived/keepalived.conf";
/** Debian's script reads DAEMON_ARGS there. */
const daemonArgs = "/etc/default/keepalived";

/** Lines and braces of one configuration. Rules compare many of them with many, and must not take for ever. */
const mostPieces = 4_000;

export interface Config extends Tree, Pick<Expanded, "comments" | "missing" | "unsure"> {
  readonly node: NodeFacts;
  readonly main: FactFile;
  /** Whether nobody has worked on it yet, as far as that is known. */
  readonly untouched: boolean;
}

/** One text as a tree; for tests, and for tools that have no node. */
export function parseConfig(text: string): Tree {
  return treeOf(expandedText(text).pieces);
}

/** A node's; undefined: it has no such file. */
function configOf(facts: Facts, node: NodeFacts): Config | undefined {
  const { files } = node;
  const main = files.get(mainFile);
  if (!main) return undefined;
  const read = (path: string): ConfigText => {
    const file = files.get(path);
    return file ? facts.parsed(cut, file) : { pieces: [], comments: [] };
  };
  const all = expanded(mainFile, { paths: [...files.keys()], read });
  const args = files.get(daemonArgs)?.text ?? "";
  return {
    ...treeOf(all.pieces),
    node,
    main,
    comments: all.comments,
    missing: all.missing,
    // Another file, or another id for lines that begin with @; or more than anybody writes by hand.
    unsure: all.unsure || all.pieces.length > mostPieces || /^\s*DAEMON_ARGS=.*-[fi]/m.test(args),
    untouched: all.files.every((path) => files.get(path)?.untouched === true),
  };
}

/** The same function for each file, so that a text is cut once. */
function cut(text: string): ConfigText {
  return piecesOf(text);
}

const known = new WeakMap<Facts, readonly Config[]>();

/** Of all nodes that run keepalived and have a file for it. */
export function configsOf(facts: Facts): readonly Config[] {
  const before = known.get(facts);
  if (before) return before;
  const found = runningNodes(facts, "keepalived").flatMap((node) => configOf(facts, node) ?? []);
  known.set(facts, found);
  return found;
}

/** Where a word stands, as a place that somebody can open. */
export function placeOf({ node, main }: Pick<Config, "node" | "main">, word: Word): Place {
  return placeIn(node.files.get(word.file) ?? main, word.line, word.column);
}
