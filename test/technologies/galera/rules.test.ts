import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../../cli/core/base/home.ts";
import { kind as explain } from "../../../cli/technologies/galera/explains/galera.ts";
import { kind as explainGarb } from "../../../cli/technologies/galera/explains/garb.ts";
import { linesOf } from "../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const lab = join(labsDir(), "galera");
const rules = await rulesOf("galera");
const [conf, garb] = ["/etc/mysql/mariadb.conf.d/60-galera.cnf", "/etc/default/garb"];
const all = ["g1", "g2", "g3"];

type Edit = (text: string) => string;

/** Replaces the first match; a text that has none is a mistake of the test. */
function edit(from: string | RegExp, to: string): Edit {
  return (text) => {
    const changed = text.replace(from, () => to);
    if (changed === text) throw new Error(`nothing like ${String(from)} in:\n${text}`);
    return changed;
  };
}

const on = (nodes: readonly string[], change: Edit, path = conf): Record<string, Edit> =>
  Object.fromEntries(nodes.map((node) => [`${node}${path}`, change]));

const option = (text: string) => edit("gcache.size=64M;", `gcache.size=64M; ${text};`);

describe("each rule finds what was planted, and nothing else does", () => {
  it.each<[rule: string, edits: Record<string, Edit>, first: string]>([
    ["galera/wsrep-off", on(all, edit(/^wsrep-on .*$/m, "wsrep-on = OFF")), "g1"],
    ["galera/wsrep-off", on(["g2"], edit(/^wsrep-on .*\n/m, "")), "g2"],
    ["galera/provider-missing", on(["g3"], edit("libgalera_smm", "libgalera")), "g3"],
    ["galera/binlog-not-row", on(all, edit(/^binlog-format .*$/m, "binlog_format = MIXED")), "g1"],
    ["galera/binlog-not-row", on(["g1"], edit(/^binlog-format .*\n/m, "")), "g1"],
    ["galera/lock-mode", on(["g1"], edit(/lock-mode = 2/, "lock-mode = 1")), "g1"],
    ["galera/begins-always", on(["g1"], edit(/gcomm:.*/, "gcomm://")), "g1"],
    ["galera/begins-always", on(["g1"], edit(/^wsrep-on /m, "wsrep-new-cluster\nwsrep-on ")), "g1"],
    ["galera/address-of-nobody", on(["g2"], edit(/10\.89\.0\.13/, "10.89.0.31")), "g2"],
    ["galera/address-of-nobody", on(["arb"], edit("10.89.0.12", "10.89.0.200"), garb), "arb"],
    ["galera/names-differ", on(["g2"], edit(/name {6} = halab/, "name = hallab")), "g2"],
    ["galera/names-differ", on(["arb"], edit("GROUP=halab", "GROUP=galera"), garb), "arb"],
    ["galera/sst-method", on(all, edit("= rsync", "= mariabackup")), "g1"],
    [
      "galera/options-twice",
      on(["g3"], edit(/^wsrep-on /m, 'wsrep_provider_options = "gcache.size=1M"\nwsrep-on ')),
      "g3",
    ],
    ["galera/log-not-flushed", on(all, edit("commit = 1", "commit = 0")), "g1"],
    ["galera/cache-small", on(all, edit("gcache.size=64M", "gcache.size=1M")), "g1"],
    ["galera/quorum-ignored", on(all, option("pc.ignore_quorum=true")), "g1"],
    ["galera/quorum-ignored", on(["g1"], option("pc.ignore_sb = YES")), "g1"],
    ["galera/recovery-off", on(all, option("pc.recovery=no")), "g1"],
    ["galera/dirty-reads", on(["g2"], edit(/^wsrep-on /m, "wsrep_dirty_reads\nwsrep-on ")), "g2"],
    [
      "galera/loss-too-slow",
      on(all, edit("suspect_timeout=PT1.5S; evs.inactive_timeout=PT3S", "suspect_timeout=PT6S")),
      "g1",
    ],
    [
      "galera/inactive-before-suspect",
      on(["g1"], edit("inactive_timeout=PT3S", "inactive_timeout=PT1S")),
      "g1",
    ],
    ["galera/brake-late", on(all, edit("fc_limit=32", "fc_limit=10000")), "g1"],
  ])("%s", async (rule, edits, first) => {
    const lines = linesOf(await diagnosedBy(lab, { rules, edits }));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^(error|warning|hint) ${rule} ${first}/`));
  });
});

describe("what looks like a mistake and is none", () => {
  it.each<[string, Record<string, Edit>]>([
    ["the solution", {}],
    ["other words for on", on(all, edit(/^wsrep-on .*$/m, "wsrep_on"))],
    ["a value in quotes, and a comment", on(all, edit(/^wsrep-on .*$/m, "wsrep_on = '1' # yes"))],
    ["another group", on(["g1"], edit("[mysqld]", "[mariadb]"))],
    ["a name of /etc/hosts", on(["g2"], edit("10.89.0.11", "g1"))],
    ["with its port", on(all, edit("10.89.0.11", "10.89.0.11:4567"))],
    ["the kernel's memory survives the process", on(all, edit("commit = 1", "commit = 2"))],
    ["a cache that is as large as nobody says", on(all, edit("gcache.size=64M; ", ""))],
    ["quorum that is not ignored", on(all, option("pc.ignore_quorum=no"))],
    ["the brake as it is by itself", on(all, edit("gcs.fc_limit=32; ", ""))],
  ])("%s", async (_, edits) => {
    expect(linesOf(await diagnosedBy(lab, { rules, edits }))).toEqual([]);
  });
});

it("an option is explained, whichever way it is written", () => {
  const text = "[mysqld]\n# wsrep-on=1\nwsrep-on = ON\n";
  expect(explain.at(text, 3)).toMatchObject({ name: "wsrep_on", otherwise: "OFF" });
  expect(explain.at(text, 2)).toBeUndefined();
  expect(explain.takes("/etc/mysql/mariadb.conf.d/60-galera.cnf")).toBe(true);
  expect(explainGarb.at("GALERA_GROUP=halab", 1)).toMatchObject({ name: "GALERA_GROUP" });
});
