/** What a probe asks, as a balancer sees it. */
import type { StepView } from "../../core/kinds/formula.ts";
import type { Request } from "../haproxy/conditions.ts";

/** Undefined: the probe asks no service. */
export function requestOf(view: StepView, probe: string): Request | undefined {
  const spec = view.run.plan?.probes.find((one) => one.name === probe)?.spec;
  const stream = /^([\d.]+):(\d+)$/.exec(String(spec?.["to"] ?? ""));
  if (stream)
    return { address: stream[1], port: Number(stream[2]), path: undefined, host: undefined };
  const text = String(spec?.["url"] ?? "");
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, host, port, pathname } = new URL(text);
  return {
    address: /^[\d.]+$/.test(hostname) ? hostname : undefined,
    port: Number(port) || (protocol === "https:" ? 443 : 80),
    path: pathname,
    host,
  };
}

/** The same as keepalived names a virtual server: "10.77.0.100:80". */
export function serviceOf(view: StepView, probe: string): string | undefined {
  const asked = requestOf(view, probe);
  return asked?.address === undefined ? undefined : `${asked.address}:${asked.port}`;
}
