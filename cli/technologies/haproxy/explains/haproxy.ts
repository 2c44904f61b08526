import type { Directive, ExplainKind } from "../../../core/kinds/rule.ts";
import { type Directive as Line, parseFile } from "../syntax/tree.ts";
import { bindWords, directives, serverWords } from "../wording/directives.ts";

/** Words on a line that have a meaning of their own. */
const options: Readonly<Record<string, readonly Directive[]>> = {
  server: serverWords,
  "default-server": serverWords,
  "server-template": serverWords,
  bind: bindWords,
};

function lineOf(text: string, line: number): Line | undefined {
  const { sections, outside } = parseFile(text);
  const all = [...outside, ...sections.flatMap(({ head, directives: own }) => [head, ...own])];
  return all.find((one) => one.line === line);
}

/** "inter 500ms: the time between two checks (default 2s)". */
function optionText({ words }: Line, { name, does, otherwise }: Directive): string {
  const at = words.indexOf(name, words[0] === "default-server" ? 1 : 2);
  const value = words[at + 1] ?? "";
  const shown = /^\d/.test(value) || name === "track" || name === "crt" ? `${name} ${value}` : name;
  return `${shown}: ${does}${otherwise === undefined ? "" : ` (without it: ${otherwise})`}`;
}

export const kind: ExplainKind = {
  kind: "haproxy",
  hashComments: true,
  takes: (path) => path === "/etc/haproxy/haproxy.cfg" || /^\/etc\/haproxy\/.*\.cfg$/.test(path),
  at(text, line) {
    const found = lineOf(text, line);
    const [first = "", second = ""] = found?.words ?? [];
    const known = directives.get(`${first} ${second}`) ?? directives.get(first);
    if (!found || !known) return undefined;
    const from = first === "default-server" ? 1 : 2;
    const given = Object.hasOwn(options, first) ? (options[first] ?? []) : [];
    const said = given.filter(({ name }) => found.words.indexOf(name, from) >= 0);
    const away = found.prefix === "no" ? ["Here it is taken away."] : [];
    const more =
      said.length > 0 ? [`Here: ${said.map((one) => optionText(found, one)).join("; ")}.`] : [];
    return { ...known, does: [known.does, ...away, ...more].join(" ") };
  },
};
