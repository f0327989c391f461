import { existsSync } from "node:fs";

/** Whether this is the installed package, in which all is made (scripts/package), and not the checkout. */
export function isPacked() {
  return existsSync("dist/programs") && !existsSync("package-lock.json");
}
