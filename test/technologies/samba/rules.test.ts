import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../../cli/core/base/home.ts";
import { kind as krb5 } from "../../../cli/technologies/samba/explains/krb5.ts";
import { kind as smb } from "../../../cli/technologies/samba/explains/smb.ts";
import { diagnosed, linesOf } from "../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const lab = join(labsDir(), "samba-ad");
const rules = await rulesOf("files", "samba");
const [conf, ldif, script] = [
  "/etc/samba/smb.conf",
  "/etc/samba/sites.ldif",
  "/usr/local/sbin/take-roles",
];
const [kerberos, resolv] = ["client/etc/krb5.conf", "client/etc/samba/resolv.conf"];
const all = ["dc1", "dc2", "dc3"];

type Edit = (text: string) => string;
type Edits = Readonly<Record<string, Edit>>;

/** Replaces the first match; a text that has none is a mistake of the test. */
function edit(from: string | RegExp, to: string): Edit {
  return (text) => {
    const changed = text.replace(from, () => to);
    if (changed === text) throw new Error(`nothing like ${String(from)} in:\n${text}`);
    return changed;
  };
}

const on = (nodes: readonly string[], path: string, change: Edit): Edits =>
  Object.fromEntries(nodes.map((node) => [`${node}${path}`, change]));

const both =
  (...edits: readonly Edit[]): Edit =>
  (text) =>
    edits.reduce((so, one) => one(so), text);

async function found(edits: Edits): Promise<string[]> {
  const diagnosis = await diagnosedBy(lab, { rules, edits });
  // Every text has its arguments.
  expect(JSON.stringify(diagnosis)).not.toMatch(/\{[a-z-]+\}/);
  return linesOf(diagnosis);
}

const onlyDc1 = edit(/^ *kdc = dc[23].*\n(?:.*\n)?/gm, "");

