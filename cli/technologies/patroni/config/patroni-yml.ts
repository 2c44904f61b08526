/** /etc/patroni/config.yml (Patroni 3.0, YAML Configuration Settings). */
import { isMap, isScalar, LineCounter, parseDocument } from "yaml";

export const patroniYml = "/etc/patroni/config.yml";

interface Setting {
  /** From 1. */
  readonly line: number;
  readonly value: unknown;
}

export interface PatroniConf {
  /** By the keys that lead to it, with dots between them. */
  get(path: string): Setting | undefined;
}

/** Undefined: it is no YAML, or no mapping; then Patroni itself says so. */
export function parsePatroni(text: string): PatroniConf | undefined {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, logLevel: "silent" });
  if (doc.errors.length > 0 || !isMap(doc.contents)) return undefined;
  const { contents } = doc;
  const get = (path: string): Setting | undefined => {
    let node: unknown = contents;
    let line = 1;
    for (const word of path.split(".")) {
      if (!isMap(node)) return undefined;
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === word);
      if (!pair || !isScalar(pair.key)) return undefined;
      line = lines.linePos(pair.key.range?.[0] ?? 0).line;
      node = pair.value;
    }
    return { line, value: isScalar(node) ? node.value : node };
  };
  return { get };
}
