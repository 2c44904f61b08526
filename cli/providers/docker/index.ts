import { engineProvider } from "./engine.ts";

/** Every node a container; a lab that needs more of the kernel than the engine's has is refused. */
export const provider = engineProvider("docker");
