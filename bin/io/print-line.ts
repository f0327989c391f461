import { once } from "node:events";

/** Writes a line of data to standard output and waits while the reader is slow, so that memory does not grow. */
export async function printLine(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, "drain");
}
