import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { overlaps, parseSubnet, type Subnet } from "../../../cli/core/base/address.ts";
import type { Parameter } from "../../../cli/core/lab/parameters.ts";
import { variantOf, variantsOf } from "../../../cli/grading/variants/draw.ts";

const secret = "a secret of some letters";

function lab(params: Readonly<Record<string, Parameter>>) {
  return { name: "a-lab", params };
}

const subnet: Parameter = { kind: "subnet", default: "10.77.0.0/24", vary: true };
const vrid: Parameter = {
  kind: "integer",
  default: 51,
  min: 1,
  max: 255,
  reserved: [99],
  vary: true,
};
const ours = lab({
  subnet,
  far: { kind: "subnet", default: "10.78.4.0/22", vary: true },
  vip: { kind: "string", default: "{{host subnet 100}}", vary: false },
  vrid,
  mac: { kind: "string", default: "52:54:00:88:00:50", form: "52:54:00:##:##:##", vary: true },
  zone: { kind: "string", default: "lab", from: ["oak", "elm", "fir"], vary: true },
  wait: { kind: "duration", default: "2s", from: ["2s", "2100ms"], vary: true },
});

function netsOf(values: Readonly<Record<string, string>>): Subnet[] {
  return Object.values(values).flatMap((text) => parseSubnet(text) ?? []);
}

const ids = fc.uniqueArray(fc.string({ minLength: 1 }), {
  minLength: 1,
  maxLength: 60,
  selector: (id) => id.normalize("NFC").trim().toLowerCase(),
});

describe("a variant", () => {
  it("is the same whenever it is drawn, however the id is typed, and of the varied parameters alone", () => {
    const values = variantOf(ours, secret, "Őry@example.org");
    expect(variantOf(ours, secret, " ŐRY@EXAMPLE.ORG".normalize("NFD"))).toEqual(values);
    expect(Object.keys(values).sort()).toEqual(["far", "mac", "subnet", "vrid", "wait", "zone"]);
  });

  it("is known by these values, which must never change for a secret", () => {
    expect(variantOf(lab({ subnet, vrid }), secret, "s1")).toMatchInlineSnapshot(`
      {
        "subnet": "10.131.218.0/24",
        "vrid": "146",
      }
    `);
  });

  it("is another one for another secret, lab or student", () => {
    const all = [
      variantOf(ours, secret, "s1"),
      variantOf(ours, `${secret}!`, "s1"),
      variantOf({ ...ours, name: "b-lab" }, secret, "s1"),
      variantOf(ours, secret, "s2"),
    ];
    expect(new Set(all.map((one) => one["subnet"])).size).toBe(4);
  });

  it("keeps to the parameter's range, and leaves out what is reserved", () => {
    const small = lab({
      id: { kind: "integer", default: 3, min: 1, max: 4, reserved: [1], vary: true },
    });
    const drawn = Array.from({ length: 40 }, (_, at) => variantOf(small, secret, `s${at}`)["id"]);
    expect([...new Set(drawn)].sort()).toEqual(["2", "4"]);
  });

  it("is refused where a parameter has nothing to draw from", () => {
    const none = lab({ name: { kind: "string", default: "x", vary: true } });
    expect(() => variantOf(none, secret, "s")).toThrow("parameter name varies, but has neither");
    const open = lab({ id: { kind: "integer", default: 3, vary: true } });
    expect(() => variantOf(open, secret, "s")).toThrow("has no `min` and `max`");
    expect(() => variantOf(lab({}), secret, "s")).toThrow("no parameter with `vary: true`");
  });
});

describe("the variants of a class", () => {
  it("have networks that lie apart, ids and names of their own, and none of the lab's", () => {
    fc.assert(
      fc.property(ids, fc.string({ minLength: 16 }), (students, key) => {
        const all = [...variantsOf(ours, key, students).values()];
        const nets = all.flatMap(netsOf);
        for (const [at, net] of nets.entries())
          expect(nets.slice(at + 1).some((other) => overlaps(net, other))).toBe(false);
        const lab77 = parseSubnet("10.77.0.0/16");
        expect(nets.some((net) => lab77 && overlaps(net, lab77))).toBe(false);
        for (const name of ["vrid", "mac"])
          expect(new Set(all.map((one) => one[name])).size).toBe(students.length);
        for (const one of all) expect(["51", "99"]).not.toContain(one["vrid"]);
      }),
      { numRuns: 30 },
    );
  });

  it("do not depend on the order of the list", () => {
    fc.assert(
      fc.property(ids, (students) => {
        const [there, back] = [students, students.toReversed()].map((list) =>
          variantsOf(ours, secret, list),
        );
        for (const id of students) expect(back?.get(id)).toEqual(there?.get(id));
      }),
      { numRuns: 20 },
    );
  });

  it("stay who has them, when somebody comes later", () => {
    const first = variantsOf(ours, secret, ["a", "b", "c"]);
    const many = [
      "z",
      "a",
      "y",
      "b",
      "x",
      "c",
      ...Array.from({ length: 200 }, (_, at) => `s${at}`),
    ];
    const later = variantsOf(ours, secret, many, first);
    for (const [id, values] of first) expect(later.get(id)).toEqual(values);
    expect([...later.keys()]).toEqual(many);
  });

  it("share ids evenly where there are fewer than students", () => {
    const students = Array.from({ length: 600 }, (_, at) => `s${at}`);
    const drawn = [...variantsOf(lab({ subnet, vrid }), secret, students).values()];
    const times = [...Map.groupBy(drawn, (one) => one["vrid"]).values()].map((all) => all.length);
    expect(times).toHaveLength(253);
    expect(Math.max(...times)).toBeLessThanOrEqual(3);
    expect(new Set(drawn.map((one) => one["subnet"])).size).toBe(600);
  });
});
