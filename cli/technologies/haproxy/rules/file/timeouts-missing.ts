import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Balancer, balancersOf, placeOf } from "../../meaning/balancers.ts";
import { together } from "../../meaning/findings.ts";
import {
  isBackend,
  isFrontend,
  type ProxySection,
  settingOf,
  timeoutOf,
} from "../../meaning/proxies.ts";

const all = ["client", "connect", "server"] as const;

/** As the daemon warns: of a frontend that listens, of a backend with servers. */
function missingIn(proxy: ProxySection): readonly string[] {
  if (settingOf(proxy, "disabled")) return [];
  return all.filter((which) => {
    const counts =
      which === "client"
        ? isFrontend(proxy) && proxy.binds.length > 0
        : isBackend(proxy) && proxy.servers.length > 0;
    const said = settingOf(proxy, "timeout", which);
    if (said?.args[2]?.dynamic || said?.words[2]?.match(/[a-z]$/)) return false;
    return counts && !timeoutOf(proxy, which);
  });
}

/** Where one is missing in all of them, the defaults are where it belongs; one finding is enough. */
function foundIn(balancer: Balancer) {
  const missing = balancer.proxies.flatMap((proxy) =>
    missingIn(proxy).map((which) => ({ proxy, which })),
  );
  const [first] = missing;
  if (!first) return [];
  const timeouts = [...new Set(missing.map(({ which }) => `timeout ${which}`))].join(", ");
  const proxies = [...new Set(missing.map(({ proxy }) => `${proxy.kind} ${proxy.name}`))].join(
    ", ",
  );
  return [{ places: [placeOf(balancer, first.proxy.head)], args: { timeouts, proxies } }];
}

export const kind: RuleKind = {
  kind: "timeouts-missing",
  severity: "warning",
  rank: 50,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 4.2 timeout client, timeout connect, timeout server",
  find: (facts): readonly Found[] => together(balancersOf(facts).flatMap(foundIn)),
};
