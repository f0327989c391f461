import type { JsonValue } from "@/lib/core/json/json-value";
import { SETTING_NAMES } from "@/lib/core/policy/policy-text";
import { ExportError } from "./export-error";
import { FORMAT_NAMES, findFormat, TURNS_FORMAT } from "./formats";

/** The options of an export; null where the caller gave none. */
export interface ExportOptions {
  readonly format: string;
  readonly policy: string | null;
  /** Settings that change the policy, as they were given. */
  readonly overrides: Readonly<Record<string, JsonValue | undefined>>;
  /** Takes the place of every session's own reward. */
  readonly reward: number | null;
  /** Takes the place of every session's advantage within its group. */
  readonly advantage: number | null;
  /** Whether a session that the format cannot say ends the export, or is left out of it. */
  readonly unfit: "refuse" | "leave_out";
}

const ACCEPTED: readonly string[] = [
  "format",
  "policy",
  "reward",
  "advantage",
  "unfit",
  "compress",
  ...SETTING_NAMES,
];

function readNumber(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null) return null;
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(number)) return number;
  throw new ExportError(`${name} is "${text}"; accepted is a number.`, name);
}

function readUnfit(text: string): ExportOptions["unfit"] {
  if (text === "refuse" || text === "leave_out") return text;
  throw new ExportError(`unfit is "${text}"; accepted are "refuse" and "leave_out".`, "unfit");
}

/**
 * Reads the parameters of an export from a query string. `alsoAccepted` names parameters that the caller reads itself.
 * Throws `ExportError` for an unknown parameter or format, and for a value that is not accepted. The settings of the
 * policy are checked where the policy is resolved.
 *
 * @example
 * readExportOptions(new URLSearchParams("format=verl&policy=slime")).format; // "verl"
 */
export function readExportOptions(
  query: URLSearchParams,
  alsoAccepted: readonly string[] = [],
): ExportOptions {
  for (const name of query.keys()) {
    if (!ACCEPTED.includes(name) && !alsoAccepted.includes(name)) {
      const accepted = [...ACCEPTED, ...alsoAccepted].join(", ");
      throw new ExportError(`There is no parameter "${name}"; accepted are ${accepted}.`, name);
    }
  }
  const format = query.get("format") ?? FORMAT_NAMES[0] ?? TURNS_FORMAT;
  if (format !== TURNS_FORMAT) findFormat(format);
  return {
    format,
    policy: query.get("policy"),
    overrides: Object.fromEntries(SETTING_NAMES.map((name) => [name, query.get(name) ?? undefined])),
    reward: readNumber(query, "reward"),
    advantage: readNumber(query, "advantage"),
    unfit: readUnfit(query.get("unfit") ?? "refuse"),
  };
}
