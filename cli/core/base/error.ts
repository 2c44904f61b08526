/** What kind of trouble an error is; decides the exit code. */
export type ErrorCode =
  | "USAGE" // an argument of the command line
  | "LAB_INVALID" // lab.yaml or a file that belongs to it
  | "SUBMISSION_INVALID" // the folder that --files names, or what lies in it
  | "TEMPLATE_INVALID" // a template does not render
  | "CONFIG_INVALID" // a daemon, or its own checker, refuses a node's configuration
  | "NOT_FOUND" // a lab, cluster, node or run of that name
  | "CONFLICT" // a thing of that name is there already, and is not what was asked for
  | "ENGINE_UNAVAILABLE" // no engine answers, or it stopped answering
  | "ENGINE_FAILED" // the engine refused or broke off what was asked
  | "CAPABILITY_MISSING" // this machine cannot do it (kernel, rights, memory, disk)
  | "NODE_UNREACHABLE" // a node does not answer
  | "NODE_FAILED" // a node did not come up
  | "NODE_REFUSED" // a node runs, and what is in it does not do its part (its agent was stopped, it floods)
  | "TIMEOUT"
  | "CANCELLED"
  | "CLEANUP_FAILED"
  | "BUG";

export interface ErrorOptions {
  /** A command to type, or what to change. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
  /** More lines for people: a node's last log lines, one line per mistake. */
  readonly details?: readonly string[] | undefined;
  /** The node that did not come up or refused, where what is in it may be to blame. */
  readonly node?: string | undefined;
}

/** The one error class: says what was tried, on which node, for how long, and what was seen. */
export class HalabError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: readonly string[];
  readonly node: string | undefined;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "HalabError";
    this.code = code;
    this.hint = options.hint;
    this.details = options.details ?? [];
    this.node = options.node;
  }
}

/** A node does not do what a fault, a measure or a run asked of it. It names the node: what is in it may be to blame. */
export function nodeFailed(
  node: string,
  message: string,
  options: Omit<ErrorOptions, "node"> = {},
): HalabError {
  return new HalabError("NODE_FAILED", message, { ...options, node });
}

const exitCodes: Readonly<Record<ErrorCode, number>> = {
  USAGE: 2,
  LAB_INVALID: 2,
  SUBMISSION_INVALID: 2,
  TEMPLATE_INVALID: 2,
  CONFIG_INVALID: 2,
  NOT_FOUND: 2,
  CONFLICT: 2,
  ENGINE_UNAVAILABLE: 3,
  ENGINE_FAILED: 3,
  CAPABILITY_MISSING: 3,
  NODE_UNREACHABLE: 3,
  NODE_FAILED: 3,
  NODE_REFUSED: 2,
  TIMEOUT: 3,
  CANCELLED: 130,
  CLEANUP_FAILED: 3,
  BUG: 4,
};

/** 0 passed, 1 not passed, 2 the user's input, 3 engine or host, 4 our bug, 130 cancelled. */
export function exitCodeOf(error: unknown): number {
  return error instanceof HalabError ? exitCodes[error.code] : exitCodes.BUG;
}

/** Wraps whatever was thrown, so that callers can rely on a code; a HalabError stays itself. */
export function asHalabError(error: unknown, code: ErrorCode, message: string): HalabError {
  if (error instanceof HalabError) return error;
  return new HalabError(code, `${message}: ${messageOf(error)}`, { cause: error });
}

/** A node that does not answer: it is off, frozen, or the way to it is gone. */
export function isUnreachable(error: unknown): error is HalabError {
  return error instanceof HalabError && error.code === "NODE_UNREACHABLE";
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
