/** One archive -> a stage: whatever its bytes are, a refusal says why it is not taken. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { HalabError, messageOf } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { plain, sizeText, unreadable } from "../../core/lab/submission/words.ts";
import type { Item } from "./item.ts";
import { kindOf } from "./kinds.ts";
import { refusal } from "./limits.ts";
import type { Stage } from "./stage.ts";
import { tarItems } from "./tarball.ts";
import { zipItems } from "./zip.ts";

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
/** As much as tells an archive. */
const headBytes = 512;

/** An archive that is open, and no link. */
export interface Opened extends Disposable {
  readonly fd: number;
  readonly size: number;
  readonly head: Buffer;
}

/** Throws a refusal for what is no file, or may not be read. */
export function openArchive(path: string): Opened {
  let fd: number;
  try {
    fd = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    throw refusal(`it ${unreadable(error)}`);
  }
  const close = () => closeSync(fd);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw refusal("it is no file");
    const head = Buffer.alloc(headBytes);
    const length = readSync(fd, head, 0, headBytes, 0);
    return { fd, size: stat.size, head: head.subarray(0, length), [Symbol.dispose]: close };
  } catch (error) {
    close();
    throw error;
  }
}

/** All of an archive, within the stage's limits. */
export async function unpackInto(stage: Stage, path: string, ctx: Ctx): Promise<void> {
  using archive = openArchive(path);
  const { packed } = stage.limits;
  if (archive.size > packed)
    throw refusal(`it has ${sizeText(archive.size)}; an archive may have ${sizeText(packed)}`);
  await asRefusals(ctx, async () => {
    for await (const item of itemsOf(archive, path, stage)) {
      ctx.signal.throwIfAborted();
      await stage.take(item);
    }
  });
}

function itemsOf(archive: Opened, path: string, stage: Stage): AsyncIterable<Item> {
  const kind = kindOf(archive.head, path);
  if (kind.read === "no") throw refusal(`it ${kind.what}`);
  if (kind.read === "zip") return zipItems(archive.fd);
  stage.budget.packed(archive.size);
  return tarItems(archive.fd, kind.packed, (bytes) => stage.budget.unpacked(bytes));
}

/** What a library says of an archive's bytes is about the archive; ours is said already, and so is Ctrl-C. */
export async function asRefusals(ctx: Ctx, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    ctx.signal.throwIfAborted();
    if (error instanceof HalabError) throw error;
    throw refusal(`it cannot be read to its end, so it is damaged: ${plain(messageOf(error))}`);
  }
}
