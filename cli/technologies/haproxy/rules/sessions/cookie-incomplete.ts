import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { expectedAt, isShared } from "../../meaning/affinity.ts";
import { placeOf } from "../../meaning/balancers.ts";
import { breaksNamed, list, named, together } from "../../meaning/findings.ts";
import { activeServers, type ProxySection, settingOf } from "../../meaning/proxies.ts";
import type { Server } from "../../meaning/servers.ts";
import { byBackend, type Served, waysOf } from "../../meaning/ways.ts";

/** Ways in which HAProxy itself puts a server's name into the cookie. */
const written = ["insert", "prefix", "rewrite"] as const;

/** Servers without a name in the cookie, or with that of another one. */
function nameless(backend: ProxySection): readonly Server[] {
  const all = activeServers(backend);
  const value = (server: Server) => server.options.get("cookie")?.value;
  return all.filter((server) => {
    const own = value(server);
    return own === undefined || all.some((other) => other !== server && value(other) === own);
  });
}

function foundIn(facts: Facts, served: Served) {
  const { backend, balancer } = served;
  const cookie = settingOf(backend, "cookie");
  const steps = ["affinity", "sessions"].flatMap((check) => expectedAt(facts, served, check));
  const without = nameless(backend);
  if (!cookie || steps.length === 0 || without.length === 0 || !isShared(served)) return [];
  // With `dynamic` the names are made of the addresses.
  if (
    cookie.words.includes("dynamic", 2) ||
    !written.some((word) => cookie.words.includes(word, 2))
  )
    return [];
  const args = {
    backend: backend.name,
    servers: list(without.map(({ name }) => name)),
    cookie: cookie.words[1] ?? "",
    steps: named(steps.map(({ step }) => step)),
  };
  const lines = [...without.map(({ directive }) => directive), cookie];
  return [{ places: lines.map((line) => placeOf(balancer, line)), args }];
}

export const kind: RuleKind = {
  kind: "cookie-incomplete",
  severity: "error",
  rank: 41,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 5.2 cookie",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(byBackend(waysOf(facts)).flatMap((served) => foundIn(facts, served))),
};
