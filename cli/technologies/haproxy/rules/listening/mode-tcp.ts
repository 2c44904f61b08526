import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../meaning/balancers.ts";
import { breaksNamed, stepsOf, together } from "../../meaning/findings.ts";
import { modeOf, type ProxySection, settingOf } from "../../meaning/proxies.ts";
import { type Way, waysOf } from "../../meaning/ways.ts";
import type { Directive } from "../../syntax/tree.ts";

/** What is looked at in a request (configuration manual 7.3.6); after a minus of `req.` alike. */
const ofHttp = /^!?(path|url|base|hdr|method|cook|urlp|req\.(hdr|fhdr|cook))(_[a-z]+)?\b/;

/** A rule that needs the request's text: in mode tcp it never sees one. */
function needsHttp(directive: Directive): boolean {
  const [keyword = "", ...rest] = directive.words;
  if (directive.prefix !== "") return false;
  if (keyword === "http-request" || keyword === "http-response")
    return rest[0]?.startsWith("cache-") ?? false;
  if (keyword !== "use_backend" && keyword !== "acl") return false;
  return rest.slice(1).some((word) => ofHttp.test(word));
}

function isCookie({ words: [keyword], prefix }: Directive): boolean {
  return keyword === "cookie" && prefix === "";
}

function ruleIn(proxy: ProxySection): Directive | undefined {
  return modeOf(proxy) === "tcp"
    ? proxy.own.find((one) => needsHttp(one) || isCookie(one))
    : undefined;
}

function foundIn(facts: Facts, way: Way) {
  const { ask, balancer, frontend, backend } = way;
  // An HTTP backend turns the connection of a TCP frontend into HTTP; its own rules work then.
  const proxy = [frontend, ...(backend ? [backend] : [])].find((one) => ruleIn(one));
  const rule = proxy && ruleIn(proxy);
  if (!proxy || !rule || ask.path === undefined) return [];
  const mode = settingOf(proxy, "mode");
  return [
    {
      places: [placeOf(balancer, mode ?? proxy.head), placeOf(balancer, rule)],
      args: {
        proxy: `${proxy.kind} ${proxy.name}`,
        rule: rule.words.slice(0, 4).join(" "),
        said: mode ? phrase`says mode tcp` : phrase`says no mode, which means tcp`,
        steps: stepsOf(facts.plan, [way]),
      },
    },
  ];
}

function merged(facts: Facts): readonly Found[] {
  const all = waysOf(facts).flatMap((way) => foundIn(facts, way));
  const groups = Map.groupBy(all, ({ args }) => `${args.proxy} ${args.rule}`);
  return [...groups.values()].flatMap((group) => {
    const steps = [...new Set(group.flatMap(({ args }) => args.steps.split(" ")))].join(" ");
    return together(group.map(({ places, args }) => ({ places, args: { ...args, steps } })));
  });
}

export const kind: RuleKind = {
  kind: "mode-tcp",
  severity: "error",
  rank: 18,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 4.2 mode",
  breaks: breaksNamed,
  find: merged,
};
