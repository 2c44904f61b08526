import { randomBytes } from "node:crypto";

/** How the names of a cluster's tables begin; clusters' names have no dot, so none is another's. */
export function tablePrefix(cluster: string): string {
  return `halab_${cluster}.`;
}

/** One table for one fault: its name is our handle, and the only thing that is ever removed. */
export function tableName(cluster: string, what: string): string {
  return `${tablePrefix(cluster)}${what}_${randomBytes(4).toString("hex")}`;
}

/** Whose table it is by its name; undefined when it is none of ours. */
export function clusterOfTable(name: string): string | undefined {
  return /^halab_([^.]+)\./.exec(name)?.[1];
}
