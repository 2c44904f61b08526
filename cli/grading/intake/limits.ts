/** How much of what somebody hands in is looked at, and the sentence for whoever hands in more. */
import { HalabError } from "../../core/base/error.ts";
import { sizeText } from "../../core/lab/submission/words.ts";

const MiB = 2 ** 20;

export interface Limits {
  /** An archive as it is handed in, bytes. */
  readonly packed: number;
  /** One file, bytes: a larger one is left out, and its submission refused if it lies in a node's folder. */
  readonly file: number;
  /** The files of a submission together, bytes. */
  readonly all: number;
  /** Bytes that come out of an archive, what is left out included. */
  readonly unpacked: number;
  /** So many times its own size an archive may unpack to, once it is more than `ratioFrom` bytes. */
  readonly ratio: number;
  readonly ratioFrom: number;
  readonly files: number;
  /** Files, folders, and what is left out. */
  readonly entries: number;
  /** Folders in each other. */
  readonly depth: number;
  /** Characters of a path, bytes of one name in it. */
  readonly path: number;
  readonly name: number;
  /** For one submission, milliseconds. */
  readonly timeMs: number;
  /** An archive of a whole class: its bytes and its entries. */
  readonly batchPacked: number;
  readonly batchEntries: number;
}

/** Many times what students hand in; `docs/graders.md` has them as a table. */
export const usualLimits: Limits = {
  packed: 64 * MiB,
  file: 8 * MiB,
  all: 64 * MiB,
  unpacked: 256 * MiB,
  ratio: 100,
  ratioFrom: 16 * MiB,
  files: 2_000,
  entries: 20_000,
  depth: 24,
  path: 512,
  name: 255,
  timeMs: 30_000,
  batchPacked: 4_096 * MiB,
  batchEntries: 500_000,
};

/** A submission that is not taken: the sentence is for the student. */
export function refusal(what: string): HalabError {
  return new HalabError("SUBMISSION_INVALID", what);
}

/** Whether an error is about what was handed in, not about the machine. */
export function isRefusal(error: unknown): error is HalabError {
  return error instanceof HalabError && error.code === "SUBMISSION_INVALID";
}

/** What has been taken so far of one submission. Each method throws a refusal at its limit. */
export class Budget {
  readonly #limits: Limits;
  readonly #nowNs: () => number;
  #untilNs = 0;
  #entries = 0;
  #files = 0;
  #bytes = 0;
  #packed = 0;
  #unpacked = 0;

  constructor(limits: Limits, nowNs: () => number) {
    this.#limits = limits;
    this.#nowNs = nowNs;
    this.begin();
  }

  /** From now on its time runs: others may have been read meanwhile. */
  begin(): void {
    this.#untilNs = this.#nowNs() + this.#limits.timeMs * 1e6;
  }

  entry(): void {
    this.#entries += 1;
    const { entries } = this.#limits;
    if (this.#entries > entries)
      throw refusal(`it holds more than ${entries} files and folders, of whatever kind`);
    this.#inTime();
  }

  file(size: number): void {
    this.#files += 1;
    this.#bytes += size;
    const { files, all } = this.#limits;
    if (this.#files > files) throw refusal(`it holds more than ${files} files`);
    if (this.#bytes > all) throw refusal(`its files have more than ${sizeText(all)} together`);
  }

  /** An archive, or what one entry takes in it. */
  packed(bytes: number): void {
    this.#packed += bytes;
  }

  /** Bytes that came out of what was packed. */
  unpacked(bytes: number): void {
    this.#unpacked += bytes;
    const { unpacked, ratio, ratioFrom } = this.#limits;
    if (this.#unpacked > unpacked) throw refusal(`it unpacks to more than ${sizeText(unpacked)}`);
    if (this.#unpacked > ratioFrom && this.#unpacked > ratio * this.#packed)
      throw refusal(`it unpacks to more than ${ratio} times its size, as only a bomb does`);
    this.#inTime();
  }

  #inTime(): void {
    if (this.#nowNs() > this.#untilNs)
      throw refusal(`it takes more than ${this.#limits.timeMs / 1_000} s to unpack`);
  }
}
