/** Labs of an address that git knows: copied once, and nothing of it is ever run. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import { makeFolder } from "../../core/base/folders.ts";
import { didYouMean } from "../../core/base/nearest.ts";
import type { Ctx } from "../../core/base/time.ts";
import {
  addedDir,
  addedFolders,
  addressOf,
  allLabs,
  labsIn,
  sourceFile,
} from "../../core/lab/places.ts";
import { git } from "./git.ts";

const source = z.object({ url: z.string(), ref: z.string(), commit: z.string() });

export interface Added {
  readonly url: string;
  readonly ref: string;
  readonly commit: string;
  /** What was there of the same address; undefined: it is new. */
  readonly before: string | undefined;
  readonly dir: string;
  readonly labs: readonly string[];
  /** Names that another place has, too. */
  readonly twice: readonly string[];
}

/** `URL`, or `URL#REF` with a branch, a tag or a commit. Throws USAGE, NOT_FOUND or ENGINE_FAILED. */
export async function addLabs(address: string, ctx: Ctx): Promise<Added> {
  const { url, ref } = parsed(address);
  const dir = join(addedDir(), folderOf(url));
  const draft = `${dir}.${randomBytes(4).toString("hex")}`;
  makeFolder(draft, 0o700);
  try {
    const commit = await git.copy({ url, ref, dir: draft }, ctx);
    const labs = labsIn(draft, url).map(({ dir: path, name }) => (path === draft ? "" : name));
    if (labs.includes(""))
      throw new HalabError("LAB_INVALID", `${url} is a lab itself: it has lab.yaml at its top`, {
        hint: "put the lab into a folder of its name: its name is its folder's",
      });
    if (labs.length === 0)
      throw new HalabError(
        "NOT_FOUND",
        `${url} has no lab at ${ref}: no lab.yaml in a folder of it, nor in labs/*/`,
        {
          hint: `halab lab add ${url}#BRANCH`,
        },
      );
    const before = keptOf(dir)?.commit;
    writeFileSync(join(draft, sourceFile), `${JSON.stringify({ url, ref, commit }, null, 2)}\n`);
    rmSync(dir, { recursive: true, force: true });
    renameSync(draft, dir);
    const all = allLabs().map(({ name }) => name);
    const twice = labs.filter((name) => all.indexOf(name) !== all.lastIndexOf(name));
    return { url, ref, commit, before, dir, labs, twice };
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** By its address, or by the name of one of its labs. Gives the names of the labs that are gone. Throws NOT_FOUND. */
export function removeLabs(wanted: string): {
  readonly url: string;
  readonly labs: readonly string[];
} {
  const known = addedFolders().map((dir) => {
    const url = addressOf(dir);
    return { dir, url, labs: labsIn(dir, url).map(({ name }) => name) };
  });
  const local = localPath(wanted);
  const found = known.find(
    ({ url, labs }) => [wanted, local].includes(url) || labs.includes(wanted),
  );
  if (!found) {
    const names = known.flatMap(({ url, labs }) => [url, ...labs]);
    throw new HalabError(
      "NOT_FOUND",
      `no labs were added from "${wanted}"${didYouMean(wanted, names)}`,
      {
        hint: "halab labs",
      },
    );
  }
  rmSync(found.dir, { recursive: true, force: true });
  return { url: found.url, labs: found.labs };
}

function parsed(address: string): { readonly url: string; readonly ref: string } {
  const [, url = "", ref = "HEAD"] = /^([^#]+)(?:#(.+))?$/.exec(address) ?? [];
  const odd = url === "" || url.startsWith("-") || /[\p{Cc}\s]/u.test(url);
  if (odd || !/^[\w][\w./-]*$/.test(ref))
    throw new HalabError("USAGE", `"${address}" is no address of labs`, {
      hint: "halab lab add https://example.org/course.git#main   (or a folder with a repository)",
    });
  return { url: localPath(url) ?? url, ref };
}

/** A folder is meant from wherever halab is called. */
function localPath(url: string): string | undefined {
  return !/^[a-z+]+:\/\//.test(url) && existsSync(url) ? resolve(url) : undefined;
}

function folderOf(url: string): string {
  const stem =
    url
      .replace(/\/+$/, "")
      .replace(/\.git$/, "")
      .split(/[/:]/)
      .at(-1) ?? "";
  const plain = stem
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .slice(0, 30);
  return `${plain}-${createHash("sha256").update(url).digest("hex").slice(0, 8)}`;
}

function keptOf(dir: string): z.infer<typeof source> | undefined {
  const path = join(dir, sourceFile);
  if (!existsSync(path)) return undefined;
  return source.safeParse(JSON.parse(readFileSync(path, "utf8"))).data;
}
