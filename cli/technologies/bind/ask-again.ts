/** A secondary's question for the serial, at a moment that a fault chooses. */
import { HalabError, nodeFailed } from "../../core/base/error.ts";
import { type Ctx, waitUntil } from "../../core/base/time.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";
import { rndc, type ZoneAt, zoneStatus, zoneWords } from "./named.ts";
import { listZones } from "./zones.ts";

/** An answer to a question of rndc's takes less, even behind others (serial-query-rate). */
const askAgainNs = 300e6;

/**
 * By then it has its answer in any case. No copy lives longer where the primary promises less (EDNS EXPIRE, RFC 7314)
 * than the secondary keeps to: expire must not be below refresh and retry. A question that went to a primary
 * without power is asked again after 5 s, and stands in the way of every other one until then.
 */
const answeredMs = 7000;

/**
 * Lets a secondary ask for the serial, and waits until it has its answer: then its copy lives longer
 * than before. `rndc zonestatus` says so in whole seconds, so it may have to ask once more. Throws NODE_FAILED when
 * the node has no copy: nobody asked, so no whole refresh time lies ahead.
 */
export async function askAgain(agent: NodeAgent, zone: string, ctx: Ctx): Promise<void> {
  const copies = (await listZones(agent, "secondary", ctx)).filter((copy) => copy.zone === zone);
  if (copies.length === 0)
    throw nodeFailed(agent.node, `${agent.node} is no secondary of ${zone}`, {
      hint: `halab exec CLUSTER ${agent.node} -- named-checkconf -l`,
    });
  await Promise.all(copies.map((copy) => copyRefreshed(agent, copy, ctx)));
}

async function copyRefreshed(agent: NodeAgent, copy: ZoneAt, ctx: Ctx): Promise<void> {
  const { expires: before = 0 } = await zoneStatus(agent, copy, ctx);
  let askedNs = Number.NEGATIVE_INFINITY;
  const look = async () => {
    if (ctx.clock.nowNs() - askedNs >= askAgainNs) {
      askedNs = ctx.clock.nowNs();
      await rndc(agent, ["refresh", ...zoneWords(copy)], ctx);
    }
    const { expires = 0 } = await zoneStatus(agent, copy, ctx);
    return expires > before ? true : undefined;
  };
  const what = `${agent.node} to ask its primary for the serial of ${copy.zone}`;
  try {
    await waitUntil(look, { what, timeoutMs: answeredMs }, ctx);
  } catch (error) {
    if (!(error instanceof HalabError) || error.code !== "TIMEOUT") throw error;
  }
}
