import { expect, it } from "vitest";
import { lab, openBed } from "./cli.ts";
import { engineDescribe } from "./require.ts";

/** O_NONBLOCK of fcntl-linux.h, as proc(5) shows it: octal. */
const nonBlocking = 0o4000;

engineDescribe("docker", "the prober's reader stands still", () => {
  const bed = openBed();

  it("and reads again: from then on the prober waits for nobody", async () => {
    const name = bed.name("slow");
    await bed.ok(["up", lab("pair"), "--name", name]);
    const sh = (script: string) => bed.sh(name, "client", script);
    // 10 000 refused connections a second fill the prober's buffer of 1 MiB within some seconds.
    const pid = await sh(`cd /tmp && mkfifo rows go
setsid sh -c 'exec 3<rows; read -r _ <go; exec cat <&3' >/dev/null 2>&1 &
setsid halab-probe tcp --to 127.0.0.1:9 --every-us 100 --timeout-us 50000 >rows 2>/dev/null &
echo $!`);
    // Where the kernel has it sleep (proc(5), wchan): in poll it waits for its reader, in epoll for all.
    const sleepsIn = () => sh(`cat /proc/${pid}/wchan`);
    await expect.poll(sleepsIn, { timeout: 60_000 }).toMatch(/^(poll_schedule|do_sys_poll)/);
    await sh("echo >/tmp/go");
    await expect.poll(sleepsIn, { timeout: 30_000 }).toMatch(/epoll|ep_poll/);
    const flags = await sh(`sed -n 's/^flags:.//p' /proc/${pid}/fdinfo/1; kill ${pid}`);
    expect(Number.parseInt(flags, 8) & nonBlocking).toBe(nonBlocking);
    await bed.ok(["down", name]);
    await bed.noResidue(name);
  });
});
