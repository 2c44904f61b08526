import type { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { must } from "../../../core/cluster/commands.ts";
import { caseOf } from "../../../core/kinds/machine.ts";
import {
  type MeasureEnv,
  type MeasureKind,
  measureSchema,
  toMiB,
} from "../../../core/kinds/measure.ts";
import { nodeName } from "../../../core/kinds/values.ts";

const schema = measureSchema("memory", { node: nodeName });
type Spec = z.infer<typeof schema>;

/** Everybody may read these, of every process (proc_pid_status(5)); PSS takes privileges. */
const script = "cat /proc/[0-9]*/status 2>/dev/null; exit 0";

interface Process {
  readonly name: string;
  readonly kiB: number;
}

/** Memory of its own: what it wrote to, without the pages of files, which the kernel shares. */
export function ownMemory(text: string): Process[] {
  return text.split(/^(?=Name:)/m).flatMap((part) => {
    const value = (key: string) => new RegExp(`^${key}:\\s+(\\S+)`, "m").exec(part)?.[1];
    const kiB = Number(value("RssAnon") ?? 0) + Number(value("RssShmem") ?? 0);
    return kiB > 0 ? [{ name: value("Name") ?? "?", kiB }] : [];
  });
}

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const agent = await caseOf(env, spec.node, ctx);
  const processes = ownMemory(await must(agent, ["/bin/sh", "-c", script], ctx));
  const kiB = processes.reduce((sum, one) => sum + one.kiB, 0);
  const [largest] = [...processes].sort((a, b) => b.kiB - a.kiB);
  const evidence = [
    `${processes.length} processes of the host with ${toMiB(kiB * 1024)} MiB of their own (RssAnon + RssShmem)`,
    `the largest is ${largest?.name ?? "?"} with ${toMiB((largest?.kiB ?? 0) * 1024)} MiB`,
  ];
  return { value: toMiB(kiB * 1024), unit: "MiB" as const, evidence };
}

export const kind: MeasureKind<Spec> = {
  kind: "memory",
  about:
    "What a node costs its host: the memory that its processes, of a VM its QEMU, have written to, in MiB.",
  schema,
  title: (spec) => `${spec.node}: memory that it takes of the host`,
  take,
};
