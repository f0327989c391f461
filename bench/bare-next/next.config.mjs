import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The smallest application: one route handler, built as the product is. */
export default {
  turbopack: { root },
  outputFileTracingRoot: root,
  serverExternalPackages: ["undici"],
};
