import { HalabError } from "../base/error.ts";
import { didYouMean } from "../base/nearest.ts";
import type { AnyFault } from "./fault.ts";

/** `halab break CLUSTER FAULT ARGS...` -> the fault's spec, checked by its own schema. */
export function specFromArgs(
  kind: AnyFault,
  args: readonly string[],
  options: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, unknown>> {
  const usage = `halab break CLUSTER ${kind.kind} ${kind.args.map((arg) => (arg === "between" ? "NODE[,NODE...]" : arg.toUpperCase())).join(" ")}`;
  if (args.length !== kind.args.length) {
    throw new HalabError(
      "USAGE",
      `${kind.kind} takes ${kind.args.length} arguments, not ${args.length}`,
      { hint: usage },
    );
  }
  const spec: Record<string, unknown> = { fault: kind.kind };
  const sides: string[][] = [];
  kind.args.forEach((key, index) => {
    const text = args[index] ?? "";
    if (key === "between") sides.push(text.split(","));
    else spec[key] = text;
  });
  if (sides.length > 0) spec["between"] = sides;
  for (const [key, value] of Object.entries(options)) if (value !== undefined) spec[key] = value;
  const parsed = kind.schema.safeParse(spec);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) =>
    issue.code === "unrecognized_keys"
      ? `${kind.kind} has no ${issue.keys.map((key) => `--${key}`).join(", ")}`
      : `${issue.path.join(".")}: ${issue.message}`,
  );
  throw new HalabError("USAGE", problems[0] ?? "", { details: problems.slice(1), hint: usage });
}

/** The nodes and segments that a fault names, checked against those of the cluster. */
export function requireTargets(
  kind: AnyFault,
  spec: Readonly<Record<string, unknown>>,
  known: { readonly nodes: readonly string[]; readonly segments: readonly string[] },
): void {
  for (const ref of kind.refs(spec)) {
    const names =
      ref.to === "nodeRef" || ref.to === "node"
        ? known.nodes
        : ref.to === "segment"
          ? known.segments
          : undefined;
    if (!names || names.includes(ref.name)) continue;
    const what = ref.to === "segment" ? "segment" : "node";
    throw new HalabError(
      "USAGE",
      `there is no ${what} "${ref.name}"${didYouMean(ref.name, names)}`,
      { hint: "halab ps" },
    );
  }
}
