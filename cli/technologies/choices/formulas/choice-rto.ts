/** How long a service is away when nodes of it are hit, by the technique that was chosen and the timers that it was given. */
import type { FormulaKind, Found, StepView } from "../../../core/kinds/formula.ts";
import { failoverS } from "../../redis/failover.ts";
import { type Built, builtOf } from "../built.ts";
import type { Choice } from "../choices.ts";
import { hitOf } from "../hits.ts";
import { serviceOf } from "../service-of.ts";
import type { Hit } from "../stricken.ts";

/** Nobody takes over before it is back. */
const endless = 3600;

/** What the daemons and their clients need beside their timers. */
const [promotionS, connectS, shopS, trackS] = [1, 2, 1, 1];

interface Case extends Built {
  readonly choice: Choice;
  readonly hit: Hit;
}

const left = ({ choice, hit }: Case) => choice.nodes.filter((node) => !hit.nodes.includes(node));

function none(why: string): Found {
  return { lo: 0, hi: 0, formula: "0", inputs: {}, source: why };
}

function forever(why: string): Found {
  return { lo: 0, hi: endless, formula: "until it is back", inputs: {}, source: why };
}

/** A commit waits for one of the standbys that are left; they find the new primary first. */
function orders(one: Case): Found {
  const { hit, choice, timers } = one;
  const waits = choice.technique === "synchronous" && choice.nodes.length > 1;
  const source = "PostgreSQL 15, 27.2.8; wal_sender_timeout";
  if (!hit.active.includes("orders"))
    return waits && left(one).length < 2 ? forever(source) : none(source);
  if (hit.way === "kill" || left(one).length < (waits ? 2 : 1)) return forever(source);
  const N = hit.noticeMs / 1000 + hit.lagMs / 1000;
  const R = waits ? timers.senderTimeoutS + connectS : 0;
  return {
    ...{ lo: hit.noticeMs / 1000, hi: N + promotionS + R },
    formula: waits ? "N .. N+P+R" : "N .. N+P",
    inputs: { N, P: promotionS, ...(waits ? { R } : {}) },
    source,
  };
}

/** As `sentinel-failover`, and what the shop needs to find the new master. */
function sessions(one: Case): Found {
  const { hit, choice, timers } = one;
  const source = "Redis 7.0 sentinel.c";
  if (!hit.active.includes("sessions")) return none(source);
  const D = timers.downAfterS;
  const alive = hit.way === "kill" ? choice.nodes.length : left(one).length;
  const others = left(one).length;
  const majority = Math.floor(choice.nodes.length / 2) + 1;
  if (choice.technique !== "sentinel" || others === 0 || alive < majority) return forever(source);
  return {
    ...{ lo: D, hi: failoverS(D) + shopS },
    formula: "D .. failover+shop",
    inputs: { D, shop: shopS },
    source,
  };
}

/** RFC 9568 6.1: Active_Down_Interval = 3 x Advertisement_Interval + Skew_Time, which is below one interval. */
function files(one: Case): Found {
  const { hit, timers } = one;
  const source = "RFC 9568 6.1";
  if (!hit.active.includes("files")) return none(source);
  if (left(one).length === 0) return forever(source);
  const A = timers.advertS;
  return hit.way === "kill"
    ? { lo: 0, hi: trackS + A, formula: "track+A", inputs: { track: trackS, A }, source }
    : { lo: 2 * A, hi: 4 * A, formula: "2A .. 3A+skew", inputs: { A }, source };
}

/** A resolver asks the next server, while its user still waits. */
function dns(one: Case): Found {
  const source = "BIND 9.18, resolver: 0.8 s for a server that is silent";
  return one.hit.active.includes("dns") && left(one).length === 0 ? forever(source) : none(source);
}

const ways = { orders, sessions, files, dns };

function bound(view: StepView, probe: string): Found | string {
  const built = builtOf(view);
  if (typeof built === "string") return built;
  const service = serviceOf(view.run, probe);
  if (!service) return `probe "${probe}" asks none of the services`;
  const choice = built.choices[service];
  if (!choice) return forever(`${service} was not chosen`);
  const hit = hitOf(view.fault);
  return hit ? ways[service]({ ...built, choice, hit }) : none("nothing was hit");
}

export const kind: FormulaKind = {
  kind: "choice-rto",
  about:
    "How long a service that was replicated by choice is away when nodes of it are hit: orders N+P+R (notice, promotion, a standby that finds the new primary), sessions as Sentinel fails over, static files as VRRP does, names not at all. Without anybody left it has no end.",
  bound,
};
