/** Shell commands in nodes, by the engine itself: a `halab exec` starts a Node.js for each. */
import { PassThrough } from "node:stream";
import { engine } from "./residue.ts";

export interface Said {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Undefined where the node's container is not the node: a VM is inside of it. */
export async function shellIn(
  cluster: string,
  node: string,
  script: string,
): Promise<Said | undefined> {
  const found = await containerOf(cluster, node);
  return found && !found.vm ? await run(found.id, script) : undefined;
}

/** Around a VM: where its QEMU runs. */
export async function shellAround(cluster: string, node: string, script: string): Promise<Said> {
  const found = await containerOf(cluster, node);
  if (!found?.vm) throw new Error(`${node} of ${cluster} is no VM that runs`);
  return await run(found.id, script);
}

async function containerOf(cluster: string, node: string) {
  const filters = { label: [`halab.cluster=${cluster}`, `halab.node=${node}`] };
  const [found] = await (await engine()).listContainers({ filters });
  return found && { id: found.Id, vm: found.Labels["halab.machine"] === "vm" };
}

async function run(container: string, script: string): Promise<Said> {
  const docker = await engine();
  const exec = await docker.getContainer(container).exec({
    Cmd: ["sh", "-c", script],
    AttachStdout: true,
    AttachStderr: true,
  });
  const stream = await exec.start({});
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  docker.modem.demuxStream(stream, stdout, stderr);
  const texts = Promise.all([textOf(stdout), textOf(stderr)]);
  await new Promise((resolve, reject) => stream.on("end", resolve).on("error", reject));
  stdout.end();
  stderr.end();
  const [out, err] = await texts;
  return { exitCode: (await exec.inspect()).ExitCode ?? -1, stdout: out, stderr: err };
}

async function textOf(stream: PassThrough): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
