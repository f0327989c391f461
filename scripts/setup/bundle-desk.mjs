import { build } from "esbuild";

/** Where scripts/begin-desk.mjs finds it. */
const BUNDLE = ".next/desk-thread.mjs";

/** Makes one file of the program of the server's further threads, which starts in a tenth of its sources' time. */
export async function bundleDesk() {
  await build({
    entryPoints: ["lib/api/desk/desk-thread.ts"],
    outfile: BUNDLE,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: "linked",
    logLevel: "error",
  });
}
