import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { deviceSettings, serverSysctls } from "../../cli/providers/server-settings.ts";

const tool = readFileSync(
  new URL("../../templates/node/src/tool/devices.c", import.meta.url),
  "utf8",
);

describe("a node's kernel settings", () => {
  it("are a Debian server's, whatever the engine's machine has", () => {
    expect(serverSysctls({})).toMatchObject({
      "net.ipv4.ip_forward": "0",
      "net.ipv4.conf.all.accept_redirects": "1",
      "net.ipv4.conf.all.accept_source_route": "0",
      "net.ipv4.conf.default.accept_source_route": "1",
      "net.ipv4.conf.all.send_redirects": "1",
      "net.ipv4.conf.default.rp_filter": "0",
      "net.ipv4.conf.all.arp_ignore": "0",
      "net.ipv4.conf.default.arp_announce": "0",
      "net.ipv4.conf.all.shared_media": "1",
    });
    expect(deviceSettings({})).toEqual(
      expect.arrayContaining(["rp_filter=0", "arp_ignore=0", "forwarding=0", "accept_redirects=1"]),
    );
  });

  it("are the lab's where it says something", () => {
    const labs = {
      "net.ipv4.conf.all.rp_filter": "1",
      "net.ipv4.conf.default.arp_ignore": "2",
      "net.ipv4.conf.eth1.rp_filter": "2",
      "net.ipv4.ip_nonlocal_bind": "1",
    };
    expect(serverSysctls(labs)).toMatchObject(labs);
    const devices = deviceSettings(labs);
    expect(devices).toContain("arp_ignore=2");
    expect(devices).not.toContain("arp_ignore=0");
    // `all` is no device; and a single device's comes last.
    expect(devices).toContain("rp_filter=0");
    expect(devices.at(-1)).toBe("eth1/rp_filter=2");
  });

  it.each([
    ...["arp_evict_nocarrier", "bc_forwarding", "disable_policy", "force_igmp_version"],
    ...["igmpv3_unsolicited_report_interval", "ignore_routes_with_linkdown", "medium_id"],
    ...["drop_unicast_in_l2_multicast", "proxy_arp_pvlan", "shared_media", "tag"],
  ])("may be %s of a device, which the node's tool knows", (name) => {
    const devices = deviceSettings({ [`net.ipv4.conf.eth0.${name}`]: "1" });
    expect(devices.at(-1)).toBe(`eth0/${name}=1`);
    expect(tool).toContain(`{ "${name}", IPV4_DEVCONF_`);
  });

  it("may be more than those of all devices together", () => {
    const most = Number(/MAX_SETTINGS (\d+)/.exec(tool)?.[1]);
    expect(most).toBeGreaterThan(4 * (tool.match(/IPV4_DEVCONF_/g) ?? []).length);
  });

  it("are a router's where the lab makes it one: it forwards, and takes no redirects", () => {
    const labs = { "net.ipv4.ip_forward": "1" };
    expect(serverSysctls(labs)).toMatchObject({
      "net.ipv4.ip_forward": "1",
      "net.ipv4.conf.all.accept_redirects": "0",
    });
    expect(deviceSettings(labs)).toContain("forwarding=1");
  });
});
