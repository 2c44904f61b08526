// Preloaded into npm by setup.js: see asOwnNode there.
Object.defineProperty(process, "version", { value: process.env.HALAB_OWN_NODE });
