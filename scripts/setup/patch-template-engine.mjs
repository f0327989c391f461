import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import path from "node:path";
import { sourceHash } from "./source-hash.mjs";
import { step } from "./step.mjs";

const PACKAGE = "node_modules/@huggingface/jinja";
const PATCH = "patches/huggingface-jinja-0.5.11.patch";
const STAMP = `${PACKAGE}/dist/.patch-hash`;

/** Where the library lies in its maintainers' repository, by whose paths the patch is written. */
const UPSTREAM = "packages/jinja/";

/**
 * Builds the template library anew from its own sources, with the patch that its maintainers are offered. Its tests
 * are in the patch too; only what lies in `src` is applied. Does nothing where that was done to the installed version.
 */
export async function patchTemplateEngine() {
  const wanted = sourceHash([PATCH, `${PACKAGE}/package.json`, `${PACKAGE}/src`]);
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return;
  await step("Patching the template library", buildPatched);
  writeFileSync(STAMP, wanted);
}

async function buildPatched() {
  const { build } = await import("esbuild");
  const work = `${PACKAGE}/patched`;
  rmSync(work, { recursive: true, force: true });
  try {
    await cp(`${PACKAGE}/src`, `${work}/src`, { recursive: true });
    await applySourceHunks(work);
    const shared = {
      entryPoints: [`${work}/src/index.ts`],
      bundle: true,
      target: "node18",
      logLevel: "error",
    };
    await build({ ...shared, format: "esm", outfile: `${PACKAGE}/dist/index.js`, allowOverwrite: true });
    await build({ ...shared, format: "cjs", outfile: `${PACKAGE}/dist/index.cjs`, allowOverwrite: true });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Every hunk must fit as it is: another version of the library wants the patch looked at again. */
async function applySourceHunks(folder) {
  const { applyPatch, parsePatch } = await import("diff");
  for (const file of parsePatch(readFileSync(PATCH, "utf8"))) {
    const name = file.newFileName?.replace(`b/${UPSTREAM}`, "") ?? "";
    if (!name.startsWith("src/")) continue;
    const target = path.join(folder, name);
    const patched = applyPatch(existsSync(target) ? readFileSync(target, "utf8") : "", file, {
      fuzzFactor: 0,
    });
    if (patched === false) throw new Error(`${PATCH} does not fit ${PACKAGE}/${name}.`);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, patched);
  }
}
