import { linkSync, mkdirSync, readdirSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { type TarEntry, tarOf, tgzOf, type ZipEntry, zipOf } from "./archives.ts";
import { conf, Desk, filesOf, other } from "./desk.ts";

const good = { name: conf, bytes: "a" } as const;

/** What somebody packed, and the sentence that they get. */
const tars: readonly (readonly [string, readonly TarEntry[], RegExp])[] = [
  ["a path from the root", [{ name: "/etc/cron.d/x" }], /"\/etc\/cron.d\/x", a path from the root/],
  ["a path that leads out", [{ name: "lb1/../../x" }], /"lb1\/\.\.\/\.\.\/x", which leads out/],
  ["a drive of Windows", [{ name: "C:\\x" }], /a path from the root/],
  [
    "a link",
    [{ name: "lb1/etc/x", type: "2", target: "/etc/shadow" }],
    /"lb1\/etc\/x" is a link: links are not followed/,
  ],
  ["a link in a node's place", [{ name: "lb1", type: "2", target: "/etc" }], /"lb1" is a link/],
  [
    "a hard link",
    [{ name: "lb1/x", type: "1", target: "/etc/shadow" }],
    /"lb1\/x" is a hard link: hand in the file/,
  ],
  ["a device", [{ name: "lb1/x", type: "3" }], /"lb1\/x" is a device, no file/],
  ["a disk", [{ name: "lb1/x", type: "4" }], /"lb1\/x" is a device, no file/],
  ["a pipe", [{ name: "lb1/x", type: "6" }], /"lb1\/x" is a pipe, no file/],
  ["a sparse file", [{ name: "lb1/x", type: "S" }], /"lb1\/x" is packed in a way that is not read/],
  ["a name of two lines", [{ name: "lb1/a\nb" }], /"lb1\/a\\u000ab" has control characters/],
  ["an escape sequence", [{ name: "lb1/\u001b[2J" }], /"lb1\/\\u001b\[2J" has control characters/],
  [
    "one file twice",
    [good, good].map((one) => ({ ...one, name: `${conf}x` })),
    /keepalived.confx" twice: which one counts/,
  ],
  ["a file that is a folder", [{ name: `${conf}/x` }], /as a file and as a folder/],
  ["a folder that is a file", [{ name: "lb1/etc" }], /"lb1\/etc" as a file and as a folder/],
  ["folders without end", [{ name: `lb1/${"d/".repeat(40)}x` }], /lies more than 24 folders deep/],
];

it.each(tars)("refuses a tar with %s, beside what is right", async (_, entries, sentence) => {
  using desk = new Desk();
  const taken = await desk.archive("ada.tar.gz", tgzOf([good, ...entries]));
  expect(taken.refused).toMatch(sentence);
  expect(taken.refused).toMatch(/^ada: /);
  expect(readdirSync(taken.dir)).toEqual([]);
  expect(readdirSync(desk.out)).toEqual(["ada"]);
});

const zips: readonly (readonly [string, readonly ZipEntry[], RegExp])[] = [
  ["a path from the root", [{ name: "/etc/x" }], /"\/etc\/x", a path from the root/],
  ["a path that leads out", [{ name: "../x" }], /"\.\.\/x", which leads out/],
  ["backslashes that lead out", [{ name: "lb1\\..\\..\\x" }], /which leads out/],
  ["a share of Windows", [{ name: "\\\\host\\x" }], /a path from the root/],
  ["a link", [{ name: "lb1/x", bytes: "/etc/shadow", mode: 0o120777 }], /"lb1\/x" is a link/],
  ["a device", [{ name: "lb1/x", mode: 0o020644 }], /"lb1\/x" is a device, no file/],
  ["a pipe", [{ name: "lb1/x", mode: 0o010644 }], /"lb1\/x" is a pipe, no file/],
  [
    "a password",
    [{ name: "lb1/x", bytes: "x", flags: 0x801 }],
    /is encrypted: hand it in without a password/,
  ],
  [
    "a method that few know",
    [{ name: "lb1/x", bytes: "x", method: 9 }],
    /"lb1\/x" is packed by method 9, which is not opened: pack it with "zip -r"/,
  ],
  ["a wrong checksum", [{ name: "lb1/x", bytes: "x", crc: 7 }], /is damaged: the checksum/],
  ["a file longer than it says", [{ name: "lb1/x", bytes: "x".repeat(99), size: 3 }], /is damaged/],
  ["a file shorter than it says", [{ name: "lb1/x", bytes: "x", size: 3 }], /is damaged/],
  ["one file twice", [good], /twice: which one counts/],
  [
    "a name that is no UTF-8",
    [{ name: Buffer.from([0x6c, 0x62, 0x31, 0x2f, 0xff]), flags: 0x800 }],
    /has a name that is no UTF-8|leads|lb1/,
  ],
];

it.each(zips)("refuses a zip with %s, beside what is right", async (name, entries, sentence) => {
  using desk = new Desk();
  const taken = await desk.archive("ada.zip", zipOf([good, ...entries]));
  if (name === "a name that is no UTF-8") expect(taken.litter.join()).toMatch(/is no UTF-8/);
  else expect(taken.refused).toMatch(sentence);
});

it("takes what is right where a link lies beside the nodes' folders", async () => {
  using desk = new Desk();
  const link = { name: "latest", type: "2", target: "/etc/shadow" };
  const taken = await desk.archive("ada.tgz", tgzOf([link, good]));
  expect(taken.refused).toBeUndefined();
  expect(filesOf(taken)).toEqual({ [conf]: "a" });
  expect(taken.litter).toEqual(['"latest" is left out: it is a link: links are not followed']);
});

it("writes nothing through a link that came before", async () => {
  using desk = new Desk();
  const entries = [
    { name: "lb1/out", type: "2", target: desk.in },
    { name: "lb1/out/x", bytes: "x" },
  ];
  const taken = await desk.archive("ada.tar", tarOf([good, ...entries]));
  expect(taken.refused).toMatch(/"lb1\/out" is a link/);
});

const small = { ratioFrom: 2 ** 16, all: 2 ** 20, unpacked: 2 ** 21, files: 20, entries: 40 };
const zeros = Buffer.alloc(2 ** 18);

it.each([
  [
    "ratio",
    "a.tgz",
    () => tgzOf([{ name: "lb1/x", bytes: zeros }]),
    /more than 100 times its size, as only a bomb/,
  ],
  [
    "ratio of a zip",
    "a.zip",
    () => zipOf([{ name: "lb1/x", bytes: zeros }]),
    /more than 100 times its size/,
  ],
  ["bytes", "a.tar", () => tarOf(many(5, zeros)), /its files have more than 1 MiB together/],
  [
    "what comes out, left out or not",
    "a.tar",
    () => tarOf(many(9, zeros, ".git/")),
    /unpacks to more than 2 MiB/,
  ],
  ["files", "a.tgz", () => tgzOf(many(21, "")), /holds more than 20 files/],
  [
    "entries, litter included",
    "a.tgz",
    () => tgzOf(many(41, "", ".git/")),
    /more than 40 files and folders/,
  ],
  [
    "entries of a zip",
    "a.zip",
    () => zipOf(many(41, "", "node_modules/")),
    /more than 40 files and folders/,
  ],
] as const)("ends at the limit of %s", async (_, name, bytes, sentence) => {
  using desk = new Desk();
  expect((await desk.archive(name, bytes(), small)).refused).toMatch(sentence);
});

function many(count: number, bytes: Buffer | string, folder = "lb1/") {
  return Array.from({ length: count }, (_, at) => ({ name: `${folder}${at}`, bytes }));
}

it("gives up in time, and reads no archive that is too large", async () => {
  using desk = new Desk();
  const bytes = tgzOf([good]);
  expect((await desk.archive("a.tgz", bytes, { timeMs: 0 })).refused).toMatch(
    /more than 0 s to unpack/,
  );
  using second = new Desk();
  expect((await second.archive("a.tgz", bytes, { packed: 10 })).refused).toMatch(
    /an archive may have 0.00977 KiB/,
  );
});

it.each([
  ["nothing", "a.zip", Buffer.alloc(0), /a: it is empty/],
  ["a name alone", "a.zip", Buffer.from("no"), /is called an archive and is none/],
  [
    "7z",
    "a.7z",
    Buffer.from("377abcaf271c0004", "hex"),
    /is a 7z archive, which is not opened: unpack it, and hand it in as .zip or .tar.gz/,
  ],
  ["rar", "a.rar", Buffer.from("526172211a0700", "hex"), /is a rar archive, which is not opened/],
  ["bzip2", "a.tar.bz2", Buffer.from("425a6839", "hex"), /is a bzip2 archive, which is not opened/],
  [
    "gzip of a file",
    "a.gz",
    gzipSync(Buffer.alloc(2_000, "x")),
    /is packed by gzip, and holds no tar/,
  ],
  [
    "half a tar",
    "a.tgz",
    tgzOf([{ ...good, bytes: "x".repeat(9_000) }]).subarray(0, 60),
    /is damaged/,
  ],
  [
    "a tar's half",
    "a.tar",
    tarOf([{ ...good, bytes: "x".repeat(9_000) }]).subarray(0, 900),
    /is damaged/,
  ],
  ["half a zip", "a.zip", zipOf([good]).subarray(0, 60), /is damaged/],
  ["an empty zip", "a.zip", zipOf([]), /holds no files/],
  ["an empty tar", "a.tgz", tgzOf([]), /holds no files/],
  ["folders alone", "a.tgz", tgzOf([{ name: "lb1/", type: "5" }]), /holds no files/],
] as const)("says what to do with %s", async (_, name, bytes, sentence) => {
  using desk = new Desk();
  expect((await desk.archive(name, bytes)).refused).toMatch(sentence);
});

it("takes a folder without following anything, and leaves it as it is", async () => {
  using desk = new Desk();
  const path = join(desk.in, "ada");
  desk.put(`ada/${conf}`, "a");
  mkdirSync(join(path, "lb2"));
  symlinkSync("/etc", join(path, "lb2/etc"));
  const [taken] = await desk.take([path]);
  expect(taken?.refused).toBe('ada: "lb2/etc" is a link: links are not followed');
});

it("reads no more of a large folder than it may", async () => {
  using desk = new Desk();
  const path = join(desk.in, "ada");
  truncateSync(desk.put("ada/disk.img", ""), 3 * 2 ** 30);
  linkSync(desk.put(`ada/${conf}`, "a"), join(path, "hard"));
  for (let at = 0; at < 60; at += 1) desk.put(`ada/node_modules/${at}`, "");
  const [taken] = await desk.take([path], { entries: 50 });
  expect(taken?.refused).toBeUndefined();
  expect(taken?.litter).toEqual([
    '"node_modules" is left out: it is no part of the work',
    '"disk.img" is left out: it has 3 GiB; a file may have 8 MiB',
  ]);
  for (let at = 0; at < 60; at += 1) desk.put(`eve/lb1/${at}`, "");
  using second = new Desk();
  const [more] = await second.take([join(desk.in, "eve")], { entries: 50 });
  expect(more?.refused).toMatch(/more than 50 files and folders/);
});

it("takes no path that is a link", async () => {
  using desk = new Desk();
  const real = desk.put(`ada/${conf}`, "a");
  symlinkSync(real, join(desk.in, "eve.zip"));
  const taken = await desk.take([join(desk.in, "eve.zip"), join(desk.in, "ada")]);
  expect(taken.map(({ refused }) => refused)).toEqual([
    "eve.zip: it is a link: links are not followed",
    undefined,
  ]);
  expect(filesOf(taken[1] as never)).toEqual({ [conf]: "a" });
  expect(other).not.toBe(conf);
});
