/**
 * The kernel's settings that a network namespace takes over from the machine that it is made on, as a
 * Debian 12 server has them: the kernel's own defaults, of which Debian's packages change none
 * (ip-sysctl.rst; net/ipv4/devinet.c). A lab is about what it says, not about the machine under it.
 */
type Settings = Readonly<Record<string, string>>;

/** Of net.ipv4.conf: for `all`, for `default`, and for each device. */
const common: Settings = {
  accept_local: "0",
  arp_accept: "0",
  arp_announce: "0",
  arp_filter: "0",
  arp_ignore: "0",
  arp_notify: "0",
  log_martians: "0",
  proxy_arp: "0",
  rp_filter: "0",
  secure_redirects: "1",
  send_redirects: "1",
  shared_media: "1",
};

const perDevice: Settings = { ...common, accept_redirects: "1", accept_source_route: "1" };

const forwards = (labs: Settings) => (labs["net.ipv4.ip_forward"] ?? "0") !== "0";

/** What a node's namespace gets, the lab's own last. */
export function serverSysctls(labs: Settings): Record<string, string> {
  // A router takes no redirects: the kernel changes that with ip_forward.
  const all = {
    ...common,
    accept_redirects: forwards(labs) ? "0" : "1",
    accept_source_route: "0",
  };
  const of = (device: string, settings: Settings) =>
    Object.entries(settings).map(([name, value]) => [`net.ipv4.conf.${device}.${name}`, value]);
  return {
    "net.ipv4.ip_forward": "0",
    ...Object.fromEntries([...of("all", all), ...of("default", perDevice)]),
    ...labs,
  };
}

const deviceKey = /^net\.ipv4\.conf\.([^.]+)\.([a-z0-9_]+)$/;

/**
 * What its devices get, for `halab-tool devices`: they were made outside of the namespace, with that
 * machine's defaults. Here, too, the lab's own comes last: its `default`, and single devices.
 */
export function deviceSettings(labs: Settings): string[] {
  const own = Object.entries(labs).flatMap(([key, value]) => {
    const [, device = "", name = ""] = deviceKey.exec(key) ?? [];
    return device === "" || device === "all" ? [] : [{ device, name, value }];
  });
  const defaults = own.filter(({ device }) => device === "default");
  const single = own.filter(({ device }) => device !== "default");
  const base = {
    ...perDevice,
    forwarding: forwards(labs) ? "1" : "0",
    ...Object.fromEntries(defaults.map(({ name, value }) => [name, value])),
  };
  return [
    ...Object.entries(base).map(([name, value]) => `${name}=${value}`),
    ...single.map(({ device, name, value }) => `${device}/${name}=${value}`),
  ];
}
