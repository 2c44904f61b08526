/** The guest as its cluster has it: of Pacemaker's configuration in force. */
import type { RunView } from "../../core/journal/view.ts";
import { valuesOf } from "../../core/kinds/reader.ts";
import {
  type PacemakerValues,
  kind as pacemaker,
  type Resource,
} from "../pacemaker/readers/pacemaker.ts";
import { secondsOf } from "../pacemaker/seconds.ts";

/** The agent that halab's guests have (templates/guests/guest.ocf). */
export const guestAgent = "ocf:halab:guest";

const largest = (values: readonly (string | undefined)[]) =>
  Math.max(0, ...values.map((text) => secondsOf(text ?? "") ?? 0));

/** The longest that anybody may have to wait before a shot: for the whole cluster, or of a device (fixed, and at random). */
function delayOf({ properties, resources }: PacemakerValues): number {
  const devices = resources.filter(({ agent }) => agent.startsWith("stonith:"));
  const ofDevice = ({ params }: Resource) =>
    largest([params["pcmk_delay_base"]?.split(":").at(-1), params["pcmk_delay_max"]]);
  return Math.max(largest([properties["priority-fencing-delay"]]), ...devices.map(ofDevice));
}

/** So long whoever shoots the guest's node waits first. Seconds; a sentence where no cluster has a guest. */
export function shotDelayS(run: RunView): number | string {
  const told = [...valuesOf(run, pacemaker).values()];
  const having = told.filter(({ resources }) =>
    resources.some(({ agent }) => agent === guestAgent),
  );
  if (having.length === 0) return `no cluster in force has a resource of the agent ${guestAgent}`;
  return Math.max(...having.map(delayOf));
}
