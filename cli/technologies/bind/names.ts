/** The name that a probe resolves or asks for. */
export function nameOf(spec: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof spec["name"] === "string") return spec["name"].replace(/\.$/, "");
  const host = /^http:\/\/([^:/]+)/.exec(String(spec["url"] ?? ""))?.[1];
  return host && /[a-z]/.test(host) ? host : undefined;
}
