import { statSync } from "node:fs";
import { join } from "node:path";
import { crc32, gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { HalabError } from "../../../cli/core/base/error.ts";
import { packed } from "../../../cli/learn/workspace/pack.ts";
import { tarOf, tgzOf, zipOf } from "./archives.ts";
import { conf, Desk, filesOf, other } from "./desk.ts";

const bytesOf = (...codes: number[]) => Buffer.from(codes);
const at = (name: Buffer) => Buffer.concat([Buffer.from("lb1/etc/"), name]);

const unicodePath = (plain: Buffer, name: string) => {
  const head = Buffer.alloc(9);
  head.writeUInt16LE(0x7075, 0);
  head.writeUInt16LE(5 + Buffer.byteLength(name), 2);
  head[4] = 1;
  head.writeUInt32LE(crc32(plain), 5);
  return Buffer.concat([head, Buffer.from(name)]);
};

it.each([
  ["code page 437 and 850 of DOS", zipOf([{ name: at(bytesOf(0x94, 0x81, 0xe1)) }]), "öüß"],
  ["code page 850 alone", zipOf([{ name: at(bytesOf(0xb5)) }]), "Á"],
  ["UTF-8 without its flag", zipOf([{ name: at(Buffer.from("ő")) }]), "ő"],
  ["UTF-8 with its flag", zipOf([{ name: "lb1/etc/ő" }]), "ő"],
  ["Latin-1 of Unix", zipOf([{ name: at(bytesOf(0xf6)), mode: 0o100644 }]), "ö"],
  [
    "Info-ZIP's second name",
    zipOf([{ name: at(bytesOf(0x3f)), extra: unicodePath(at(bytesOf(0x3f)), "lb1/etc/ű") }]),
    "ű",
  ],
  ["letters in two parts (NFD)", zipOf([{ name: "lb1/etc/o\u0308" }]), "ö"],
  ["Latin-1 in a tar", tarOf([{ name: at(bytesOf(0xf6)) }]), "ö"],
  ["UTF-8 in a tar", tgzOf([{ name: "lb1/etc/ö" }]), "ö"],
] as const)("reads a name in %s", async (_, bytes, name) => {
  using desk = new Desk();
  const taken = await desk.archive(bytes[0] === 0x50 ? "a.zip" : "a.tar", bytes);
  expect(Object.keys(filesOf(taken))).toEqual([`lb1/etc/${name}`]);
});

it("keeps bytes and the execute bit, and nothing else of a mode", async () => {
  using desk = new Desk();
  const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x0d, 0x0a, 0x00, 0xff]);
  const files = [
    { name: "lb1/run", bytes, mode: 0o104755 },
    { name: "lb1/plain", bytes, mode: 0o100666 },
  ];
  using second = new Desk();
  const taken = [
    await desk.archive("a.zip", zipOf(files)),
    await second.archive("b.tgz", tgzOf(files)),
  ];
  for (const { dir } of taken) {
    expect(statSync(join(dir, "lb1/run")).mode & 0o7777).toBe(0o755);
    expect(statSync(join(dir, "lb1/plain")).mode & 0o7777).toBe(0o644);
  }
  expect(taken.map((one) => filesOf(one)["lb1/run"])).toEqual([bytes, bytes].map(String));
});

it("finds the nodes' folders below others, and says so", async () => {
  using desk = new Desk();
  const taken = await desk.archive(
    "ada.zip",
    zipOf([
      { name: `Abgabe/final/${conf}`, bytes: "a" },
      { name: `Abgabe/final/${other}`, bytes: "b" },
      { name: "Abgabe/report.pdf", bytes: "pdf" },
      { name: `Abgabe/final/old/x/${conf}`, bytes: "old" },
    ]),
  );
  expect(filesOf(taken)).toEqual({ [conf]: "a", [other]: "b", [`old/x/${conf}`]: "old" });
  expect(taken.litter).toEqual([
    'the nodes\' folders were found in "Abgabe/final"',
    '"Abgabe" is left out: it lies beside them',
  ]);
});

it("does not guess which of two counts", async () => {
  using desk = new Desk();
  const bytes = zipOf([{ name: `v1/${conf}` }, { name: `v2/${conf}` }]);
  expect((await desk.archive("ada.zip", bytes)).refused).toBe(
    'ada: it holds what nodes take in several folders ("v1", "v2"): hand in one',
  );
});

it("takes a folder of one node for what it is, and a role's as well", async () => {
  using desk = new Desk();
  const name = "director/etc/keepalived/keepalived.conf";
  expect(filesOf(await desk.archive("a.zip", zipOf([{ name }])))).toEqual({ [name]: "" });
});

it("leaves out what systems leave, however much it is", async () => {
  using desk = new Desk();
  const litter = ["__MACOSX/lb1/._x", ".DS_Store", "lb1/._keepalived.conf", "lb1/etc/Thumbs.db"];
  const more = ["desktop.ini", ".git/HEAD", "lb1/etc/x~", ".vagrant/machines/x", "__pycache__/x"];
  const names = [...litter, ...more, conf];
  const taken = await desk.archive("a.zip", zipOf(names.map((name) => ({ name }))));
  expect(filesOf(taken)).toEqual({ [conf]: "" });
  expect(taken.litter).toHaveLength(9);
  expect(taken.litter[0]).toBe('"__MACOSX" is left out: it is no part of the work');
});

