import { cpus, loadavg, totalmem } from "node:os";

/** The machine that figures were measured on, in a line. */
export function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]?.toFixed(1);
  return `${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, ${memory} GB, load ${load}, Node ${process.version}`;
}
