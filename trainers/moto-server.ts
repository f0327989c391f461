import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";

/** An S3-compatible store that keeps all in memory. */
export interface MotoServer {
  /** The variables by which clients find it. */
  readonly env: Readonly<Record<string, string>>;
  close(): void;
}

/**
 * Starts the server of moto on a free port.
 *
 * @param programs the folder of the environment's programs. Throws what it said last when it ends before it serves.
 */
export async function startMoto(programs: string): Promise<MotoServer> {
  const args = ["-H", "127.0.0.1", "-p", "0"];
  const child = spawn(path.join(programs, "moto_server"), args, { stdio: ["ignore", "pipe", "pipe"] });
  return {
    env: {
      AWS_ENDPOINT_URL_S3: await addressOf(child),
      AWS_ACCESS_KEY_ID: "id",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_REGION: "us-east-1",
    },
    close: () => void child.kill(),
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const [, url] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.on("error", reject);
    child.on("close", () => reject(new Error(`moto_server ended: ${said.trim().split("\n").at(-1) ?? ""}`)));
  });
}
