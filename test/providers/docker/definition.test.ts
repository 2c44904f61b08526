import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import { definition, hashOf, layersOf } from "../../../cli/providers/docker/images/definition.ts";
import { TempDir } from "../../fixtures/temp.ts";

const standing = {
  "node/Dockerfile": "FROM scratch\n",
  "node/compile": "",
  "node/check-includes": "",
  "node/packages/node": "tini\n",
  "node/services/ssh": "",
  "node/src/common/common.c": "",
  "node/src/agent/main.c": "",
  "vm/Dockerfile": "FROM node\n",
  "keepalived/vrrp.conf.hbs": "",
  "keepalived/node/packages": "keepalived\n",
  "keepalived/node/services/keepalived": "",
};
const frr = {
  "frr/ospf.conf.hbs": "",
  "frr/node/packages": "frr\n",
  "frr/node/after-install": "rm -f /etc/frr/frr.conf\n",
  "frr/node/services/frr": "svc_comm=watchfrr\n",
  "frr/node/bin/halab-routes": "#!/bin/sh\n",
  "frr/node/src/main.c": "",
};
const namesOf = (folder: "node" | "vm", dir: TempDir) =>
  definition(folder, { templates: dir.path }).map(({ name }) => name);

describe("what an image is built from", () => {
  it("takes a technology in by its folder alone", () => {
    using before = new TempDir(standing);
    using after = new TempDir({ ...standing, ...frr });
    const old = new Set(namesOf("node", before));
    expect(namesOf("node", after).filter((name) => !old.has(name))).toEqual([
      "after-install/frr",
      "bin/halab-routes",
      "packages/frr",
      "services/frr",
      "src/frr/main.c",
    ]);
    expect(namesOf("vm", after)).toEqual(namesOf("vm", before));
  });

  it("is in one order, whatever folder a file comes from", () => {
    using dir = new TempDir({ ...standing, ...frr });
    const names = namesOf("node", dir);
    expect(names).toEqual([...names].sort());
  });

  it("shares with the VM's tools what all tools share", () => {
    using dir = new TempDir({ ...standing, "migration/vm/services/guest": "" });
    expect(namesOf("vm", dir)).toEqual([
      "Dockerfile",
      "check-includes",
      "compile",
      "services/guest",
      "src/common/common.c",
    ]);
  });

  it("leaves out what an editor keeps beside a file", () => {
    using dir = new TempDir({ ...standing, "keepalived/node/services/.keepalived.swp": "" });
    expect(namesOf("node", dir).join()).not.toContain("swp");
  });

  it.each([
    ["a folder of another name", "frr/node/service/frr"],
    ["a name that no service has", "frr/node/services/frr~"],
    ["C in a folder below", "frr/node/src/bgp/main.c"],
    ["packages of the VM image", "frr/vm/packages"],
  ])("refuses %s", (_, file) => {
    using dir = new TempDir({ ...standing, [file]: "" });
    expect(() =>
      definition(file.includes("/vm/") ? "vm" : "node", { templates: dir.path }),
    ).toThrow(`templates/${file} has no place in the`);
  });

  it("leaves out what has an image of its own, unless it is asked for", () => {
    const own = {
      "layer/Dockerfile": "FROM node\n",
      "node/install-packages": "",
      "galera/layer/packages": "mariadb-server\n",
      "galera/layer/services/galera": "",
      "galera/layer/src/libraries": "ssl\n",
      "galera/layer/src/main.c": "",
    };
    using dir = new TempDir({ ...standing, ...frr, ...own });
    const templates = dir.path;
    const names = (folder: "node" | "layer", ...layers: string[]) =>
      definition(folder, { layers, templates }).map(({ name }) => name);
    expect(names("node")).not.toContain("services/galera");
    expect(names("layer", "galera")).toEqual([
      "Dockerfile",
      "check-includes",
      "compile",
      "install-packages",
      "packages/galera",
      "services/galera",
      "src/common/common.c",
      "src/galera/libraries",
      "src/galera/main.c",
    ]);
    // A machine without images has all in one.
    expect(names("node", "galera")).toEqual(
      expect.arrayContaining(["services/galera", "services/frr", "packages/galera"]),
    );
    expect(layersOf({ services: ["nginx", "galera"] }, templates)).toEqual(["galera"]);
    expect(layersOf({ services: ["frr", "keepalived"] }, templates)).toEqual([]);
    expect(layersOf({ services: [], tools: ["galera"] }, templates)).toEqual(["galera"]);
  });

  it("takes in the layers that a layer cannot do without, and not the file that names them", () => {
    const own = {
      "layer/Dockerfile": "FROM node\n",
      "node/install-packages": "",
      "choices/layer/layers": "galera\n",
      "choices/layer/services/choices": "",
      "galera/layer/services/galera": "",
      "samba/layer/services/samba": "",
    };
    using dir = new TempDir({ ...standing, ...own });
    const templates = dir.path;
    const layers = layersOf({ services: ["choices"] }, templates);
    expect(layers).toEqual(["choices", "galera"]);
    const names = definition("layer", { layers, templates }).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["services/choices", "services/galera"]));
    expect(names.filter((name) => name.includes("layers") || name.includes("samba"))).toEqual([]);
  });

  it("refuses a service that two technologies bring", () => {
    using dir = new TempDir({ ...standing, "vrrpd/node/services/keepalived": "" });
    expect(() => definition("node", { templates: dir.path })).toThrow(
      "keepalived/node/services/keepalived and vrrpd/node/services/keepalived would both be services/keepalived",
    );
  });
});

