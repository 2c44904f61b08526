import { expect, it } from "vitest";
import { openBed } from "./cli.ts";
import { engineDescribe } from "./require.ts";

engineDescribe("docker", "PostgreSQL and its clients", () => {
  const bed = openBed();
  const name = bed.name("pg");

  it("is promoted by hand, and what it refuses is said with its line", async () => {
    await bed.ok(["up", "postgres-replication", "--name", name]);
    await bed.ok(["break", name, "promote", "pg2,pg3"]);
    const standing = (node: string) =>
      bed.ok(["exec", name, node, "--", "halab-postgresql", "standing"]);
    expect(`${await standing("pg2")}${await standing("pg3")}`).toMatch(/primary \d+/);
    const conf = "/etc/postgresql/15/main/postgresql.conf";
    const hba = "/etc/postgresql/15/main/pg_hba.conf";
    expect(
      await bed.status(
        name,
        "pg1",
        `echo 'wal_levle = replica' >> ${conf}; halab-svc check postgresql > /tmp/said; test $? = 1 && grep -q "^error: ${conf}:[0-9]*: unrecognized" /tmp/said`,
      ),
    ).toBe(0);
    expect(
      await bed.status(
        name,
        "pg1",
        `sed -i '$d' ${conf}; echo 'hots all all all trust' >> ${hba}; halab-svc restart postgresql > /tmp/said; grep -q "^error: ${hba}:[0-9]*: invalid connection type" /tmp/said`,
      ),
    ).toBe(0);
    await bed.ok(["down", name]);
  });

  it("keeps its own account of what was acknowledged, through ten kills of the server", async () => {
    await bed.ok(["up", "postgres-replication", "--name", name]);
    const client = (script: string) => bed.status(name, "client", script);
    const write =
      "--driver postgresql --to pg1 --password halab --table account --every-us 1000 --timeout-us 2000000";
    expect(
      await client(
        `nohup halab-transactions write ${write} > /tmp/account 2>&1 & echo $! > /tmp/pid`,
      ),
    ).toBe(0);
    for (let kill = 0; kill < 10; kill += 1)
      await bed.ok([
        "exec",
        name,
        "pg1",
        "--",
        "sh",
        "-c",
        "sleep 0.3; halab-svc kill postgresql && halab-svc start postgresql",
      ]);
    // Acknowledged numbers that are not there, and refused ones that are: none.
    const compare = `kill $(cat /tmp/pid); sleep 1
halab-transactions read-back --driver postgresql --to pg1 --password halab --table account | cut -d ' ' -f 5 | tr , '\\n' \\
  | awk -F- '/^[0-9]+(-[0-9]+)?$/ { for (n = $1; n <= ($2 == "" ? $1 : $2); n++) print n }' | sort > /tmp/there
awk '$1 == "s" && $6 == "ok" { print $2 }' /tmp/account | sort > /tmp/acknowledged
awk '$1 == "s" && $6 ~ /^(refused|unreach|bad|error)$/ { print $2 }' /tmp/account | sort > /tmp/refused
test $(wc -l < /tmp/acknowledged) -gt 1000 && test -z "$(comm -23 /tmp/acknowledged /tmp/there)" \\
  && test -z "$(comm -12 /tmp/refused /tmp/there)"`;
    expect(await client(compare)).toBe(0);
    await bed.ok(["down", name]);
  });
});
