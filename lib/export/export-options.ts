import type { JsonValue } from "@/lib/core/json/json-value";
import { ADVANTAGE_RULES, type AdvantageRule } from "@/lib/core/lab/group-advantages";
import { SETTING_NAMES } from "@/lib/core/policy/policy-text";
import { AS_NAMED, INCLUDED, type Included } from "./admission";
import { ExportError } from "./export-error";
import { FORMAT_NAMES, findFormat, TURNS_FORMAT } from "./formats";
import { SAMPLE_WEIGHTS, type SampleWeight } from "./sample-weight";

/** What stands in one line of the format that packs: a session, or the sessions of a group that the export takes. */
export const PACKS = ["session", "group"] as const;

export type Pack = (typeof PACKS)[number];

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
  /** Whether the raw recording is told without the bytes of its evidence. */
  readonly leavesOutEvidence?: boolean;
  /** Whether a session that the format cannot say ends the export, or is left out of it. */
  readonly unfit: "refuse" | "leave_out";
  /** Which sessions take part beside those that are finished, rewarded and of outcome `ok`. */
  readonly include: readonly Included[];
  /** What the samples share that add up to a weight of 1. */
  readonly sampleWeight: SampleWeight;
  /** What is packed together, in the format that packs. */
  readonly pack: Pack;
  /** Takes the place of the format's own rule; null leaves it. */
  readonly advantageRule: AdvantageRule | null;
  /** How many layers of the model have experts, in formats that carry them; null: lines carry none. */
  readonly expertLayers: number | null;
}

/** What export options are where nobody asks for anything: one named session, as it is. */
export const PLAIN_EXPORT: ExportOptions = {
  format: "slime",
  policy: null,
  overrides: {},
  reward: null,
  advantage: null,
  unfit: "refuse",
  include: AS_NAMED,
  sampleWeight: "row",
  pack: "session",
  advantageRule: null,
  expertLayers: null,
};

const ACCEPTED: readonly string[] = [
  "format",
  "policy",
  "reward",
  "advantage",
  "unfit",
  "compress",
  "as",
  "include",
  "sample_weight",
  "pack",
  "advantage_rule",
  "expert_layers",
  ...SETTING_NAMES,
];

function readNumber(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null) return null;
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(number)) return number;
  throw new ExportError(`${name} is "${text}"; accepted is a number.`, name);
}

function readWord<Word extends string>(
  query: URLSearchParams,
  name: string,
  words: readonly Word[],
): Word | null {
  const text = query.get(name);
  if (text === null) return null;
  const word = words.find((known) => known === text);
  if (word !== undefined) return word;
  throw new ExportError(`${name} is "${text}"; accepted are ${words.join(", ")}.`, name);
}

/** Throws `ExportError` where groups are to be packed in a format that has a line for each sample. */
function readPack(query: URLSearchParams, format: string): Pack {
  const pack = readWord(query, "pack", PACKS) ?? "session";
  if (pack === "session" || (format !== TURNS_FORMAT && findFormat(format).linesTogether !== undefined))
    return pack;
  throw new ExportError(`pack is "${pack}", and the format "${format}" packs nothing.`, "pack");
}

/** Throws `ExportError` where a format that has no place for experts is to carry them. */
function readExpertLayers(query: URLSearchParams, format: string): number | null {
  const layers = readNumber(query, "expert_layers");
  if (layers === null) return null;
  if (!Number.isInteger(layers) || layers < 1) {
    throw new ExportError(`expert_layers is ${layers}; accepted is a whole number from 1.`, "expert_layers");
  }
  if (format !== TURNS_FORMAT && findFormat(format).evidence?.includes("experts")) return layers;
  throw new ExportError(
    `expert_layers is ${layers}, and the format "${format}" carries no experts.`,
    "expert_layers",
  );
}

/** The words of a list by comma; null where none is given. */
function readInclude(query: URLSearchParams): readonly Included[] | null {
  const text = query.get("include");
  if (text === null) return null;
  const words = text.split(",").filter((word) => word !== "");
  const unknown = words.find((word) => !INCLUDED.some((known) => known === word));
  if (unknown === undefined) return INCLUDED.filter((known) => words.includes(known));
  throw new ExportError(
    `include has "${unknown}"; accepted are ${INCLUDED.join(", ")}, by comma.`,
    "include",
  );
}

function readUnfit(text: string): ExportOptions["unfit"] {
  if (text === "refuse" || text === "leave_out") return text;
  throw new ExportError(`unfit is "${text}"; accepted are "refuse" and "leave_out".`, "unfit");
}

/**
 * Reads the parameters of an export from a query string. `alsoAccepted` names parameters that the caller reads itself;
 * `unlessSaid` is what `include` is where the query has none: sessions that are named one by one are taken as they are.
 * Throws `ExportError` for an unknown parameter or format, and for a value that is not accepted. The settings of the
 * policy are checked where the policy is resolved.
 *
 * @example
 * readExportOptions(new URLSearchParams("format=verl&policy=slime")).format; // "verl"
 */
export function readExportOptions(
  query: URLSearchParams,
  alsoAccepted: readonly string[] = [],
  unlessSaid: readonly Included[] = AS_NAMED,
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
    include: readInclude(query) ?? unlessSaid,
    sampleWeight: readWord(query, "sample_weight", SAMPLE_WEIGHTS) ?? "row",
    pack: readPack(query, format),
    advantageRule: readWord(query, "advantage_rule", ADVANTAGE_RULES),
    expertLayers: readExpertLayers(query, format),
  };
}
