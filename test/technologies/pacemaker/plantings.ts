/** Mistakes in cluster.crm, planted on every node, and where they are found. */
import { confPath, crmPath, type Edit, edit, type Planting } from "../corosync/planted.ts";

/** On every node, as the lab has it: that of the first one counts. */
export const crm = (change: Edit, more: Partial<Planting> = {}): Planting => ({
  file: crmPath,
  edit: change,
  ...more,
});
export const added = (...lines: readonly string[]): Edit => {
  return (text) => `${text.trimEnd()}\n${lines.join("\n")}\n`;
};
export const property = (more: string) => edit(["no-quorum-policy=stop", more]);
/** Without the group: two primitives and what binds them. */
export const unbound = (...lines: readonly string[]) =>
  edit(["group site vip web", lines.join("\n") || "# nothing"]);
export const dummy = "primitive other ocf:heartbeat:Dummy op monitor interval=10s";

/** Two members are right with two_node alone. */
export const twoNode: NonNullable<Planting["plan"]> = (plan) => ({
  ...plan,
  nodes: plan.nodes.map((node) => ({
    ...node,
    files: node.files.map((file) =>
      file.path === confPath
        ? { ...file, content: file.content.replace("votequorum", "votequorum\n  two_node: 1") }
        : file,
    ),
  })),
});

export const only = (rule: string, ...lines: readonly number[]) =>
  `error pacemaker/${rule} ${lines.map((line) => `n1:${line}`).join(" ")}`;
export const warned = (rule: string, ...lines: readonly number[]) =>
  only(rule, ...lines).replace("error", "warning");
