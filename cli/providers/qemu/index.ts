import { engineProvider } from "../docker/engine.ts";

/** Every node a VM, except what a lab wants as a container. */
export const provider = engineProvider("qemu");
