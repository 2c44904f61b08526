/** A stream probe's prober, told to open its connections anew. */
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import type { FaultEnv } from "../../core/kinds/fault.ts";

export interface StreamTarget {
  /** Where the prober runs. */
  readonly node: string;
  /** ADDRESS:PORT that it speaks to. */
  readonly to: string;
}

/** proc_net_tcp(5): the address as the number that it is in memory, little-endian, in hex. */
function hexAddress(to: string): string {
  const [address = "", port = ""] = to.split(":");
  const bytes = address.split(".").map((part) => Number(part).toString(16).padStart(2, "0"));
  const hex = `${bytes.toReversed().join("")}:${Number(port).toString(16).padStart(4, "0")}`;
  return hex.toUpperCase();
}

/** /proc/net/tcp -> the local ports of established connections to an ADDRESS:PORT. */
export function portsTo(table: string, to: string): number[] {
  const wanted = hexAddress(to);
  return table.split("\n").flatMap((line) => {
    const [, local = "", remote, state] = line.trim().split(/\s+/);
    if (remote !== wanted || state !== "01") return [];
    return [Number.parseInt(local.split(":")[1] ?? "", 16)];
  });
}

/** Local ports of the connections that a stream probe has now. */
export async function livePorts(target: StreamTarget, env: FaultEnv, ctx: Ctx): Promise<number[]> {
  const agent = await env.agent(target.node, ctx);
  return portsTo(await must(agent, ["cat", "/proc/net/tcp"], ctx), target.to);
}

const script = `
for dir in /proc/[0-9]*; do
  case $(tr '\\0' ' ' 2>/dev/null <"$dir/cmdline") in
    "halab-probe stream --to $1 "*) kill -USR1 "\${dir#/proc/}" && echo renewed ;;
  esac
done
exit 0`;

/** Throws NODE_FAILED when no prober runs: then nothing was opened anew. */
export async function renewStreams(target: StreamTarget, env: FaultEnv, ctx: Ctx): Promise<void> {
  const agent = await env.agent(target.node, ctx);
  const said = await must(agent, ["/bin/sh", "-c", script, "halab-renew", target.to], ctx);
  if (said.includes("renewed")) return;
  throw new HalabError("NODE_FAILED", `no stream probe to ${target.to} runs on ${target.node}`);
}
