import type { Command } from "commander";
import { printLine } from "@/bin/io/print-line";
import { tableOf } from "@/bin/io/table-of";
import { UsageError } from "@/bin/io/usage-error";
import type { FieldChange, NumberedChange } from "@/lib/core/annotations/managed-change";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { readSettings } from "@/lib/settings/settings";
import { openStore } from "@/lib/store/open-store";

interface Flags {
  readonly limit: string;
  readonly target?: string;
  readonly json?: true;
}

const HEADINGS = ["at", "key", "person", "from", "what", "target", "answer", "changed"];

/** Adds `audit`: who asked for which change, as `GET /api/audit` answers it. */
export function addAuditCommand(program: Command): void {
  program
    .command("audit")
    .description("Prints who asked for which change over the API or on the command line, the newest first.")
    .option("--target <text>", "only of what holds this text, such as a session's id")
    .option("--limit <count>", "so many at most", "100")
    .option("--json", "a JSON object a line")
    .action(audit);
}

async function audit({ limit, target, json }: Flags): Promise<void> {
  if (!/^[1-9]\d{0,8}$/.test(limit))
    throw new UsageError(`--limit takes a whole number from 1, not "${limit}"`);
  const store = await openStore({ databaseUrl: readSettings(process.env).databaseUrl });
  try {
    const changes = await store.changes.list({ limit: Number(limit), target });
    if (!json) return await printLine(tableOf(HEADINGS, changes.map(rowOf)));
    for (const change of changes) await printLine(stringifyJson(change));
  } finally {
    await store.close();
  }
}

function rowOf(change: NumberedChange): readonly string[] {
  const { at, holder, person, address, action, target, status, fields } = change;
  return [
    new Date(at).toISOString(),
    holder,
    person ?? "-",
    address ?? "-",
    action,
    target,
    String(status ?? "-"),
    fields.map(wordsOf).join(", ") || "-",
  ];
}

function wordsOf({ field, before, after }: FieldChange): string {
  return `${field}: ${stringifyJson(before)} → ${stringifyJson(after)}`;
}
