import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** What `halab image build --box` adds. */
export const localBox = "halab/node";

const publicBox = "debian/bookworm64";

/** HALAB_BOX, or the box of our own, or Debian's. */
export function chooseBox(): string {
  return process.env["HALAB_BOX"] || (hasBox(localBox) ? localBox : publicBox);
}

/** As Vagrant keeps them: asking it takes more than a second. */
function hasBox(name: string): boolean {
  const home = process.env["VAGRANT_HOME"] || join(homedir(), ".vagrant.d");
  return existsSync(join(home, "boxes", name.replaceAll("/", "-VAGRANTSLASH-")));
}