it("parts folders at a backslash where Windows packed it, and only there", async () => {
  using desk = new Desk();
  const windows = await desk.archive("w.zip", zipOf([{ name: conf.replaceAll("/", "\\") }]));
  expect(Object.keys(filesOf(windows))).toEqual([conf]);
  using second = new Desk();
  const unit = "lb1/etc/dev-disk\\x2dswap";
  const unix = await second.archive("u.zip", zipOf([{ name: unit, mode: 0o100644 }]));
  expect(Object.keys(filesOf(unix))).toEqual([unit]);
});

it("keeps names that differ in capitals alone, and says so", async () => {
  using desk = new Desk();
  const taken = await desk.archive("a.zip", zipOf([{ name: "lb1/A" }, { name: "lb1/a" }]));
  expect(Object.keys(filesOf(taken))).toEqual(["lb1/A", "lb1/a"]);
  expect(taken.litter).toEqual(['"lb1/a" and "lb1/A" differ in capitals alone: both count']);
});

it("opens one archive in another, and none in that", async () => {
  const one = zipOf([{ name: conf, bytes: "a" }]);
  const two = tgzOf([{ name: "ha/solution.zip", bytes: one }, { name: "ha/report.pdf" }]);
  const three = zipOf([{ name: "x.tar.gz", bytes: two }]);
  using desk = new Desk();
  const taken = await desk.archive("ada.tgz", two);
  expect(filesOf(taken)).toEqual({ [conf]: "a" });
  expect(taken.litter[0]).toBe('"ha/solution.zip" was unpacked, what lies beside it is left out');
  using second = new Desk();
  expect((await second.archive("ada.zip", three)).refused).toMatch(/in an archive in an archive/);
});

it("counts what an inner archive holds with the outer", async () => {
  const inner = gzipSync(tarOf([{ name: "lb1/x", bytes: Buffer.alloc(2 ** 20) }]));
  using desk = new Desk();
  const bytes = zipOf([{ name: "x.tgz", bytes: inner }]);
  const taken = await desk.archive("ada.zip", bytes, { ratioFrom: 2 ** 16 });
  expect(taken.refused).toMatch(/more than 100 times its size/);
});

it("says which of two archives it would need to know", async () => {
  using desk = new Desk();
  const bytes = zipOf([{ name: "a.zip" }, { name: "b.zip" }]);
  expect((await desk.archive("ada.zip", bytes)).refused).toBe(
    'ada: it holds several archives ("a.zip", "b.zip"): hand in one',
  );
});

it("takes what halab submit packs", async () => {
  using desk = new Desk();
  const names = [conf, "halab.json", ".halab/progress.json", "manifest.json"];
  const entries = names.map((path) => ({ path, bytes: Buffer.from(path), executable: false }));
  const bytes = await packed("vrrp-failover-x7", entries);
  const taken = await desk.archive("vrrp-failover-x7.tgz", bytes);
  expect(Object.keys(filesOf(taken)).sort()).toEqual([...names].sort());
});

it("gives ids that every file system takes, each once", async () => {
  using desk = new Desk();
  const paths = ["ada", "x/Ada", "y/ada", "con", "a\nb", "..x", "ü".repeat(100)].map((name) => {
    desk.put(`${name}/${conf}`, "a");
    return join(desk.in, name);
  });
  const taken = await desk.take(paths);
  expect(taken.map(({ id }) => id)).toEqual([
    "ada",
    "Ada-2",
    "ada-3",
    "_con",
    "a_b",
    "_x",
    "ü".repeat(60),
  ]);
});

it("tells all paths that are nobody's submission at once", async () => {
  using desk = new Desk();
  const paths = [join(desk.in, "no"), desk.put("a.txt", "text"), desk.put("b.txt", "text")];
  const thrown: unknown = await desk.take(paths).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(HalabError);
  expect((thrown as HalabError).details).toEqual([
    expect.stringMatching(/^there is no .*no$/),
    expect.stringMatching(/a.txt is no submission: neither a folder nor an archive$/),
    expect.stringMatching(/b.txt is no submission/),
  ]);
});

it("makes its folders beside submissions, and in none", async () => {
  using desk = new Desk();
  for (const name of ["ada", "bob"]) desk.put(`../${name}/${conf}`, name);
  desk.put("../out/old/x", "");
  const beside = await desk.take([join(desk.in, "..")]).catch((error: unknown) => error);
  expect(beside).toMatchObject({ code: "CONFLICT" });
  using second = new Desk();
  for (const name of ["ada", "bob"]) second.put(`../${name}/${conf}`, name);
  const taken = await second.take([join(second.in, "..")]);
  expect(taken.map(({ id }) => id)).toEqual(["ada", "bob", "in"]);
  using third = new Desk();
  third.put(`../${conf}`, "a");
  const inside = await third.take([join(third.in, "..")]).catch((error: unknown) => error);
  expect(inside).toMatchObject({ code: "CONFLICT", hint: "--out DIR elsewhere" });
});
