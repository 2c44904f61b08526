import type { Directive, ExplainKind } from "../../../core/kinds/rule.ts";

const source = "templates/ocf/layer/src/conf.c";

const directives: readonly Directive[] = [
  {
    name: "port",
    does: "The port at which counterd counts, and says how it is.",
    otherwise: "7411",
    source,
  },
  {
    name: "pidfile",
    does: "Where the number of its process stands from its start to its end; who is killed leaves it there.",
    otherwise: "/run/counterd.pid",
    source,
  },
  {
    name: "state",
    does: "The file of its counts. One that is not whole is refused.",
    otherwise: "/var/lib/counterd/state",
    source,
  },
  {
    name: "save",
    does: "From save to save, while something was counted; `each`: no count is answered before it is saved. So much a crash may cost.",
    unit: "a time like 500ms or 2s",
    otherwise: "1s",
    source,
  },
  {
    name: "write",
    does: "`atomic`: beside the old file, and then in its place. `in-place`: over it, so that a crash leaves half of it.",
    otherwise: "atomic",
    source,
  },
  {
    name: "copies",
    does: "The nodes whose keepers get a copy after each save, and are asked for the newest one at a start.",
    unit: "addresses, or `none`",
    otherwise: "none",
    source,
  },
  {
    name: "warm-up",
    does: "So long after its start it does not serve yet, and says so.",
    unit: "a time like 500ms or 2s",
    otherwise: "0",
    source,
  },
  {
    name: "drain",
    does: "So long it lets its work end after SIGTERM, before its last save.",
    unit: "a time like 500ms or 2s",
    otherwise: "0",
    source,
  },
  { name: "include", does: "Another file, as if it stood here.", source },
];

export const kind: ExplainKind = {
  kind: "counterd",
  takes: (path) => /^\/etc\/counterd\/[^/]+\.conf$/.test(path),
  hashComments: true,
  at(text, line) {
    const [word] = (text.split(/\r\n|\n/)[line - 1] ?? "").trim().split(/\s+/);
    return directives.find(({ name }) => name === word);
  },
};
