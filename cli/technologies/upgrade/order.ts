/** The order of an upgrade, as the operator reads it. */

export const orderPath = "/etc/upgrade.order";

export interface OrderLine {
  /** From 1. */
  readonly line: number;
  readonly nodes: readonly string[];
}

/** Nodes of one line are upgraded at the same time; # begins a comment. */
export function parseOrder(text: string): readonly OrderLine[] {
  return text.split("\n").flatMap((raw, at) => {
    const nodes = raw
      .replace(/#.*/, "")
      .split(/[\s,]+/)
      .filter(Boolean);
    return nodes.length > 0 ? [{ line: at + 1, nodes }] : [];
  });
}
