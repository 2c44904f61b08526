/** The administrator's scripts on the members, as rules look at them: their words, not what they do. */
import {
  type FactFile,
  type Facts,
  type Found,
  type NodeFacts,
  type Place,
  placeIn,
  runningNodes,
} from "../../core/kinds/rule.ts";

export const scripts = {
  upgrade: "/usr/local/sbin/upgrade-node",
  rollback: "/usr/local/sbin/rollback-node",
  healthy: "/usr/local/sbin/node-healthy",
} as const;

export interface Script {
  readonly file: FactFile;
  /** Without comments; its lines stand where they stood. */
  readonly code: string;
}

/** A comment that fills its line, or follows a blank outside of quotes as far as that can be seen. */
export function withoutComments(text: string): string {
  const lines = text.split("\n").map((line) => {
    if (/^\s*#/.test(line)) return "";
    const at = /\s#[^'"]*$/.exec(line)?.index;
    return at === undefined ? line : line.slice(0, at);
  });
  return lines.join("\n");
}

const shells = /^#!\s*(\/usr)?\/bin\/(env\s+)?(ba|da)?sh\b/;

/** What may do anything out of sight: another file that is read, a program of the student's own, a text that is run. */
function looksElsewhere(code: string, { files }: NodeFacts): boolean {
  if (/(^|[;&|({]|\b(then|do|else))\s*(\.|source|eval|exec)\s/m.test(code)) return true;
  const known: readonly string[] = Object.values(scripts);
  const own = [...files.values()].filter(
    ({ path, owner }) => owner === "student" && path.startsWith("/usr/local/"),
  );
  const others = own.filter(({ path }) => !known.includes(path));
  return others.some(({ path }) => code.includes(path.slice(path.lastIndexOf("/") + 1)));
}

/** A script of every member that has it; without those of which nothing can be said. */
export function scriptsOf(facts: Facts, path: string): readonly Script[] {
  return runningNodes(facts, "store").flatMap((node): Script[] => {
    const file = node.files.get(path);
    if (!file || !shells.test(file.text)) return [];
    const code = facts.parsed(withoutComments, file);
    return looksElsewhere(code, node) ? [] : [{ file, code }];
  });
}

/** Where a pattern stands first; else the first line. */
export function placeOf({ file, code }: Script, pattern?: RegExp): Place {
  const at = pattern ? code.split("\n").findIndex((line) => pattern.test(line)) : -1;
  return placeIn(file, at < 0 ? 1 : at + 1);
}

/** One finding, with the places of all nodes; none where there is no place. */
export function foundAt(where: readonly Place[], args: Found["args"] = {}): readonly Found[] {
  return where.length > 0 ? [{ where, args }] : [];
}

/** Scripts of a name that are such. */
export function scriptsThat(
  facts: Facts,
  path: string,
  are: (code: string) => boolean,
): readonly Script[] {
  return scriptsOf(facts, path).filter(({ code }) => are(code));
}

/** The master moves, by whichever words. */
export const movesMaster = /\b(failover|replicaof|slaveof)\b/i;
/** The store is stopped, or started anew. */
export const restartsStore =
  /\bhalab-svc\s+(re)?st(art|op)\s+store\b|\bshutdown\b|\bp?kill(all)?\b/;
