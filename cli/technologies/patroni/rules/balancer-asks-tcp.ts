import { type Found, placeIn, type RuleKind, runningNodes } from "../../../core/kinds/rule.ts";
import { expectsAnything } from "../meaning/wanted.ts";

const haproxyCfg = "/etc/haproxy/haproxy.cfg";
const asks = /^\s*(?:option\s+httpchk|http-check\s)/m;
const endsSection = /^(?:global|defaults|frontend|backend|listen|peers|resolvers|userlist)\b/;

/** The section of each line, from its first line on. */
function sectionsOf(text: string): readonly { readonly line: number; readonly text: string }[] {
  const found: { line: number; text: string }[] = [];
  text.split("\n").forEach((line, at) => {
    const last = found.at(-1);
    if (endsSection.test(line) || !last) found.push({ line: at + 1, text: line });
    else last.text += `\n${line}`;
  });
  return found;
}

export const kind: RuleKind = {
  kind: "balancer-asks-tcp",
  severity: "error",
  rank: 28,
  needs: "files",
  source:
    "Patroni 3.0, REST API: Health check endpoints; HAProxy configuration manual, option httpchk",
  breaks: expectsAnything,
  find(facts): readonly Found[] {
    const servers = runningNodes(facts, "patroni");
    if (servers.length === 0) return [];
    const hosts = servers.flatMap(({ name, links }) => [name, ...links.map((one) => one.address)]);
    const balancers = runningNodes(facts, "haproxy");
    return balancers.flatMap(({ files }): Found[] => {
      const file = files.get(haproxyCfg);
      if (!file) return [];
      const sections = sectionsOf(file.text);
      const inherited = sections.some(({ text }) => /^defaults\b/.test(text) && asks.test(text));
      return sections.flatMap(({ text, line }): Found[] => {
        const before = hosts.some((host) =>
          new RegExp(`^\\s*server\\s+\\S+\\s+${host}:`, "m").test(text),
        );
        if (!before || inherited || asks.test(text)) return [];
        const [, section = ""] = /^\w+\s+(\S+)/.exec(text) ?? [];
        return [{ where: [placeIn(file, line)], args: { section } }];
      });
    });
  },
};
