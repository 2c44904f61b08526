import { describe, expect, it } from "vitest";
import { notifies } from "../../../cli/technologies/bind/notify.ts";
import { Random } from "../../fixtures/random.ts";

/** As named 9.18 sends it for lab.test: the SOA record of the answer begins with a pointer to the question's name. */
const flags = "a1b22400000100010000000003";
const name = "6c616204746573740000060001";
const record = "c00c00060001000000000026036e7331c00c0a686f73746d6173746572c00c78c3d10d0000000a";

const read = (hex: string) => notifies.parse(Buffer.from(hex, "hex"), "10.79.0.11", "10.79.0.12");

describe("a NOTIFY on the wire", () => {
  it("says which zone has changed, whom it tells, and the new serial as a hint", () => {
    const said = { zone: "lab.test", source: "10.79.0.11", to: "10.79.0.12" };
    expect(read(flags + name + record)).toEqual({ ...said, serial: 2_026_098_957 });
    const alone = flags.replace("00010001", "00010000") + name;
    expect(read(alone)).toEqual(said);
    expect(read(flags + name + record.slice(0, -20))).toEqual(said);
    expect(read(flags + name.replace("6c6162", "4c4142"))).toMatchObject({ zone: "lab.test" });
  });

  it("is none where it asks for something else, or is cut off", () => {
    expect(read(flags + name.replace("00060001", "00010001"))).toBeUndefined();
    expect(read(flags + name.slice(0, 12))).toBeUndefined();
    expect(read("")).toBeUndefined();
  });

  it("of random bytes does not throw, and what it says passes its own schema", () => {
    const random = new Random(53);
    for (let turn = 0; turn < 20_000; turn += 1) {
      const tail = random.bytes(random.below(97)).toString("hex");
      const value = read(turn % 2 === 0 ? tail : (flags + name + tail).slice(0, 192));
      if (value) expect(notifies.schema.safeParse(value).success).toBe(true);
    }
  });
});
