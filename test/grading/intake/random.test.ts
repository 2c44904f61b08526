import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { HalabError } from "../../../cli/core/base/error.ts";
import { Random } from "../../fixtures/random.ts";
import { type TarEntry, tarOf, tgzOf, type ZipEntry, zipOf } from "./archives.ts";
import { conf, Desk, treeOf } from "./desk.ts";

const names = [
  conf,
  "lb1/etc/x",
  "lb1",
  "lb2/",
  "LB1/etc/x",
  "a/lb2/x",
  "../x",
  "/x",
  "lb1/../lb2/y",
  "lb1//./z",
  "C:\\x",
  "a\\b",
  "\n",
  "\u0000",
  "..",
  ".",
  "",
  "__MACOSX/x",
  "x.zip",
  "lb1/o\u0308",
  "lb1/ö",
  `lb1/${"n".repeat(90)}`,
  "-rf",
  "CON",
] as const;

/** What is harmless more often than not: else nothing is ever taken. */
const harmless = [
  conf,
  "lb1/etc/x",
  "lb2/a b",
  "lb2/",
  "__MACOSX/x",
  "README.md",
  "lb2/-rf",
] as const;

function name(random: Random): string {
  return random.below(8) > 0 ? `${random.pick(harmless)}${random.below(50)}` : random.pick(names);
}

const types = ["1", "2", "3", "5", "6", "7", "L", "x", "g", "S", "\u0000"] as const;

function zip(random: Random): Buffer {
  const entries = Array.from({ length: random.below(8) }, (): ZipEntry => {
    const said = name(random);
    return {
      name: random.below(4) > 0 ? said : Buffer.from(said, "latin1"),
      bytes: random.below(9) > 0 ? random.bytes(random.below(300)) : zipOf([{ name: conf }]),
      method: random.below(20) > 0 ? random.pick([0, 8]) : 12,
      flags: random.below(20) > 0 ? random.pick([0, 0x800]) : random.pick([0x801, 8]),
      ...(random.below(2) > 0
        ? { mode: random.below(10) > 0 ? 0o100755 : random.pick([0o120777, 0o10644]) }
        : {}),
      ...(random.below(20) > 0 ? {} : { size: random.pick([0, 7, 2 ** 31, 0xffffffff]) }),
    };
  });
  return zipOf(entries);
}

function tar(random: Random): Buffer {
  const entries = Array.from({ length: random.below(8) }, (): TarEntry => {
    return {
      name: name(random),
      bytes: random.bytes(random.below(600)),
      type: random.below(8) > 0 ? "0" : random.pick(types),
      mode: random.pick([0o644, 0o4755]),
      target: random.pick(["/etc/passwd", "..", ""]),
      ...(random.below(20) > 0 ? {} : { size: random.pick([0, 7, 2 ** 24, 2 ** 32]) }),
    };
  });
  return random.below(2) > 0 ? tgzOf(entries) : tarOf(entries);
}

/** Some bytes of it are others, or it ends early. */
function harmed(random: Random, bytes: Buffer): Buffer {
  if (random.below(2) > 0) return bytes;
  for (let left = random.below(6); left > 0 && bytes.length > 0; left -= 1)
    bytes[random.below(bytes.length)] = random.below(256);
  return random.below(4) > 0 ? bytes : bytes.subarray(0, random.below(bytes.length + 1));
}

it("gives a folder or a sentence for whatever an archive is made of, and writes nothing elsewhere", async () => {
  let taken = 0;
  let refused = 0;
  for (let seed = 0; seed < 120; seed += 1) {
    const random = new Random(seed);
    using desk = new Desk();
    const kind = random.pick([zip, tar]);
    const bytes = harmed(random, kind(random));
    const path = desk.put(random.pick(["a.zip", "a.tgz", "a.tar", "a"]), bytes);
    try {
      for (const one of await desk.take([path])) {
        taken += 1;
        if (one.refused === undefined) continue;
        refused += 1;
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
        expect(one.refused, `seed ${seed}`).not.toMatch(/[\u0000-\u001f]/);
      }
      for (const line of treeOf(desk.out))
        expect(line, `seed ${seed}`).not.toMatch(/ -> |unpacking/);
    } catch (error) {
      if (!(error instanceof HalabError)) throw new Error(`seed ${seed}`, { cause: error });
      expect(error.code, `seed ${seed}`).toBe("SUBMISSION_INVALID");
    }
  }
  expect(taken - refused).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(30);
});

/** In a process of its own: others' memory is not counted. */
const taking = `
  const { intake } = await import(process.argv[1]);
  const clock = { nowNs: () => performance.now() * 1e6 };
  const ctx = { signal: new AbortController().signal, clock, progress: () => undefined };
  const options = { into: process.argv[3], owners: ["lb1"], limits: { ratio: 10_000, unpacked: 2 ** 30 } };
  const [one] = await intake([process.argv[2]], options, ctx);
  console.log(JSON.stringify({ refused: one.refused, mib: process.resourceUsage().maxRSS / 1024 }));
`;

it("holds a fraction of what comes out of an archive in memory", () => {
  using desk = new Desk();
  // 1000 MiB of zeros, a gzip after the other, and then what counts.
  const zeros = tgzOf([{ name: ".git/x", bytes: Buffer.alloc(5 * 2 ** 20) }]);
  const last = tgzOf([{ name: conf, bytes: "a" }]);
  const path = desk.put(
    "a.tgz",
    Buffer.concat([...Array.from({ length: 200 }, () => zeros), last]),
  );
  const module = new URL("../../../cli/grading/intake/take.ts", import.meta.url).href;
  const args = ["--input-type=module", "-e", taking, module, path, desk.out];
  const said = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
  expect(said.refused).toBeUndefined();
  expect(said.mib).toBeLessThan(600);
});
