import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { tracedFiles } from "./package/traced-files.mjs";
import { ensureBuilt } from "./setup/ensure-built.mjs";
import { ensureGenerated } from "./setup/ensure-generated.mjs";
import { ensureInstalled } from "./setup/ensure-installed.mjs";
import { main } from "./setup/main.mjs";
import { PROGRAMS } from "./setup/program-arguments.mjs";
import { runCommand } from "./setup/run-command.mjs";

/*
 * Makes the package that `npx turntree` runs: the built application and what it loads, for the platform and the Node.js
 * that this runs on, since SQLite's binary goes along. It lies in the package as one archive, which the first run
 * unpacks: npm leaves folders named node_modules out of packages, and the build has some.
 *
 *   node scripts/pack.mjs [FOLDER]   writes turntree-<version>.tgz into the folder
 */
const STAGE = ".cache/package";
const APP = path.join(STAGE, "app");

/** Of the checkout as it is. */
const COPIED = [
  "prisma/sqlite/migrations",
  "prisma/postgres/migrations",
  "scripts/begin-thread.mjs",
  "scripts/demo.mjs",
  "scripts/serve.mjs",
  "scripts/start.mjs",
  "scripts/turntree.mjs",
  "scripts/setup",
];

/** What stands beside the application. */
const BESIDE = ["LICENSE", "README.md", "CHANGELOG.md"];

/** What the build keeps for the next build. */
const OF_BUILDS = /^\.next\/(cache|dev|diagnostics|types|trace|turbopack)|\.(map|nft\.json)$/;

await main(async () => {
  await ensureInstalled();
  await ensureGenerated();
  await ensureBuilt();
  rmSync(STAGE, { recursive: true, force: true });
  mkdirSync(APP, { recursive: true });
  const filter = (file) => !file.endsWith(".test.ts");
  for (const file of COPIED) cpSync(file, path.join(APP, file), { recursive: true, filter });
  cpSync(".next", path.join(APP, ".next"), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !OF_BUILDS.test(file),
  });
  for (const file of await tracedFiles(await makePrograms())) copyOne(file);
  const manifest = manifestOf(JSON.parse(readFileSync("package.json", "utf8")));
  writeFileSync(path.join(APP, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(path.join(STAGE, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const file of BESIDE) cpSync(file, path.join(STAGE, file));
  cpSync("scripts/package/run-package.mjs", path.join(STAGE, "run-package.mjs"));
  await runCommand("tar", ["-czf", path.join(STAGE, "app.tar.gz"), "-C", APP, "."]);
  const target = path.resolve(process.argv[2] ?? ".");
  await runCommand("npm", ["pack", "--pack-destination", target], { cwd: STAGE });
  return 0;
});

/** The programs in one file each, beside the parts that they share. */
async function makePrograms() {
  const outdir = path.join(APP, "dist/programs");
  await build({
    entryPoints: PROGRAMS,
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
  });
  return Object.keys(PROGRAMS).map((name) => path.join(outdir, `${name}.mjs`));
}

function copyOne(file) {
  if (!existsSync(file)) return;
  mkdirSync(path.dirname(path.join(APP, file)), { recursive: true });
  cpSync(file, path.join(APP, file), { dereference: true });
}

/** Nothing is fetched, compiled or run when it is installed. */
function manifestOf({ name, version, license, description, engines }) {
  return {
    ...{ name, version, license, description, engines },
    type: "module",
    os: [process.platform],
    cpu: [process.arch],
    bin: { turntree: "run-package.mjs" },
    files: ["app.tar.gz", "run-package.mjs", "CHANGELOG.md"],
    // SQLite's binary is of one version of Node.js's interface.
    nodeModules: process.versions.modules,
  };
}