describe("each rule finds what was planted, and nothing else does", () => {
  it.each<[string, Edits, string]>([
    [
      "samba/nameserver-single",
      { [resolv]: edit(/^nameserver .*\n(?=nameserver|options)/gm, "") },
      "client",
    ],
    ["samba/kdc-single", { [kerberos]: onlyDc1 }, "client"],
    [
      "samba/kdc-single",
      { [kerberos]: () => "[libdefaults]\n default_realm = LAB.TEST\n dns_lookup_kdc = no\n" },
      "client/etc/krb5.conf:3",
    ],
    ["samba/kdc-unknown", { [kerberos]: edit("dc3.lab.test", "dc4.lab.test") }, "client"],
    ["samba/logon-asks-dns", { [kerberos]: edit(/^.*dns_lookup_kdc.*$/m, "") }, "client"],
    [
      "samba/logon-asks-dns",
      { [kerberos]: edit("dns_lookup_kdc = false", "dns_lookup_kdc = yes") },
      "client/etc/krb5.conf:6",
    ],
    ["samba/krb5-malformed", { [kerberos]: edit("LAB.TEST = {", "LAB.TEST =\n {") }, "client"],
    ["samba/krb5-malformed", { [kerberos]: edit("[libdefaults]", "") }, "client"],
    [
      "samba/realm-differs",
      { [kerberos]: edit("default_realm = LAB.TEST", "default_realm = lab.test") },
      "client",
    ],
    [
      "samba/domain-differs",
      on(["dc2"], conf, edit("realm = LAB.TEST", "realm = LAB.LOCAL")),
      "dc2",
    ],
    [
      "samba/domain-differs",
      on(["dc3"], conf, edit("workgroup = LAB", "workgroup = OFFICE")),
      "dc3",
    ],
    ["samba/smb-malformed", on(["dc2"], conf, edit("  read only = no", "  read only no")), "dc2"],
    [
      "samba/names-alike",
      on(["dc3"], conf, edit("workgroup = LAB", "workgroup = LAB\n  NetBIOS name = dc2")),
      "dc3",
    ],
    [
      "samba/names-alike",
      on(["dc1"], conf, edit("workgroup = LAB", "workgroup = LAB\n  netbios name = DC3")),
      "dc1",
    ],
    ["samba/service-missing", on(["dc2"], conf, edit(" drepl,", "")), "dc2"],
    [
      "samba/service-missing",
      on(all, conf, edit(/server services = .*/, "server services = -kcc")),
      "dc1",
    ],
    [
      "samba/notify-slow",
      on(["dc1"], conf, edit(/notify_interval = \d+/, "notify_interval = 30")),
      "dc1",
    ],
    ["samba/notify-slow", on(all, conf, edit(/^.*notify_interval.*$/m, "")), "dc1"],
    [
      "samba/pull-slow",
      on(["dc1"], conf, edit(/dreplsrv:periodic_interval = \d+/, "dreplsrv:periodic_interval=90")),
      "dc1",
    ],
    ["samba/pull-slow", on(all, conf, edit(/^.*dreplsrv:periodic_interval.*$/m, "")), "dc1"],
    [
      "samba/kcc-slow",
      on(["dc3"], conf, edit(/kccsrv:periodic_interval = \d+/, "KCCsrv:periodic_interval = 60")),
      "dc3",
    ],
    ["samba/kcc-slow", on(all, conf, edit(/^.*kccsrv:.*$/m, "")), "dc1"],
    ["samba/log-quiet", on(all, conf, edit(/log level = .*/, "log level = 1")), "dc1"],
    [
      "samba/log-quiet",
      on(["dc2"], conf, edit(/log level = .*/, "log level = 3 drs_repl:0")),
      "dc2",
    ],
    [
      "samba/plain-passwords",
      on(["dc1"], conf, edit("[sysvol]", "ldap server require strong auth = No\n[sysvol]")),
      "dc1",
    ],
    ["samba/site-unlinked", on(["dc1"], ldif, edit(/^siteList: .*$/m, "")), "dc1"],
    [
      "samba/site-empty",
      on(["dc1"], ldif, edit("siteObject: CN=Branch", "siteObject: CN=Default-First-Site-Name")),
      "dc1",
    ],
    ["samba/site-empty", on(["dc1"], ldif, edit(/\.128\/25/, ".192/26")), "dc1"],
    [
      "samba/site-unknown",
      on(
        ["dc1"],
        ldif,
        edit(
          "siteList: CN=Branch,CN=Sites",
          "siteList: CN=Branch,CN=Sites,CN=Configuration,DC=lab,DC=test\nsiteList: CN=Brunch,CN=Sites",
        ),
      ),
      "dc1",
    ],
    [
      "samba/roles-forgotten",
      on(["dc2"], script, edit("--force --role=all", "--force --role=pdc")),
      "dc2",
    ],
    ["samba/no-seizure", on(["dc2"], script, edit("seize --force", "transfer")), "dc2"],
    [
      "samba/seized-from-living",
      on(["dc2"], script, edit("fsmo transfer", "fsmo seize --force")),
      "dc2",
    ],
    ["samba/password-differs", on(["dc2"], script, edit("%Passw0rd-lab", "%letmein")), "dc2"],
  ])("%s", async (rule, edits, place) => {
    const lines = await found(edits);
    expect(lines, lines.join("\n")).toHaveLength(1);
    expect(lines[0]).toContain(rule);
    expect(lines[0]).toContain(place);
  });

  it("one mistake in the file of all nodes is said once", async () => {
    const lines = await found(on(all, conf, edit(/^.*kccsrv:.*$/m, "")));
    expect(lines).toHaveLength(1);
    for (const node of all) expect(lines[0]).toContain(node);
  });

  it("what was taken for a password is not shown", async () => {
    const edits = on(all, script, edit("%Passw0rd-lab", "%letmein"));
    const { findings } = await diagnosedBy(lab, { rules, edits });
    expect(findings).toHaveLength(1);
    expect(JSON.stringify(findings.map(({ where }) => where))).not.toContain("letmein");
  });

  it("the same name in the file of all nodes is said once", async () => {
    const lines = await found(
      on(all, conf, edit("workgroup = LAB", "workgroup = LAB\n  netbios name = DC1")),
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("dc2");
  });

  it("the solution has none", async () => {
    expect(await found({})).toEqual([]);
  });

  it.each<[string, Edits]>([
    ["a script in other words", on(all, script, () => "#!/bin/sh\npython3 /root/roles.py $1\n")],
    ["a script that asks before it takes", on(all, script, edit("seize --force", "seize"))],
    [
      "roles by their names",
      on(all, script, (text) =>
        text.replaceAll(/^.*--role=all.*$/gm, (line) =>
          ["pdc", "rid", "schema", "naming", "infrastructure", "domaindns", "forestdns"]
            .map((role) =>
              line
                .replace("=all", `=${role}`)
                .replace(/^ *(planned|dead)\) /, "")
                .replace(";;", ""),
            )
            .join("\n"),
        ),
      ),
    ],
    ["the KDCs by DNS", { [kerberos]: () => "[libdefaults]\n\tdefault_realm = LAB.TEST\n" }],
    [
      "a primary KDC that is named",
      {
        [kerberos]: both(
          edit(/^.*dns_lookup_kdc.*$/m, ""),
          edit("kdc = dc1.lab.test", "kdc = dc1.lab.test\n primary_kdc = dc1.lab.test"),
        ),
      },
    ],
    [
      "the KDCs by address",
      { [kerberos]: both(edit("dc2.lab.test", "10.86.0.12"), edit("dc3.lab.test", "dc3")) },
    ],
    [
      "two branches' worth of subnets",
      on(
        ["dc1"],
        ldif,
        (text) =>
          `${text}\ndn: CN=10.86.0.136/29,CN=Subnets,CN=Sites,CN=Configuration,DC=lab,DC=test\nchangetype: add\nobjectClass: subnet\nsiteObject: CN=Branch,CN=Sites,CN=Configuration,DC=lab,DC=test\n`,
      ),
    ],
    [
      "services by sign",
      on(all, conf, edit(/server services = .*/, "Server Services = -s3fs -winbindd")),
    ],
    [
      "controllers that are called as their hosts",
      Object.assign(
        {},
        ...all.map((dc) =>
          on([dc], conf, edit("workgroup = LAB", `workgroup = LAB\n  netbios name = ${dc}`)),
        ),
      ),
    ],
    [
      "a password that is read from elsewhere",
      on(all, script, edit("%Passw0rd-lab'", "'%$(cat /root/password)")),
    ],
    ["blanks and case", on(all, conf, edit("log level", "Log  Level"))],
  ])("nothing is said of %s", async (_, edits) => {
    const said = await found(edits);
    expect(said).toEqual([]);
  });
});

