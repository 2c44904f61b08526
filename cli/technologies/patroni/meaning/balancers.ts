/** What balancers before PostgreSQL ask of its nodes: /etc/haproxy/haproxy.cfg, so far as rules need it. */
import { type Facts, type Place, placeIn, runningNodes } from "../../../core/kinds/rule.ts";

const haproxyCfg = "/etc/haproxy/haproxy.cfg";
const begins = /^(?:global|defaults|frontend|backend|listen|peers|resolvers|userlist)\b/;
const asks = /^\s*(?:option\s+httpchk|http-check\s)/m;
/** `option httpchk /x`, `option httpchk GET /x`, `http-check send meth GET uri /x`. */
const path = /^\s*(?:option\s+httpchk\s+(?:[A-Z]+\s+)?|http-check\s+send\s.*\buri\s+)(\/\S*)/m;

interface Asking {
  readonly section: string;
  readonly place: Place;
  /** Undefined: whether the port is open. */
  readonly path: string | undefined;
}

interface Section {
  readonly line: number;
  readonly text: string;
}

function sectionsOf(text: string): readonly Section[] {
  const found: { line: number; text: string }[] = [];
  text.split("\n").forEach((line, at) => {
    const last = found.at(-1);
    if (begins.test(line) || !last) found.push({ line: at + 1, text: line });
    else last.text += `\n${line}`;
  });
  return found;
}

/** Patroni 3.0, REST API: without a path it is asked for `/`, which is `/primary`. */
function pathIn(texts: readonly string[]): string | undefined {
  const asking = texts.find((text) => asks.test(text));
  return asking === undefined ? undefined : (path.exec(asking)?.[1] ?? "/");
}

/** The sections with servers that are nodes with Patroni. */
export function askingIn(facts: Facts): readonly Asking[] {
  const hosts = runningNodes(facts, "patroni").flatMap(({ name, links }) => [
    name,
    ...links.map(({ address }) => address),
  ]);
  const hasServer = ({ text }: Section) =>
    text.split("\n").some((line) => {
      const [, host = ""] = /^\s*server\s+\S+\s+([^\s:]+)/.exec(line) ?? [];
      return hosts.includes(host);
    });
  return runningNodes(facts, "haproxy").flatMap(({ files }) => {
    const file = files.get(haproxyCfg);
    if (!file) return [];
    const sections = sectionsOf(file.text);
    const defaults = sections.filter(({ text }) => text.startsWith("defaults"));
    return sections.filter(hasServer).map((one): Asking => {
      const texts = [one, ...defaults.toReversed()].map(({ text }) => text);
      const asked = path.exec(one.text)?.index;
      const above = asked === undefined ? 0 : one.text.slice(0, asked + 1).split("\n").length - 1;
      return {
        section: one.text.split("\n", 1)[0] ?? "",
        place: placeIn(file, one.line + above),
        path: pathIn(texts),
      };
    });
  });
}
