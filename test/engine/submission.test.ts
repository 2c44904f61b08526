/** A student's own files on a real node: bytes, modes, what their daemons include; and what is refused before that. */
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { openBed } from "./cli.ts";
import { serverWith } from "./made-labs.ts";
import { refusing } from "./refused.ts";
import { engineDescribe } from "./require.ts";

const site = "/etc/haproxy/conf.d/site.cfg";
const script = "/usr/local/bin/check.sh";
const latin = Buffer.from("# gr\xfc\xdfe\n", "latin1");

const nginx = `events {}
http {
  include /etc/nginx/conf.d/*.conf;
}
`;

engineDescribe("docker", "files of a submission", () => {
  const bed = openBed();
  const refused = refusing(bed);

  function labAndFiles(name: string, conf = nginx) {
    const dir = serverWith(bed, name, {
      services: ["nginx"],
      files: { "/etc/nginx/nginx.conf": nginx },
      allow: ["/etc/nginx/**", "/usr/local/**", "/etc/haproxy/**"],
    });
    const mine = join(bed.dir, `${name}-mine`);
    const write = (path: string, content: string | Buffer) => {
      const file = join(mine, "server", path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    };
    write("/etc/nginx/nginx.conf", conf);
    return { dir, mine, write };
  }

  it("reach the node as they are, and its daemons read them", async () => {
    const name = bed.name("own");
    const { dir, mine, write } = labAndFiles("own");
    write("/etc/nginx/conf.d/site.conf", "server { listen 80; location / { return 200 mine; } }\n");
    write(site, latin);
    chmodSync(write(script, "#!/bin/sh\necho it runs\n"), 0o755);
    write("/usr/local/share/data", Buffer.from(Array.from({ length: 256 }, (_, at) => at)));
    await bed.ok(["up", dir, "--name", name, "--files", mine]);
    expect(await bed.sh(name, "client", "curl -s -m 2 server")).toBe("mine");
    expect(await bed.sh(name, "server", "check.sh")).toBe("it runs");
    const sums = await bed.sh(name, "server", `sha256sum < ${site}; stat -c '%a %U' ${site}`);
    const sum = createHash("sha256").update(latin).digest("hex");
    expect(sums).toBe(`${sum}  -\n644 root`);
    expect(await bed.sh(name, "server", "wc -c < /usr/local/share/data")).toBe("256");
    // Nothing differs from what was given, bytes that are no text included.
    expect(await bed.ok(["up", dir, "--name", name, "--files", mine])).not.toContain("differs");
    await bed.ok(["down", name]);
    await bed.noResidue(name);
  });

  it("that a daemon refuses are named by their own path, too", async () => {
    const name = bed.name("wrong");
    const { dir, mine, write } = labAndFiles("wrong");
    const file = write("/etc/nginx/conf.d/site.conf", "server { lisen 80; }\n");
    const said = await refused(["up", dir, "--name", name, "--files", mine], 2, /"lisen"/);
    expect(said).toMatch(/\/etc\/nginx\/conf\.d\/site\.conf of server is \S*wrong-mine\/server/);
    expect(statSync(file).isFile()).toBe(true);
    await bed.noResidue(name);
  });

  it("that are links are refused before anything is made", async () => {
    const name = bed.name("link");
    const { dir, mine } = labAndFiles("link");
    symlinkSync("/proc/self/environ", join(mine, "server/etc/nginx/environ.conf"));
    const said = await refused(
      ["run", dir, "--name", name, "--files", mine],
      2,
      /is a link out of/,
    );
    expect(said).not.toContain("HALAB_STATE");
    await bed.noResidue(name);
  });
});
