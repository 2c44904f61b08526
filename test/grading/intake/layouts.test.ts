import { join } from "node:path";
import { expect, it } from "vitest";
import { tgzOf, zipOf } from "./archives.ts";
import { conf, Desk, filesOf, other } from "./desk.ts";

const zipped = (bytes: string) => zipOf([{ name: conf, bytes }]);
const who = (taken: readonly { readonly id: string; readonly student?: object }[]) =>
  Object.fromEntries(taken.map(({ id, student }) => [id, student]));

const moodle = [
  { name: "Group 1-Ada Exämple_4711_assignsubmission_file_/solution.zip", bytes: zipped("ada") },
  { name: `Bob_B. Under_score_4712_assignsubmission_file_/ha/${conf}`, bytes: "bob" },
  { name: "Cy Empty_4713_assignsubmission_onlinetext_/onlinetext.html", bytes: "<p>" },
  { name: `Dan Drill_4714_assignsubmission_file_/${conf}`, bytes: "dan" },
  { name: "Dan Drill_4714_assignsubmission_file_/lb2", mode: 0o120777, bytes: "/etc" },
];
const moodleStudents = {
  "Group 1-Ada Exämple_4711_assignsubmission_file_": {
    name: "Group 1-Ada Exämple",
    number: "4711",
  },
  "Bob_B. Under_score_4712_assignsubmission_file_": { name: "Bob_B. Under_score", number: "4712" },
  "Dan Drill_4714_assignsubmission_file_": { name: "Dan Drill", number: "4714" },
};

it("takes what Moodle hands out, as a zip and as a folder", async () => {
  using desk = new Desk();
  const taken = await desk.take([desk.put("VRRP-118.zip", zipOf(moodle))]);
  expect(who(taken)).toEqual(moodleStudents);
  expect(taken.map((one) => filesOf(one)[conf])).toEqual(["ada", "bob", undefined]);
  expect(taken[2]?.refused).toBe(
    'Dan Drill_4714_assignsubmission_file_: "lb2" is a link: links are not followed',
  );
  using second = new Desk();
  for (const { name, bytes } of moodle.slice(0, 4)) second.put(`out/${name}`, bytes);
  const folders = await second.take([join(second.in, "out")]);
  expect(new Map(Object.entries(who(folders)))).toEqual(new Map(Object.entries(moodleStudents)));
  expect(folders.map(({ refused }) => refused)).toEqual([undefined, undefined, undefined]);
});

it("takes Moodle's files without folders, several of one student together", async () => {
  using desk = new Desk();
  const taken = await desk.take([
    desk.put(
      "a.zip",
      zipOf([
        { name: "Ada E_4711_assignsubmission_file_ha.zip", bytes: zipped("ada") },
        { name: "Ada E_4711_assignsubmission_file_report.pdf", bytes: "pdf" },
        {
          name: "Bob E_4712_assignsubmission_file_x.tgz",
          bytes: tgzOf([{ name: conf, bytes: "bob" }]),
        },
      ]),
    ),
  ]);
  expect(taken.map(({ id }) => id)).toEqual([
    "Ada E_4711_assignsubmission_file_",
    "Bob E_4712_assignsubmission_file_",
  ]);
  expect(taken.map((one) => filesOf(one)[conf])).toEqual(["ada", "bob"]);
});

it("takes what Canvas hands out", async () => {
  using desk = new Desk();
  const entries = [
    { name: "exampleada_9001_777_ha.zip", bytes: zipped("ada") },
    { name: "under_score_LATE_9002_778_ha-1.tar.gz", bytes: tgzOf([{ name: conf, bytes: "us" }]) },
    { name: "bothbob_9003_779_ha.zip", bytes: zipped("bob") },
    { name: "bothbob_9003_780_report.pdf", bytes: "pdf" },
  ];
  const expected = {
    exampleada_9001_777_ha: { name: "exampleada", number: "9001" },
    "under_score_LATE_9002_778_ha-1": { name: "under_score", number: "9002" },
    bothbob_9003: { name: "bothbob", number: "9003" },
  };
  const taken = await desk.take([desk.put("submissions.zip", zipOf(entries))]);
  expect(who(taken)).toEqual(expected);
  expect(taken.map((one) => filesOf(one)[conf])).toEqual(["ada", "us", "bob"]);
  using second = new Desk();
  for (const { name, bytes } of entries) second.put(`all/${name}`, bytes);
  const folder = await second.take([join(second.in, "all")]);
  expect(who(folder)).toEqual(expected);
  expect(folder.map(({ refused }) => refused)).toEqual([undefined, undefined, undefined]);
});

const metadata = `submission_11:
  :submitters:
  - :name: Ada Example
    :sid: '004711'
    :email: ada@example.org
  - :name: Bob Example
    :sid: 4712
    :email: bob@example.org
  :created_at: 2026-11-20 09:14:03.120 Z
  :score: 0.0
submission_12:
  :submitters: []
  :history: &1 [{}]
  :again: *1
`;

