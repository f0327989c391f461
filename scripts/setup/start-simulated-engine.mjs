import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { programArguments } from "./program-arguments.mjs";

/**
 * Starts the embedded simulated engine as a process of its own on a free loopback port, over the tokenizer's folder
 * if the setting names one.
 * Resolves with its URL and the child; throws when it ends before it says where it listens.
 */
export function startSimulatedEngine() {
  const tokenizer = process.env.TURNTREE_TOKENIZER ?? "";
  const folder = existsSync(tokenizer) ? ["--tokenizer", tokenizer] : [];
  const child = spawn(process.execPath, [...programArguments("simulated-engine"), "--port", "0", ...folder], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const url = /https?:\/\/\S+/.exec(line)?.[0];
      if (url !== undefined) resolve({ url, child });
    });
    child.on("error", reject);
    child.on("close", (code) => reject(new Error(`The simulated engine ended with code ${code}.`)));
  });
}
