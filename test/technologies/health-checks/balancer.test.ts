/** Whose health checks of HAProxy a formula means. */
import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import type { Bound } from "../../../cli/core/kinds/verdict.ts";
import { parseHaproxy } from "../../../cli/technologies/haproxy/readers/haproxy.ts";
import { inForce, viewOf } from "../../fixtures/kinds.ts";
import { type Seed, seeded } from "../../fixtures/seeded.ts";

interface Given {
  /** By node, its haproxy.cfg. */
  readonly configs: Readonly<Record<string, string>>;
  readonly url?: string;
  readonly hit?: string;
  readonly owners?: Seed["owners"];
  readonly formula?: string;
}

function bound({ configs, url, hit, owners, formula }: Given): Bound | string {
  const events = seeded({
    check: { check: "lost", probe: "site", "at-most": 0 },
    ...(owners ? { owners } : {}),
    also: Object.entries(configs).map(([node, text]) => [
      1,
      inForce(node, "haproxy", parseHaproxy(text)),
    ]),
  }).map((event) => {
    if (event.kind === "fault") return { ...event, nodes: [hit ?? "web2"] };
    if (event.kind !== "run") return event;
    const spec = { url: url ?? "http://10.77.0.100/" };
    const probes = event.plan.probes.map((one) => (one.name === "site" ? { ...one, spec } : one));
    return { ...event, plan: { ...event.plan, probes } };
  });
  const run = RunView.of(events);
  const view = run.plan?.steps[0] && viewOf(run, run.plan.steps[0], "expect");
  return view ? resolveBound({ formula: formula ?? "server-down" }, view, "site") : "no view";
}

const both = "  server web1 10.77.0.21:80 check\n  server web2 10.77.0.22:80 check\n";
const quick = `backend quick\n  default-server inter 100ms fastinter 100ms downinter 100ms fall 1 rise 1\n${both}`;
const web = `backend web\n  balance roundrobin\n${both}`;
const frontend = (rules: string) => `frontend site\n  bind 10.77.0.100:80\n${rules}`;
/** inter 2 s, fall 3: 2 + 2 * 2 + 3 * 2. */
const [slowS, quickS] = [12, 0.2];

