import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ownFilesIn } from "../../../cli/providers/docker/cluster.ts";
import { creator, mayLimit } from "../../../cli/providers/docker/limits/quota.ts";

const onXfs = { Driver: "overlay2", DriverStatus: [["Backing Filesystem", "xfs"]] };
const onExt4 = { Driver: "overlay2", DriverStatus: [["Backing Filesystem", "extfs"]] };

/** An engine that says so of itself, and refuses what `refuses` says of. */
function engineOf(info: object, refuses: (size: string | undefined) => string | undefined) {
  const asked: (string | undefined)[] = [];
  const docker = {
    info: async () => info,
    createContainer: async ({ HostConfig }: { HostConfig?: { StorageOpt?: { size: string } } }) => {
      const size = HostConfig?.StorageOpt?.size;
      asked.push(size);
      const why = refuses(size);
      if (why !== undefined) throw new Error(why);
      return {};
    },
  };
  return { asked, create: creator({ docker } as never) };
}

describe("a limit for what nodes write", () => {
  it.each([
    [onXfs, true],
    [onExt4, false],
    [{ Driver: "btrfs" }, true],
    [{}, false],
  ])("of %j may be had: %s", (info, may) => expect(mayLimit(info)).toBe(may));

  it("is given to each container, where the engine takes it", async () => {
    const { asked, create } = engineOf(onXfs, () => undefined);
    for (let round = 0; round < 2; round += 1) await create({ HostConfig: {} });
    expect(asked).toEqual(["2G", "2G"]);
  });

  it("is left out once the engine has said that it has none", async () => {
    const why = "--storage-opt is supported only for overlay over xfs with 'pquota' mount option";
    const { asked, create } = engineOf(onXfs, (size) => (size ? why : undefined));
    for (let round = 0; round < 2; round += 1) await create({ HostConfig: {} });
    expect(asked).toEqual(["2G", undefined, undefined]);
  });

  it("hides no other error, and is not tried where it cannot be", async () => {
    const { create } = engineOf(onXfs, () => "there is a container x already");
    await expect(create({})).rejects.toThrow("there is a container x already");
    const { asked, create: plain } = engineOf(onExt4, () => undefined);
    await plain({});
    expect(asked).toEqual([undefined]);
  });
});

describe("halab's own files in a node", () => {
  it("are its programs and its library; what it makes at run time is elsewhere", () => {
    const changed = [
      "/usr",
      "/usr/bin",
      "/usr/bin/halab-svc",
      "/usr/lib/halab",
      "/usr/lib/halab/services/nginx",
      "/usr/local/bin/halab-watch",
      "/usr/sbin",
      "/usr/sbin/halab-watch",
      "/usr/sbin/keepalived",
      "/var/log/halab/syslog",
      "/etc/halab/node.plan",
    ];
    expect(ownFilesIn(changed)).toEqual([
      "/usr/bin/halab-svc",
      "/usr/lib/halab/services/nginx",
      "/usr/sbin/halab-watch",
    ]);
  });

  it.each(["src/agent/main.c", "lib.sh"])("are found first: by the PATH of %s", (file) => {
    const text = readFileSync(new URL(`../../../templates/node/${file}`, import.meta.url), "utf8");
    const [, path] = /PATH\W+(\/[\w/:]+)/.exec(text) ?? [];
    expect(path?.split(":")[0]).toBe("/usr/bin");
  });
});
