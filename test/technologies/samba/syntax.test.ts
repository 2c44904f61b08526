import { describe, expect, it } from "vitest";
import { parseAddress } from "../../../cli/core/base/address.ts";
import { parseKrb5Conf, relationsOf } from "../../../cli/technologies/samba/config/krb5-conf.ts";
import { nameServers } from "../../../cli/technologies/samba/config/resolv-conf.ts";
import { parseSites, siteOf } from "../../../cli/technologies/samba/config/sites-ldif.ts";
import { globalOf, parseSmbConf } from "../../../cli/technologies/samba/config/smb-conf.ts";
import { parseRoleScript, unnamed } from "../../../cli/technologies/samba/config/take-roles.ts";

describe("smb.conf", () => {
  it("names have neither case nor blanks, and the last value counts", () => {
    const conf = parseSmbConf(
      "Server Role = auto\n[global]\n\tserverrole= dc \n[x]\nserver role = y\n",
    );
    expect(globalOf(conf, "server  role")).toMatchObject({ value: "dc", line: 3 });
    expect(conf.bad).toEqual([]);
  });
  it("a backslash joins lines; what is no setting is bad", () => {
    const conf = parseSmbConf(
      "[global]\nserver services = rpc, \\\n ldap\nwhat\n# no = x\n; no = y\n",
    );
    expect(globalOf(conf, "server services")).toMatchObject({ value: "rpc,  ldap", line: 2 });
    expect(conf.bad).toEqual([4]);
  });
});

describe("krb5.conf", () => {
  const text =
    '# x\n[realms]\nA = {\n kdc = one\n kdc = two\n sub = {\n  kdc = no\n }\n}\n[libdefaults]\n x = "y"\n';
  it("has relations by where they stand", () => {
    const conf = parseKrb5Conf(text);
    expect(relationsOf(conf, "realms", "A", "kdc").map(({ value }) => value)).toEqual([
      "one",
      "two",
    ]);
    expect(relationsOf(conf, "libdefaults", "x")).toMatchObject([{ value: "y", line: 11 }]);
    expect(conf.bad).toBeUndefined();
  });
  it.each<[string, number]>([
    ["x = y\n", 1],
    ["[a]\n}\n", 2],
    ["[a]\nb\n", 2],
    ["[a]\nA =\n{\n", 2],
  ])("%j is refused at line %d", (bad, line) => {
    expect(parseKrb5Conf(bad).bad).toBe(line);
  });
});

describe("resolv.conf", () => {
  it("has the first three name servers", () => {
    const text =
      "search x\nnameserver 10.0.0.1\n #nameserver 1\nnameserver\t10.0.0.2 # y\nnameserver 3\nnameserver 4\n";
    expect(nameServers(text).map(({ address }) => address)).toEqual(["10.0.0.1", "10.0.0.2", "3"]);
  });
});

describe("sites.ldif", () => {
  const text = `# x
dn: CN=10.0.0.0/24,CN=Subnets,CN=Sites
changetype: add
objectClass: subnet
siteObject: CN=Head,CN=Sites

dn: CN=10.0.0.128/25,CN=Subnets,CN=Sites
changetype: add
objectClass: subnet
siteObject: CN=Branch,CN=Si
 tes

dn: CN=Branch,CN=Sites
objectclass: site

dn: CN=L,CN=IP
changetype: modify
add: siteList
siteList: CN=Branch,CN=Sites
-
`;
  const file = parseSites(text);
  it("has sites, subnets and links, with their lines", () => {
    expect(file.sites).toEqual([{ name: "Branch", line: 13 }]);
    expect(file.linked).toEqual([{ name: "Branch", line: 19 }]);
    expect(file.subnets.map(({ name, site }) => [name, site])).toEqual([
      ["10.0.0.0/24", "Head"],
      ["10.0.0.128/25", "Branch"],
    ]);
  });
  it.each<[string, string | undefined]>([
    ["10.0.0.7", "Head"],
    ["10.0.0.200", "Branch"],
    ["10.0.1.7", undefined],
  ])("%s is in %s, by the longest subnet", (address, site) => {
    expect(siteOf(file, parseAddress(address) ?? 0)).toBe(site);
  });
});

describe("take-roles", () => {
  it("is looked at by its words", () => {
    const said = parseRoleScript(
      "# samba-tool fsmo seize\nsamba-tool fsmo transfer --role=all\nsamba-tool fsmo seize --force --role pdc # x\n",
    );
    expect(said.calls).toEqual([
      { verb: "transfer", role: "all", forced: false, line: 2 },
      { verb: "seize", role: "pdc", forced: true, line: 3 },
    ]);
    expect(unnamed(said, "transfer")).toEqual([]);
    expect(unnamed(said, "seize")).not.toContain("pdc");
    expect(unnamed(said, "seize")).toContain("rid");
  });
  it.each([
    "samba-tool fsmo $1 --role=all",
    "samba-tool fsmo seize --role=$r",
    "python3 x",
    ". ./lib",
  ])("of %s nothing is said", (text) => {
    expect(parseRoleScript(text).opaque).toBe(true);
  });
});
