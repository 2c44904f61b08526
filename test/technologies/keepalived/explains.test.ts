import { describe, expect, it } from "vitest";
import { kind, table } from "../../../cli/technologies/keepalived/explains/keepalived.ts";

const text = `global_defs {
  router_id lb1
}
vrrp_script balancer {
  weight -60
}
vrrp_instance site { state BACKUP
  virtual_router_id 51   # the same on both
  virtual_ipaddress {
    10.0.0.100/24 dev eth0
  }
  nonsense 1
}
virtual_server 10.0.0.100 80 {
  real_server 10.0.0.1 80 {
    weight 3
    HTTP_GET {
      url {
        path /
      }
      connect_timeout 1
    }
  }
}
include conf.d/*.conf
`;

describe("what a line of keepalived.conf means", () => {
  it.each([
    [2, "router_id"],
    [5, "weight"],
    [7, "vrrp_instance"],
    [8, "virtual_router_id"],
    [9, "virtual_ipaddress"],
    [10, "a line of virtual_ipaddress"],
    [14, "virtual_server"],
    [16, "weight"],
    [19, "path"],
    [21, "connect_timeout"],
    [25, "include"],
  ])("line %i is %s", (line, name) => {
    expect(kind.at(text, line)?.name).toBe(name);
  });

  it("tells a script's weight from a server's", () => {
    expect(kind.at(text, 5)?.unit).toBe("-253 to 253");
    expect(kind.at(text, 16)?.does).toContain("share");
  });

  it.each([3, 11, 12, 0, 99])("says nothing of line %i", (line) => {
    expect(kind.at(text, line)).toBeUndefined();
  });

  it("knows the keywords of a file that is included into a block", () => {
    expect(kind.at("priority 150\n", 1)?.name).toBe("priority");
  });

  it("takes what lies below /etc/keepalived, but no scripts", () => {
    const paths = [
      "/etc/keepalived/keepalived.conf",
      "/etc/keepalived/a/b",
      "/etc/keepalived/x.sh",
    ];
    expect(paths.map(kind.takes)).toEqual([true, true, false]);
  });

  it("has a sentence and a source for each of its directives", () => {
    const all = Object.values(table).flat();
    expect(all.length).toBeGreaterThan(60);
    for (const { name, does, source } of all) {
      expect(does, name).toMatch(/^[A-Z].*\.$|:.*\.$|^[a-z].*\.$/);
      expect(source, name).not.toBe("");
    }
  });
});
