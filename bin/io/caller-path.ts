import { resolve } from "node:path";

/** A path as the caller means it: npm runs scripts in the project's folder, wherever they were called from. */
export function callerPath(path: string): string {
  return resolve(process.env.TURNTREE_CALLER_FOLDER ?? process.cwd(), path);
}
