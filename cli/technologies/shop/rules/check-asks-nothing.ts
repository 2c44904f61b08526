import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf } from "../../haproxy/meaning/balancers.ts";
import { stepsAsking, together } from "../../haproxy/meaning/findings.ts";
import { directivesOf } from "../../haproxy/meaning/proxies.ts";
import { type Checked, checkedShops } from "../meaning/health.ts";
import { breaksNamed } from "../meaning/wishes.ts";

/** Pages of every shop (templates/shop/node/src/pages.c). */
const pages: ReadonlySet<string> = new Set(["/", "/hello", "/health", "/catalogue", "/work"]);

function isThere({ asked, shop, backend }: Checked): boolean {
  const path = asked?.path.replace(/\?.*$/, "") ?? "/";
  // Whoever says what the answer must be may want a 404.
  if (directivesOf(backend, "http-check", "expect").length > 0 || path.includes("%")) return true;
  const own = shop.designs.flatMap(({ prefix }) => [`${prefix}/health`, `${prefix}/basket`]);
  return !path.startsWith("/") || pages.has(path) || own.includes(path);
}

/** The check goes to the shop itself, not to something else on its node. */
function asksShop({ server: { options, port }, shop }: Checked): boolean {
  return options.has("check") && !options.has("port") && !options.has("addr") && port === shop.port;
}

export const kind: RuleKind = {
  kind: "check-asks-nothing",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 4.2 option httpchk; templates/shop/node/src/pages.c",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(
      checkedShops(facts)
        .filter((one) => asksShop(one) && !isThere(one))
        .flatMap(({ balancer, asked, backend }) =>
          asked
            ? [
                {
                  places: [placeOf(balancer, asked.directive)],
                  args: { path: asked.path, backend: backend.name, steps: stepsAsking(facts.plan) },
                },
              ]
            : [],
        ),
    ),
};
