import { parse } from "yaml";
import { HalabError } from "../base/error.ts";
import { didYouMean } from "../base/nearest.ts";
import type { AnyFault } from "./fault.ts";
import { refsIn } from "./ref.ts";

/** "halab break CLUSTER kill NODE SERVICE" */
export function usageOf(kind: Pick<AnyFault, "kind" | "args">): string {
  const words = kind.args.map((arg) => (arg === "between" ? "NODE[,NODE...]" : arg.toUpperCase()));
  return ["halab break CLUSTER", kind.kind, ...words].join(" ");
}

/**
 * `halab break CLUSTER FAULT ARGS... --set KEY=VALUE...` -> the fault's spec, checked by its own
 * schema. Values are YAML: a number, a word, a list.
 */
export function specFromArgs(
  kind: AnyFault,
  args: readonly string[],
  settings: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  const hint = usageOf(kind);
  if (args.length !== kind.args.length) {
    const count = kind.args.length;
    const wants = `${kind.kind} takes ${count} argument${count === 1 ? "" : "s"}, not ${args.length}`;
    throw new HalabError("USAGE", wants, { hint });
  }
  const spec: Record<string, unknown> = { fault: kind.kind };
  const sides: string[][] = [];
  kind.args.forEach((key, index) => {
    const text = args[index] ?? "";
    if (key === "between") sides.push(text.split(","));
    else spec[key] = text;
  });
  if (sides.length > 0) spec["between"] = sides;
  for (const [key, value] of settings.map(settingOf)) spec[key] = value;
  const parsed = kind.schema.safeParse(spec);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) =>
    issue.code === "unrecognized_keys"
      ? `${kind.kind} has no ${issue.keys.map((key) => `"${key}"`).join(", ")}`
      : `${issue.path.join(".")}: ${issue.message}`,
  );
  const details = problems.slice(1);
  throw new HalabError("USAGE", problems[0] ?? "", {
    details,
    hint: `halab kinds faults ${kind.kind}`,
  });
}

function settingOf(text: string): [key: string, value: unknown] {
  const at = text.indexOf("=");
  if (at < 1)
    throw new HalabError("USAGE", `--set wants KEY=VALUE, not "${text}"`, {
      hint: "--set protocol=vrrp",
    });
  const value = text.slice(at + 1);
  try {
    return [text.slice(0, at), parse(value)];
  } catch {
    return [text.slice(0, at), value];
  }
}

/** The nodes and segments that a fault names, checked against those of the cluster. */
export function requireTargets(
  kind: AnyFault,
  spec: Readonly<Record<string, unknown>>,
  known: { readonly nodes: readonly string[]; readonly segments: readonly string[] },
): void {
  for (const ref of refsIn(kind.schema, spec)) {
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
