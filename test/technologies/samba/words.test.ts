import { expect, it } from "vitest";
import { readWord } from "../../../cli/technologies/samba/history/words.ts";
import { movedSince, stampsOf } from "../../../cli/technologies/samba/metadata.ts";
import { kind as directory } from "../../../cli/technologies/samba/probes/directory.ts";
import { kind as logon } from "../../../cli/technologies/samba/probes/logon.ts";
import { partOf, recordsOf } from "../../../cli/technologies/samba/records.ts";

const watching = directory.schema.parse({
  ...{ kind: "directory", from: "client", controllers: ["dc1", "dc2"], password: "p" },
});
const logging = logon.schema.parse({
  ...{ kind: "logon", from: "client", principal: "Ada@LAB.TEST", password: "p", at: "dc2" },
});

it("a line's time is the node's; a time within it becomes how long it took", () => {
  const line = directory.follow?.(watching).parse("5000000000 dc1 wrote 7 sent=4988000000");
  expect(line).toEqual({ atNs: 5_000_000_000, value: "dc1 wrote 7 took=12" });
  const logged = logon.follow?.(logging).parse("9000000000 logon 3 due=7500000000 ok ");
  expect(logged).toEqual({ atNs: 9_000_000_000, value: "logon 3 took=1500 ok " });
  expect(directory.follow?.(watching).parse("halab-samba: no LDAP")).toBeUndefined();
});

it("the programs are given what the lab says", () => {
  expect(directory.follow?.(watching)).toMatchObject({
    ...{ nodes: ["client"], argv: ["halab-samba", "follow", "p", "2000", "dc1", "dc2"] },
  });
  expect(logon.follow?.(logging).argv).toEqual([
    ...["halab-samba", "logon", "Ada@LAB.TEST", "p", "500", "5000", "dc2"],
  ]);
});

it.each<[string, object]>([
  ["dc1 up", { word: "up" }],
  ["dc2 down Can't contact LDAP server", { word: "down", why: "Can't contact LDAP server" }],
  ["dc1 saw dc3 19", { word: "saw", source: "dc3", number: 19 }],
  ["dc1 refused 4 Server is unwilling", { word: "refused", number: 4, why: "Server is unwilling" }],
  [
    "dc3 names Sales%0aCNF:9f-1|%00%ff|made%20on%20dc1;Sales|%01|",
    {
      word: "names",
      objects: [
        { name: "Sales\nCNF:9f-1", guid: "%00%ff", value: "made on dc1" },
        { name: "Sales", guid: "%01", value: "" },
      ],
    },
  ],
  ["dc3 names -", { word: "names", objects: [] }],
  [
    "dc1 roles pdc=DC2,rid=?",
    {
      word: "roles",
      owners: new Map([
        ["pdc", "dc2"],
        ["rid", "?"],
      ]),
    },
  ],
  [
    "dc1 links DC3@Branch%20office,DC3<DC1",
    {
      word: "links",
      links: { sites: new Map([["dc3", "Branch office"]]), inbound: [{ to: "dc3", from: "dc1" }] },
    },
  ],
])("%s", (line, said) => {
  expect(readWord(line)).toEqual({ node: line.split(" ")[0], said });
});

it.each(["", "dc1", "dc1 saw dc2", "dc1 sings", "dc1 saw dc2 x"])("%j says nothing", (line) => {
  expect(readWord(line)).toBeUndefined();
});

const printed = `# record 1
dn: OU=staff,DC=lab,DC=test
replPropertyMetaData:     NDR_PRINT
        array: struct replPropertyMetaData1
            attid                    : DRSUAPI_ATTID_ou (0xB)
            version                  : 0x00000001 (1)
            originating_change_time  : Mon Nov 30 18:00:00 2026 UTC
            originating_invocation_id: 3ad8ae23-0c0d-4d4e-8a3c-000000000001
            originating_usn          : 0x0000000000000e8a (3722)
            local_usn                : 0x0000000000000e8a (3722)
        array: struct replPropertyMetaData1
            attid                    : UNKNOWN_ENUM_VALUE (0x9)
            version                  : 0x00000002 (2)
            originating_invocation_id: 3ad8ae23-0c0d-4d4e-8a3c-000000000001
            originating_usn          : 0x0000000000000e90 (3728)
`;

it("stamps are read as ldbsearch prints them, and compared", () => {
  const stamps = stampsOf(printed);
  const invocation = "3ad8ae23-0c0d-4d4e-8a3c-000000000001";
  expect(stamps).toEqual([
    { attribute: "ou", version: 1, invocation, usn: 3722 },
    { attribute: "street", version: 2, invocation, usn: 3728 },
  ]);
  const before = stamps.map((one) => (one.attribute === "street" ? { ...one, version: 1 } : one));
  expect(movedSince(before, stamps).map(({ attribute }) => attribute)).toEqual(["street"]);
  expect(movedSince(stamps, stamps)).toEqual([]);
  expect(movedSince([], stamps)).toHaveLength(2);
});

it("LDIF is read with its folded lines and what it has in base64", () => {
  const [first, second] = recordsOf(
    "# record 1\ndn: CN=a,\n DC=test\nname:: U2FsZXMKQ05GOjE=\n\n# record 2\ndn: CN=b\ncn: b\n\n# returned 2\n",
  );
  expect(first?.get("dn")).toBe("CN=a,DC=test");
  expect(first?.get("name")).toBe("Sales\nCNF:1");
  expect(second?.get("cn")).toBe("b");
  expect(partOf("CN=NTDS Settings,CN=DC3,CN=Servers,CN=Branch\\, west,CN=Sites", 3)).toBe(
    "Branch\\, west",
  );
  expect(partOf("CN=a", 4)).toBe("");
});
