/** The schedulers of IPVS: ipvsadm(8). */

/** They look at the weights. */
export const weighing: readonly string[] = ["wrr", "wlc"];

/** They do not; a server of weight 0 is left out by all. */
export const unweighing: readonly string[] = ["rr", "lc"];

/** A new connection may go to any server, whoever the client is. */
export const forgetting: readonly string[] = ["rr", "wrr", "lc", "wlc", "sed", "nq", "twos"];
