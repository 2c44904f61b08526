/** Whose fault it is that a node did not come up, or does not let itself be examined. */
import { type ErrorCode, HalabError } from "../base/error.ts";
import { isStudents, type Plan } from "./plan.ts";

/**
 * The same error; CONFIG_INVALID where a node did not come up that has a student's files: they may
 * start what they like there, so "play again" would be said for ever.
 */
export function asTheirs(error: unknown, plan: Plan): unknown {
  if (!isTheirs(error, plan) || error.code !== "NODE_FAILED") return error;
  const { message, details, cause, node } = error;
  const doctor = error.hint === "halab doctor";
  const hint = doctor
    ? `look at what its files start; if all nodes are late: ${error.hint}`
    : error.hint;
  return new HalabError("CONFIG_INVALID", message, { details, cause, hint, node });
}

/** What may be a node's own doing. */
export const nodeFaults: readonly ErrorCode[] = ["NODE_FAILED", "CONFIG_INVALID", "NODE_REFUSED"];

/** The files that a lab leaves to its student are to blame, or what runs beside them. */
export function isTheirs(error: unknown, plan: Plan): error is HalabError {
  if (!(error instanceof HalabError) || !nodeFaults.includes(error.code)) return false;
  if (error.node === undefined) return error.code === "CONFIG_INVALID";
  const node = plan.nodes.find(({ name }) => name === error.node);
  return node !== undefined && isStudents(node);
}
