export interface VagrantPlan {
  readonly lab: string;
  readonly box: string;
  /** "kvm" or "qemu" (without hardware help); left out: the Vagrantfile looks. */
  readonly driver?: "kvm" | "qemu";
  /** What the names of its machines begin with on the hypervisor. */
  readonly prefix: string;
  readonly machines: readonly {
    readonly name: string;
    readonly memoryMiB: number;
    readonly cpus: number;
    readonly links: readonly {
      readonly network: string;
      readonly mac: string;
      readonly address: string;
      readonly prefix: number;
    }[];
  }[];
}
