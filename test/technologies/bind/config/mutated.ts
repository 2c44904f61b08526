/** Inputs by chance: noise of the words that parsers wait for, and real files with pieces torn out or in. */
import { Random } from "../../../fixtures/random.ts";

const words = [
  ...[
    "{",
    "}",
    ";",
    "{",
    "}",
    ";",
    '"',
    "\\",
    "/",
    "/*",
    "*/",
    "//",
    "#",
    "!",
    "(",
    ")",
    "\n",
    "\r\n",
  ],
  ...[
    "\t",
    " ",
    "\uFEFF",
    "\0",
    "é",
    "𝄞",
    "options",
    "zone",
    "include",
    "key",
    "acl",
    "any",
    "none",
  ],
  ...[
    '"lab.test"',
    "type",
    "primary",
    "secondary",
    "primaries",
    "10.79.0.11",
    "10/8",
    "::1",
    "a",
    "b",
  ],
  ...[
    "$TTL",
    "$ORIGIN",
    "$INCLUDE",
    "$GENERATE",
    "1-60",
    "1-999999999",
    "host-$",
    `\${0,3,d}`,
    "IN",
  ],
  ...[
    "SOA",
    "A",
    "NS",
    "CNAME",
    "@",
    "*",
    "1h30m",
    "4294967295",
    "www.lab.test.",
    ".",
    "..",
    "\\046",
  ],
] as const;

function noise(random: Random): string {
  const pieces: string[] = [];
  for (let left = random.below(200); left > 0; left -= 1) {
    pieces.push(random.pick([words[random.below(words.length)] ?? "", " ", " ", "\n"]));
  }
  return pieces.join("");
}

function torn(random: Random, text: string): string {
  let now = text;
  for (let times = random.below(6) + 1; times > 0; times -= 1) {
    const at = random.below(now.length + 1);
    const cut = random.below(4) === 0 ? random.below(200) : random.below(3);
    const word = random.below(3) === 0 ? "" : (words[random.below(words.length)] ?? "");
    now = `${now.slice(0, at)}${word}${now.slice(at + cut)}`;
  }
  return now;
}

/** One for each number from 0 on; the same ones for the same seed. */
export function* mutated(seed: number, count: number, texts: readonly string[]): Generator<string> {
  const random = new Random(seed);
  for (let at = 0; at < count; at += 1) {
    const text = texts[random.below(texts.length)];
    if (text === undefined || random.below(3) === 0) yield noise(random);
    else if (random.below(100) === 0)
      yield (words[random.below(words.length)] ?? "").repeat(20_000);
    else yield torn(random, text);
  }
}

/** The CPU time that something takes, in milliseconds. */
export function cpuMs(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