describe("HAProxy's checks of what the probe asks", () => {
  it.each<[string, number, Given]>([
    [
      "the default backend's, not the first backend's",
      slowS,
      {
        configs: {
          lb1: `${quick}${frontend("  use_backend quick if { path /quick }\n  default_backend web\n")}${web}`,
        },
      },
    ],
    [
      "not a slower backend's of another path",
      quickS,
      {
        configs: {
          lb1: `${frontend("  use_backend web if { path_beg /archive }\n  default_backend quick\n")}${quick}${web}`,
        },
      },
    ],
    [
      "those of the path that is asked",
      quickS,
      {
        configs: {
          lb1: `${frontend("  acl fast path /quick\n  use_backend quick if fast\n  default_backend web\n")}${quick}${web}`,
        },
        url: "http://10.77.0.100/quick",
      },
    ],
    [
      "those of the port that is asked",
      quickS,
      {
        configs: {
          lb1: `listen old\n  bind 10.77.0.100:80\n${both}listen new\n  bind :8080\n  default-server inter 100ms fall 1\n${both}`,
        },
        url: "http://10.77.0.100:8080/",
      },
    ],
    [
      "those of the address itself, beside a frontend of any address",
      quickS,
      {
        configs: {
          lb1: `frontend any\n  bind :80\n  default_backend web\n${frontend("  default_backend quick\n")}${web}${quick}`,
        },
      },
    ],
    [
      "those of the server that was hit",
      quickS,
      {
        configs: {
          lb1: `${frontend("  default_backend b\n")}backend b\n  server one 10.77.0.21:80 check\n  server two web2:80 check inter 100ms fall 1\n`,
        },
      },
    ],
    [
      "those of servers that are checked, where others are not",
      quickS,
      {
        configs: {
          lb1: `${frontend("  default_backend b\n")}backend b\n  server one 10.77.0.21:80 check inter 100ms fall 1\n  server two 10.77.0.23:80\n`,
        },
        hit: "lb2",
      },
    ],
    [
      "the owner's, when the balancers differ",
      quickS,
      {
        configs: {
          lb1: `${frontend("  default_backend web\n")}${web}`,
          lb2: `${frontend("  default_backend quick\n")}${quick}`,
        },
        owners: [[0, "lb2", true]],
      },
    ],
    [
      "of either, where a rule cannot be told and both are checked alike",
      slowS,
      {
        configs: {
          lb1: `${frontend("  use_backend web if { src 10.0.0.0/8 }\n  default_backend two\n")}${web}backend two\n${both}`,
        },
      },
    ],
    [
      "of all, where no frontend has the address",
      slowS,
      { configs: { lb1: `frontend f\n  bind 10.77.0.11:80\n  default_backend web\n${web}` } },
    ],
    [
      "longer by spread-checks",
      13.2,
      {
        configs: {
          lb1: `global\n  spread-checks 20\n${frontend("  default_backend web\n")}${web}`,
        },
      },
    ],
    [
      "slowstart is no matter of finding it dead",
      slowS,
      {
        configs: {
          lb1: `${frontend("  default_backend b\n")}backend b\n  default-server slowstart 9s\n${both}`,
        },
      },
    ],
  ])("are %s: %s s", (_, hi, given) => {
    expect(bound(given)).toMatchObject({ lo: 0, hi });
  });

  it.each<[string, string, Given]>([
    [
      "a rule that cannot be told",
      'whether "use_backend quick if { src 10.0.0.0/8 } (haproxy.cfg:3)" of lb1 chooses the backend cannot be told, and its backends are checked differently: quick 0.2 s, web 12 s',
      {
        configs: {
          lb1: `${frontend("  use_backend quick if { src 10.0.0.0/8 }\n  default_backend web\n")}${quick}${web}`,
        },
      },
    ],
    [
      "a path that may be rewritten",
      'whether "use_backend quick if { path /quick } (haproxy.cfg:4)" of lb1 chooses the backend cannot be told, and its backends are checked differently: quick 0.2 s, web 12 s',
      {
        configs: {
          lb1: `${frontend("  http-request set-path /quick if { src 10.0.0.9 }\n  use_backend quick if { path /quick }\n  default_backend web\n")}${quick}${web}`,
        },
      },
    ],
    [
      "a backend's name made of the request",
      'whether "use_backend %[path,map(/etc/m)] (haproxy.cfg:3)" of lb1 chooses the backend cannot be told, and its backends are checked differently: quick 0.2 s, web 12 s',
      {
        configs: { lb1: `${frontend("  use_backend %[path,map(/etc/m)]\n")}${quick}${web}` },
      },
    ],
    [
      "no frontend, and backends that differ",
      "no frontend of HAProxy on lb1 binds 10.77.0.100:80, and its backends are checked differently: quick 0.2 s, web 12 s",
      {
        configs: { lb1: `frontend f\n  bind 10.77.0.11:80\n  default_backend web\n${quick}${web}` },
      },
    ],
    [
      "an agent",
      "no formula knows how this changes the health checks: agent-check (lb1, haproxy.cfg:5)",
      {
        configs: {
          lb1: `${frontend("  default_backend b\n")}backend b\n  server web2 10.77.0.22:80 check agent-check agent-port 9\n`,
        },
      },
    ],
    [
      "slowstart, when the server comes back",
      "no formula knows how this changes the health checks: slowstart 9s (lb1, haproxy.cfg:5)",
      {
        configs: {
          lb1: `${frontend("  default_backend b\n")}backend b\n  default-server slowstart 9s\n${both}`,
        },
        formula: "server-up",
      },
    ],
  ])("are not guessed at with %s", (_, why, given) => {
    expect(bound(given)).toBe(why);
  });
});
