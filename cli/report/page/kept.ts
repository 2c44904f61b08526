/** Links to what was kept of a run's nodes beside its page. */
import { html, type Markup } from "./markup.ts";

export interface Kept {
  readonly node: string;
  /** logs, state, in-force */
  readonly part: string;
  /** From the page's folder. */
  readonly path: string;
}

const words: Readonly<Record<string, string>> = {
  logs: "what its daemons logged",
  state: "addresses, routes, sockets, processes",
  "in-force": "its daemons' configuration in force",
};

function link({ part, path }: Kept, at: number): Markup {
  const target = path.split("/").map(encodeURIComponent).join("/");
  return html`${at > 0 ? html` · ` : html` `}<a href="${target}">${words[part] ?? part}</a>`;
}

/** Nothing where nothing was kept: a page alone has no links that lead nowhere. */
export function keptPart(kept: readonly Kept[]): Markup | null {
  if (kept.length === 0) return null;
  const nodes = [...Map.groupBy(kept, ({ node }) => node)];
  return html`<h2 id="logs">What the nodes said</h2>
<p>These files lie beside this page, for whoever graded. They hold configurations.</p>
<ul>${nodes.map(([node, own]) => html`<li><strong>${node}</strong>:${own.map(link)}</li>`)}</ul>`;
}
