import { describe, expect, it } from "vitest";
import { ZoneRecords } from "../../../cli/technologies/bind/zone-lookup.ts";

const zone = `lab.test.			60 IN SOA	ns.lab.test. hostmaster.lab.test. 7 5 2 15 4
lab.test.			60 IN NS	ns.lab.test.
; resign=20261212233009
www.lab.test.			60 IN CNAME	Pool.lab.test.
POOL.lab.test.			90 IN A		192.0.2.1
pool.lab.test.			90 IN A		192.0.2.2
*.lab.test.			60 IN A		192.0.2.3
*.w.lab.test.			60 IN CNAME	pool.lab.test.
mail.lab.test.			60 IN MX	10 pool.lab.test.
a.deep.lab.test.		60 IN A		192.0.2.4
old.lab.test.			60 IN DNAME	new.example.
sub.lab.test.			60 IN NS	ns.sub.lab.test.
ns.sub.lab.test.		60 IN A		192.0.2.5
txt.lab.test.			60 IN TXT	"x 60 IN A 192.0.2.6"
`;
const records = new ZoneRecords("lab.test", zone);
const pool = [
  { ttlS: 90, address: "192.0.2.1" },
  { ttlS: 90, address: "192.0.2.2" },
];

describe("where a name's addresses are written", () => {
  it.each([
    ["pool.lab.test", "pool.lab.test", pool],
    ["anything.lab.test", "*.lab.test", [{ ttlS: 60, address: "192.0.2.3" }]],
    ["deep.down.lab.test", "*.lab.test", [{ ttlS: 60, address: "192.0.2.3" }]],
    // A name that only others stand below is there, and no wildcard is asked for it, nor below it (RFC 4592 2.2.2).
    ["deep.lab.test", "deep.lab.test", []],
    ["mail.lab.test", "mail.lab.test", []],
    ["txt.lab.test", "txt.lab.test", []],
  ])("%s: at %s", (name, owner, rows) => {
    expect(records.find(name)).toEqual({ is: "addresses", owner, rows });
  });

  it.each([
    ["www.lab.test", "pool.lab.test"],
    ["x.w.lab.test", "pool.lab.test"],
    ["www.old.lab.test", "www.new.example"],
  ])("%s is an alias of %s", (name, target) => {
    expect(records.find(name)).toEqual({ is: "alias", target });
  });

  it.each([
    ["ns.sub.lab.test", "sub.lab.test is delegated to other servers"],
    ["x.deep.lab.test", "there is no such name"],
  ])("%s is in none: %s", (name, why) => {
    expect(records.find(name)).toEqual({ is: "none", why });
  });

  it("a zone of one label ends, too", () => {
    const test = new ZoneRecords("test", "test. 1 IN A 192.0.2.1\nwww.test. 1 IN A 192.0.2.2\n");
    expect(test.find("www.test")).toMatchObject({ owner: "www.test" });
    expect(test.find("x.test")).toMatchObject({ is: "none" });
  });
});
