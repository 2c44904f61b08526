import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { readJournal } from "../../../cli/core/journal/file.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { lab, openBed, runDirs } from "../../engine/cli.ts";
import { engineDescribe } from "../../engine/require.ts";

const nonce = "00112233445566778899aabbccddeeff";
const key = "cut -d ' ' -f 2 /etc/halab/identity";

engineDescribe("docker", "servers that prove who they are", () => {
  const bed = openBed();
  const cluster = bed.name("proofs");

  beforeAll(async () => {
    await bed.ok(["up", lab("proofs"), "--name", cluster]);
  });

  /** The proof that a server gives when it is asked like this. */
  const proofOf = (how: string) =>
    bed.sh(cluster, "client", `curl -s -o /dev/null -w '%header{halab-proof}' ${how}`);
  const header = (text: string) => `-H 'Halab-Nonce: ${text}'`;

  it("have a key that only they have; the client has those of all", async () => {
    const there = "cd /etc/halab && stat -c '%n %a' identity servers 2>/dev/null || :";
    expect(await bed.sh(cluster, "web1", there)).toBe("identity 600");
    expect(await bed.sh(cluster, "lb", there)).toBe("");
    expect(await bed.sh(cluster, "client", there)).toBe("servers 600");
    const keys = await Promise.all(["web1", "web2"].map((node) => bed.sh(cluster, node, key)));
    expect(new Set(keys).size).toBe(2);
    const known = await bed.sh(cluster, "client", "cat /etc/halab/servers");
    expect(known.split("\n")).toEqual(keys.map((one, at) => `web${at + 1} ${one}`));
    expect(await bed.sh(cluster, "web1", "stat -c %a /run/halab/nginx-proof.conf")).toBe("600");
    expect(await bed.sh(cluster, "web1", "halab-svc in-force nginx")).not.toContain(keys[0]);
  });

  it("sign a request's nonce, nginx, the shop and echo alike, and a basket with it", async () => {
    const own = await bed.sh(cluster, "web1", key);
    const signed = (text: string) => `web1 ${createHmac("sha256", own).update(text).digest("hex")}`;
    const page = "http://10.84.0.21/";
    const shop = "http://10.84.0.21:8080";
    expect(await proofOf(`${header(nonce)} ${page}`)).toBe(signed(nonce));
    expect(await proofOf(`${header(nonce)} ${shop}/hello`)).toBe(signed(nonce));
    expect(await proofOf(`${header(nonce)} -d item=fig ${shop}/memory/basket`)).toBe(
      signed(`${nonce} 1`),
    );
    const talk = `printf '7 ${nonce}\\n' | timeout 2 bash -c 'exec 3<>/dev/tcp/10.84.0.21/7000; cat >&3; head -n 1 <&3'`;
    expect(await bed.sh(cluster, "client", talk)).toBe(`7 ${signed(nonce)}`);
    // Nobody gets a signature of more than a nonce: it would be one of somebody's basket.
    for (const wrong of [`${nonce} 1`, `${nonce}00`, "x".repeat(3000)]) {
      expect([signed(wrong)]).not.toContain(await proofOf(`${header(wrong)} ${page}`));
      expect(await proofOf(`${header(wrong)} ${shop}/hello`)).toBe("");
    }
  });

  it("are the only ones whose answers count, whoever stands in the middle", async () => {
    await bed.halab(["run", lab("proofs"), "--on", cluster, "--json"]);
    const dir = runDirs(bed).at(-1) ?? "";
    const { series } = RunView.of(readJournal(join(dir, "journal.ndjson")));
    // On a busy machine an answer may come too late: nobody is believed by that.
    const outcomes = [...series].map(([probe, one]): [string, string[]] => [
      probe,
      [...new Set([...one.rows()].map((row) => `${row[4]} ${row[5]}`))]
        .filter((said) => said !== "timeout -")
        .sort(),
    ]);
    expect(Object.fromEntries(outcomes)).toEqual({
      honest: ["ok web1", "ok web2"],
      "made-up": ["forged web1"],
      // The first one was one to its request.
      kept: ["forged web1", "ok web1"],
      swapped: ["forged web1"],
      silenced: ["forged web1"],
      believed: ["ok web1"],
      baskets: ["ok web1"],
      fuller: ["forged web1"],
      "no-baskets": ["forged web1"],
      talk: ["ok web1"],
    });
    // What a journal and its report hold, a student may read.
    for (const file of ["journal.ndjson", "report.html", "report.json"]) {
      const text = readFileSync(join(dir, file), "utf8");
      for (const node of ["web1", "web2"])
        expect(text.includes(await bed.sh(cluster, node, key)), `${file}: ${node}`).toBe(false);
    }
  });

  it("still do after a power cut", async () => {
    const own = await bed.sh(cluster, "web2", key);
    await bed.ok(["break", cluster, "power-off", "web2"]);
    await bed.ok(["heal", cluster]);
    expect(await bed.sh(cluster, "web2", key)).toBe(own);
    const proof = createHmac("sha256", own).update(nonce).digest("hex");
    expect(await proofOf(`${header(nonce)} http://10.84.0.22/`)).toBe(`web2 ${proof}`);
    await bed.ok(["down", cluster]);
  });
});
