import type { Progress } from "../core/base/time.ts";

export interface ProgressView {
  readonly onProgress: (event: Progress) => void;
  /** Resolves when the last line is drawn. */
  close(): Promise<void>;
}