describe("an image's hash", () => {
  const hash = (files: Readonly<Record<string, string>>, from?: string) => {
    using dir = new TempDir(files);
    return hashOf(definition("node", { templates: dir.path }), from);
  };
  const usual = hash({ ...standing, ...frr });

  it("is the same for the same files, in whatever order they came to be", () => {
    expect(hash({ ...frr, ...standing })).toBe(usual);
  });

  it.each(Object.keys(frr).filter((name) => name.startsWith("frr/node/")))(
    "changes with a byte of %s",
    (name) => {
      expect(hash({ ...standing, ...frr, [name]: "other\n" })).not.toBe(usual);
    },
  );

  it("changes with a name, and with what the image is made from; not with a lab's template", () => {
    const { "frr/node/services/frr": content, ...rest } = frr;
    expect(hash({ ...standing, ...rest, "frr/node/services/bgp": content })).not.toBe(usual);
    expect(hash({ ...standing, ...frr }, "another")).not.toBe(usual);
    expect(hash({ ...standing, ...frr, "frr/ospf.conf.hbs": "other" })).toBe(usual);
  });
});

describe("the includes of the C tools", () => {
  const check = (dir: string) =>
    execa("sh", [join(templatesDir(), "node", "check-includes"), dir], { reject: false });
  const common = { "common/common.h": "", "common/common.c": '#include "common.h"\n' };

  it.each(["node", "vm"] as const)("of the %s image are right", async (folder) => {
    using dir = new TempDir();
    for (const { name, content } of definition(folder)) dir.write(name, String(content));
    expect(await check(join(dir.path, "src"))).toMatchObject({ exitCode: 0, stderr: "" });
  });

  it("may be of a tool's own folder and of common", async () => {
    using dir = new TempDir({
      ...common,
      "shop/shop.h": '#include "common.h"\n',
      "shop/shop.c": '#include "shop.h"\n#include <stdio.h>\n',
      "shop/main.c": '#include "shop.h"\n',
    });
    expect(await check(dir.path)).toMatchObject({ exitCode: 0, stderr: "" });
  });

  it.each([
    ["another tool's", "common.h", "probe.h"],
    ["another tool's by its path", "common.h", "../probe/probe.h"],
    ["a common one by its path", "common.h", "../common/common.h"],
  ])("may not be %s", async (_, first, second) => {
    using dir = new TempDir({
      ...common,
      "probe/probe.h": "",
      "shop/main.c": `#include "${first}"\n  #  include "${second}"\n`,
    });
    const { exitCode, stderr } = await check(dir.path);
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      `error: src/shop/main.c:2 includes "${second}": a tool includes files of its own folder (src/shop) and of src/common only`,
    );
  });

  it("may not go in a circle; who is beside it is not named", async () => {
    using dir = new TempDir({
      ...common,
      "shop/main.c": '#include "http.h"\n',
      "shop/http.h": "",
      "shop/http.c": '#include "http.h"\n#include "pages.h"\n',
      "shop/pages.h": '#include "basket.h"\n',
      "shop/pages.c": '#include "http.h"\n',
      "shop/basket.h": "",
    });
    const { exitCode, stderr } = await check(dir.path);
    expect(exitCode).toBe(1);
    expect(stderr.split("\n")).toEqual([
      "error: src/shop/http needs src/shop/pages, which needs it in turn: files include each other in a circle",
      "error: src/shop/pages needs src/shop/http, which needs it in turn: files include each other in a circle",
    ]);
  });
});
