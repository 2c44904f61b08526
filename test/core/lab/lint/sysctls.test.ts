import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lintSysctls } from "../../../../cli/core/lab/lint/sysctls.ts";
import { editedLab, openDir } from "../../../fixtures/labs.ts";
import { TempDir } from "../../../fixtures/temp.ts";

describe("sysctls", () => {
  it.runIf(existsSync("/proc/sys/net/ipv4"))("are those of this machine's kernel", async () => {
    using dir = new TempDir({
      "lab.yaml": editedLab(["net.ipv4.ip_nonlocal_bind: 1", "net.ipv4.ip_nonlocal_bint: 1"]),
    });
    const { lab } = await openDir(dir.path);
    expect(lintSysctls(lab)[0]).toContain('but "net.ipv4.ip_nonlocal_bind"');
  });

  it.each([
    [
      "net.ipv4.ip_forwad",
      'this kernel has no setting "net.ipv4.ip_forwad", but "net.ipv4.ip_forward"',
    ],
    ["net.ipv4.conf.eth0.rp_filtr", 'but "net.ipv4.conf.all.rp_filter"'],
    ["net.ipv4.conf.eth0.rp_filter", undefined],
    ["net.ipv4.vs.conntrack", undefined],
    [
      "net.ipv4.neigh.eth0.base_reachable_time_m",
      'but "net.ipv4.neigh.default.base_reachable_time_ms"',
    ],
  ])("%s", async (key, warning) => {
    const known = [
      "net.ipv4.ip_forward",
      "net.ipv4.conf.all.rp_filter",
      "net.core.somaxconn",
      "net.ipv4.neigh.default.base_reachable_time_ms",
    ];
    using dir = new TempDir({
      "lab.yaml": editedLab(["net.ipv4.ip_nonlocal_bind: 1", `${key}: 1`]),
    });
    const { lab } = await openDir(dir.path);
    const [line] = lintSysctls(lab, () => known);
    if (warning === undefined) expect(line).toBeUndefined();
    else expect(line).toContain(warning);
    expect(lab.problems.any).toBe(false);
  });
});