describe("configurations that look unusual and are right", () => {
  const folder = join(import.meta.dirname, "right");
  it.each(readdirSync(folder))("%s: nothing is found", async (name) => {
    const said = await diagnosed(lab, [
      { dir: join(folder, name), render: false },
      { dir: join(lab, "solution"), render: true },
    ]);
    expect(linesOf(said).filter((line) => line.includes("samba/"))).toEqual([]);
  });
});

describe("what words of the files do", () => {
  it("is told for lines of smb.conf", () => {
    const text = "# x\n[global]\nDREPLSRV:notify_interval = 1\nserver\trole = dc\nfoo = 1\n";
    const names = text.split("\n").map((_, at) => smb.at(text, at + 1)?.name);
    expect(names).toEqual([
      undefined,
      undefined,
      "dreplsrv:notify_interval",
      "server role",
      undefined,
      undefined,
    ]);
    expect(smb.takes(conf)).toBe(true);
  });
  it("is told for lines of krb5.conf", () => {
    const text = "[libdefaults]\ndefault_realm = X\n[realms]\nX = {\nkdc = a\n}\n";
    const names = text.split("\n").map((_, at) => krb5.at(text, at + 1)?.name);
    expect(names).toEqual([
      undefined,
      "default_realm",
      undefined,
      undefined,
      "kdc",
      undefined,
      undefined,
    ]);
    expect(krb5.takes("/etc/krb5.conf")).toBe(true);
    expect(krb5.takes(conf)).toBe(false);
  });
});
