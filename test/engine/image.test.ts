import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import type Docker from "dockerode";
import { extract } from "tar-stream";
import { expect, it } from "vitest";
import { imageRef } from "../../cli/providers/docker/images/images.ts";
import { openBed } from "./cli.ts";
import { engineDescribe } from "./require.ts";
import { engine } from "./residue.ts";

/** The base that the node images of this engine were made from. */
async function baseOf(docker: Docker): Promise<string> {
  const layers = async (ref: string) => (await docker.getImage(ref).inspect()).RootFS.Layers ?? [];
  const whole = await layers(imageRef("client"));
  for (const ref of ["halab/base:bookworm", "debian:bookworm-slim"]) {
    const own = await layers(ref).catch(() => undefined);
    if (own?.every((layer, index) => whole[index] === layer)) return ref;
  }
  throw new Error("no known base image is under halab/client");
}

/** Every file of `docker save`. */
async function saved(docker: Docker, ref: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const archive = extract();
  ((await docker.getImage(ref).get()) as Readable).pipe(archive);
  for await (const entry of archive) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry as AsyncIterable<Uint8Array>) chunks.push(chunk);
    files.set(entry.header.name, Buffer.concat(chunks));
  }
  return files;
}

/** A registry (Docker Registry HTTP API v2) that holds one image and nothing else. */
async function openRegistry(
  files: ReadonlyMap<string, Buffer>,
): Promise<{ server: Server; host: string; served: string[] }> {
  const [image]: { Config: string; Layers: string[] }[] = JSON.parse(
    String(files.get("manifest.json")),
  );
  const blobs = new Map<string, Buffer>();
  const add = (content: Buffer, mediaType: string) => {
    const digest = `sha256:${createHash("sha256").update(content).digest("hex")}`;
    blobs.set(digest, content);
    return { mediaType, digest, size: content.length };
  };
  const of = (path: string) => files.get(path) ?? Buffer.alloc(0);
  const prefix = "application/vnd.docker";
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: `${prefix}.distribution.manifest.v2+json`,
      config: add(of(image?.Config ?? ""), `${prefix}.container.image.v1+json`),
      layers: (image?.Layers ?? []).map((path) =>
        add(of(path), `${prefix}.image.rootfs.diff.tar.gzip`),
      ),
    }),
  );
  const manifestDigest = add(manifest, "").digest;
  const served: string[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? "";
    const digest = /\/blobs\/(sha256:[0-9a-f]+)$/.exec(url)?.[1];
    const body =
      url === "/v2/"
        ? Buffer.from("{}")
        : /\/manifests\//.test(url)
          ? manifest
          : blobs.get(digest ?? "");
    served.push(`${request.method} ${url}`);
    if (!body) return response.writeHead(404).end();
    response.writeHead(200, {
      "content-type":
        body === manifest ? `${prefix}.distribution.manifest.v2+json` : "application/octet-stream",
      "content-length": body.length,
      "docker-content-digest": digest ?? manifestDigest,
      "docker-distribution-api-version": "registry/2.0",
    });
    return response.end(request.method === "HEAD" ? undefined : body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, host: `127.0.0.1:${(server.address() as AddressInfo).port}`, served };
}

engineDescribe("docker", "the base image from a registry", () => {
  const bed = openBed();

  it("is pulled, and the node images are made from it", async () => {
    const docker = await engine();
    const registry = await openRegistry(await saved(docker, await baseOf(docker)));
    const image = `${registry.host}/debian:bookworm-slim`;
    const before = (await docker.getImage(imageRef("client")).inspect()).Id;
    try {
      const env = { HALAB_BASE: "pull", HALAB_BASE_IMAGE: image };
      const built = await bed.halab(["image", "build", "client"], { env });
      expect(built.exitCode, built.stderr).toBe(0);
      expect(built.stderr).toContain(`pulling ${image}`);
      expect(registry.served.some((one) => one.includes("/manifests/bookworm-slim"))).toBe(true);
      // The same base, so the engine's cache gives the same image.
      expect((await docker.getImage(imageRef("client")).inspect()).Id).toBe(before);
    } finally {
      registry.server.closeAllConnections();
      registry.server.close();
      await docker
        .getImage(image)
        .remove()
        .catch(() => {});
    }
  });
});
