import { existsSync } from "node:fs";

/** The programs that scripts start in processes of their own: where each is written. */
export const PROGRAMS = {
  "command-line": "bin/command-line.ts",
  "print-settings": "bin/print-settings.ts",
  demo: "scenarios/demo-main.ts",
  "simulated-engine": "scenarios/sim-main.ts",
};

/** Node's arguments for a program: as the package has it made, or as it is written. */
export function programArguments(name) {
  const made = `dist/programs/${name}.mjs`;
  return existsSync(made) ? [made] : ["--import", "tsx", PROGRAMS[name]];
}
