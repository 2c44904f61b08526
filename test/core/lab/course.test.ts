import { describe, expect, it } from "vitest";
import { languages } from "../../../cli/core/base/language.ts";
import { loadCourse } from "../../../cli/core/lab/course.ts";
import { labNames } from "../../../cli/core/lab/open.ts";
import { TempDir } from "../../fixtures/temp.ts";

const labs = ["lvs-dr", "lvs-nat", "vrrp-failover"];
const whole = `version: 1
title: All of it
title-de: Alles
parts:
  - title: Directors
    title-de: Direktoren
    lecture: Balancing
    labs: [lvs-dr, lvs-nat]
  - title: Failover
    lecture: Clusters
    lecture-de: Cluster
    labs: [vrrp-failover]
`;

describe("the course that comes with halab", () => {
  it("has every lab once", () => {
    const all = loadCourse().parts.flatMap((part) => part.labs);
    expect([...all].sort()).toEqual(labNames());
  });
  it.each(languages)("is whole in the language %s", (lang) => {
    const course = loadCourse(lang);
    const titles = [course.title, ...course.parts.flatMap((part) => [part.title, part.lecture])];
    const english = loadCourse("en");
    const others = [english.title, ...english.parts.flatMap((part) => [part.title, part.lecture])];
    expect(titles).toHaveLength(others.length);
    if (lang !== "en") expect(titles.filter((title) => others.includes(title))).toEqual([]);
  });
});

describe("a course file", () => {
  it("is read in a language, and in English where a title is not translated", () => {
    using dir = new TempDir();
    const path = dir.write("course.yaml", whole);
    expect(loadCourse("de", path, labs)).toEqual({
      title: "Alles",
      parts: [
        { title: "Direktoren", lecture: "Balancing", labs: ["lvs-dr", "lvs-nat"] },
        { title: "Failover", lecture: "Cluster", labs: ["vrrp-failover"] },
      ],
    });
    expect(loadCourse("hu", path, labs).title).toBe("All of it");
  });
  it.each([
    [
      "a name that is no lab",
      ["[lvs-dr, lvs-nat]", "[lvs-dr, lvs-nta]"],
      '8:20: unknown lab "lvs-nta" (did you mean "lvs-nat" or "lvs-dr"?)',
    ],
    [
      "a lab that is there twice",
      ["[vrrp-failover]", "[vrrp-failover, lvs-dr]"],
      '12:27: "lvs-dr" is in the course a second time',
    ],
    [
      "a key that is none",
      ["lecture-de", "lecture-den"],
      '11:5: unknown key "lecture-den" (did you mean "lecture" or "lecture-de"',
    ],
    ["a part without labs", ["[vrrp-failover]", "[]"], "at least 1"],
    ["what is no YAML", ["title: All", "title: [All"], "course.yaml:"],
    ["another version", ["version: 1", "version: 2"], '1:10: "version" must be 1'],
  ] as const)("refuses %s, with the line", (_, [from, to], said) => {
    using dir = new TempDir();
    const path = dir.write("course.yaml", whole.replace(from, to));
    expect(() => loadCourse("en", path, labs)).toThrow(
      expect.objectContaining({
        code: "LAB_INVALID",
        message: expect.stringContaining(said),
      }),
    );
  });
  it("that is missing is said so", () => {
    using dir = new TempDir();
    expect(() => loadCourse("en", `${dir.path}/course.yaml`, labs)).toThrow(/is missing/);
  });
});