it("takes what Gradescope hands out, and a team as one submission", async () => {
  using desk = new Desk();
  const above = "assignment_7_export/";
  const taken = await desk.take([
    desk.put(
      "export.zip",
      zipOf([
        { name: `${above}submission_metadata.yml`, bytes: metadata },
        { name: `${above}submission_11/${conf}`, bytes: "ada" },
        { name: `${above}submission_12/ha/${conf}`, bytes: "cy" },
        { name: `${above}submission_13/${conf}`, bytes: "dan" },
      ]),
    ),
  ]);
  const ada = { name: "Ada Example", number: "004711", email: "ada@example.org" };
  expect(who(taken)).toEqual({
    submission_11: ada,
    submission_12: undefined,
    submission_13: undefined,
  });
  expect(taken[0]?.team).toEqual([
    ada,
    { name: "Bob Example", number: "4712", email: "bob@example.org" },
  ]);
  expect(taken.map((one) => filesOf(one)[conf])).toEqual(["ada", "cy", "dan"]);
  using second = new Desk();
  second.put(`${above}submission_metadata.yml`, metadata);
  second.put(`${above}submission_11/${conf}`, "ada");
  const [folder] = await second.take([join(second.in, above)]);
  expect(folder?.student).toEqual(ada);
});

it("takes what GitHub Classroom clones, without what git keeps", async () => {
  using desk = new Desk();
  for (const user of ["ada-42", "bob"]) {
    desk.put(`vrrp-submissions/vrrp-${user}/${conf}`, user);
    desk.put(`vrrp-submissions/vrrp-${user}/.git/config`, "git");
    desk.put(`vrrp-submissions/vrrp-${user}/.gitignore`, "x");
  }
  const taken = await desk.take([join(desk.in, "vrrp-submissions")]);
  expect(who(taken)).toEqual({ "vrrp-ada-42": { name: "ada-42" }, "vrrp-bob": { name: "bob" } });
  expect(taken.map(filesOf)).toEqual([{ [conf]: "ada-42" }, { [conf]: "bob" }]);
});

it("takes a folder of folders and archives, each by its name", async () => {
  using desk = new Desk();
  desk.put(`class/ada/${conf}`, "ada");
  desk.put("class/bob.zip", zipped("bob"));
  desk.put("class/cy.tar.gz", tgzOf([{ name: `ha/${conf}`, bytes: "cy" }]));
  desk.put("class/dan.7z", Buffer.from("377abcaf271c0004", "hex"));
  desk.put("class/eve/report.pdf", "pdf");
  desk.put("class/README.md", "who handed in what");
  const taken = await desk.take([join(desk.in, "class")]);
  expect(taken.map(({ id }) => id)).toEqual(["ada", "bob", "cy", "dan", "eve"]);
  expect(taken.slice(0, 3).map((one) => filesOf(one)[conf])).toEqual(["ada", "bob", "cy"]);
  expect(taken[3]?.refused).toMatch(/^dan: it is a 7z archive/);
  expect(filesOf(taken[4] as never)).toEqual({ "report.pdf": "pdf" });
});

it("takes each of several paths as one submission, whatever it is made to look like", async () => {
  using desk = new Desk();
  const forged = zipOf([
    { name: `Ada E_4711_assignsubmission_file_/${conf}`, bytes: "not Ada" },
    { name: `Bob E_4712_assignsubmission_file_/${other}`, bytes: "not Bob" },
  ]);
  const taken = await desk.take([desk.put("eve.zip", forged), desk.put("x/eve.zip", zipped("x"))]);
  expect(taken.map(({ id, student }) => ({ id, student }))).toEqual([
    { id: "eve", student: undefined },
    { id: "eve-2", student: undefined },
  ]);
  expect(taken[0]?.refused).toMatch(
    /what nodes take in several folders \("Ada E_4711.*hand in one/,
  );
});

it("refuses one student of a class for what harms, and nobody else", async () => {
  using desk = new Desk();
  const bomb = Array.from({ length: 30 }, (_, at) => ({
    name: `Eve E_1_assignsubmission_file_/lb1/${at}`,
    bytes: Buffer.alloc(2 ** 18),
  }));
  const out = { name: "Eve F_2_assignsubmission_file_/../../x", bytes: "x" };
  const honest = { name: `Ada E_3_assignsubmission_file_/${conf}`, bytes: "ada" };
  const taken = await desk.take([desk.put("c.zip", zipOf([...bomb, out, honest]))], {
    all: 2 ** 20,
    ratioFrom: 2 ** 30,
  });
  expect(taken.map(({ refused }) => refused)).toEqual([
    "Eve E_1_assignsubmission_file_: its files have more than 1 MiB together",
    'Eve F_2_assignsubmission_file_: it holds "../../x", which leads out of it',
    undefined,
  ]);
});
