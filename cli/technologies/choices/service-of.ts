/** Which service a probe asks: the kinds of probes are as different as the services. */
import type { RunView } from "../../core/journal/view.ts";

const services = { dns: "dns", users: "sessions", writer: "orders", http: "files" } as const;

export type AskedService = (typeof services)[keyof typeof services];

export function serviceOf(
  { plan }: Pick<RunView, "plan">,
  probe: string,
): AskedService | undefined {
  const kind = plan?.probes.find(({ name }) => name === probe)?.kind;
  return Object.entries(services).find(([one]) => one === kind)?.[1];
}
