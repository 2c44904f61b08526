import type { Ctx, Progress } from "../core/time.ts";

export interface Globals {
  readonly debug: boolean;
  readonly colour: boolean;
}

/** What main gives every verb. */
export interface App {
  readonly globals: Globals;
  ctx(progress: (event: Progress) => void): Ctx;
  /** The exit code when no error is thrown (1: did not pass). */
  exit(code: number): void;
}
