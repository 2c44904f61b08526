import { describe, expect, it } from "vitest";
import { lintSysctls } from "../../../../cli/core/lab/lint/sysctls.ts";
import { editedLab, openDir } from "../../../fixtures/labs.ts";
import { TempDir } from "../../../fixtures/temp.ts";

describe("sysctls", () => {
  it.each([
    [
      "net.ipv4.ip_forwad",
      'this kernel has no setting "net.ipv4.ip_forwad", but "net.ipv4.ip_forward"',
    ],
    ["net.ipv4.conf.eth0.rp_filtr", 'but "net.ipv4.conf.all.rp_filter"'],
    ["net.ipv4.conf.eth0.rp_filter", undefined],
    ["net.ipv4.vs.conntrack", undefined],
  ])("%s", async (key, warning) => {
    const known = ["net.ipv4.ip_forward", "net.ipv4.conf.all.rp_filter", "net.core.somaxconn"];
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
