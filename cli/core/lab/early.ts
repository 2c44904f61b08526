/** What templates know of nodes, and lab.yaml does not: there it is still to be worked out. */

/** Only the files of nodes know these. */
const ofNodes = /\{\{[^}]*?\b(nodes|members|peers|address|device)\b[^}]*\}\}/;
const oneNode = /\{\{\s*nodes\.([a-z][a-z0-9-]*)\.address\s*\}\}/;

/** A sentence for a string of lab.yaml that asks for a node's address; undefined when it does not, or there is such a parameter. */
export function tooEarly(
  text: string,
  raw: unknown,
  known: Readonly<Record<string, unknown>>,
): string | undefined {
  const [, what] = ofNodes.exec(text) ?? [];
  if (what === undefined || what in known) return undefined;
  const written = hostOf(oneNode.exec(text)?.[1], raw);
  const instead =
    written === undefined
      ? 'write the address by its network, like "{{host subnet 11}}", or make it a parameter'
      : `write "${written}"`;
  return `"${what}" is known in the files of nodes only, and too early here: ${instead}`;
}

/** `lan: 11` on a segment whose subnet is a parameter's: {{host subnet 11}}. */
function hostOf(name: string | undefined, raw: unknown): string | undefined {
  const node = at(at(raw, "nodes"), name);
  if (typeof node !== "object" || node === null) return undefined;
  for (const [segment, host] of Object.entries(node)) {
    const subnet = at(at(at(raw, "segments"), segment), "subnet");
    const [, parameter] = /^\{\{\s*(\w+)\s*\}\}$/.exec(String(subnet)) ?? [];
    if (parameter !== undefined && typeof host === "number") return `{{host ${parameter} ${host}}}`;
    if (subnet !== undefined && /^\d+(\.\d+){3}$/.test(String(host))) return String(host);
  }
  return undefined;
}

function at(value: unknown, key: string | undefined): unknown {
  if (typeof value !== "object" || value === null || key === undefined) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
