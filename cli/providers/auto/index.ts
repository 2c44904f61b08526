import { engineProvider } from "../docker/engine.ts";

/** Containers, and VMs for the roles that need what the engine's kernel has not. */
export const provider = engineProvider("auto");
