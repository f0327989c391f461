import type { Policy } from "@/lib/core/policy/policy";
import { policyLine } from "@/lib/core/policy/policy-line";
import { settingsText } from "@/lib/core/policy/policy-text";
import type { PolicyOverrides } from "@/lib/core/policy/resolve-policy";
import { TURNS_FORMAT } from "./formats";

/** Letters of one part of a name at most: file systems take 255 bytes in all. */
const PART_LETTERS = 90;

/** The content of a file, as its name says it. */
export interface NamedExport {
  /** A session's id, or which sessions. */
  readonly of: string;
  /** One for all of it; or each session's own, with what was set beside it. */
  readonly policy: Policy | { readonly name: "own-policies"; readonly settings: PolicyOverrides };
  /** The revision of the store up to which the recording goes. */
  readonly revision: number;
  readonly format: string;
}

/**
 * A file's name, so that two exports of one recording that hold something else are called something else: of what,
 * policy, revision, format. The raw recording has no policy. Letters, digits, `_`, `-` and `.` only.
 *
 * @example
 * exportFileName({ of: "talk", policy: resolvePolicy("slime", { fork_threshold_tokens: 64 }), revision: 12, format: "verl" });
 * // "talk.slime-fork_threshold_tokens-64.r12.verl.jsonl"
 */
export function exportFileName({ of, policy, revision, format }: NamedExport): string {
  const made =
    format === TURNS_FORMAT
      ? []
      : [
          plain(
            policy.name === "own-policies"
              ? `${policy.name} ${settingsText(policy.settings, "=")}`
              : policyLine(policy),
          ),
        ];
  return [plain(of) || "export", ...made, `r${revision}`, format, "jsonl"].join(".");
}

const SIGNS: Readonly<Record<string, string>> = {
  ">=": "-min-",
  "<=": "-max-",
  ">": "-over-",
  "<": "-under-",
};

/** The letters of a name; the signs of a filter become words, since a filter without them would mean another. */
function plain(text: string): string {
  const words = text.replace(/[<>]=?/g, (sign) => SIGNS[sign] ?? sign).replace(/[^\w.-]+/g, "-");
  return words
    .replace(/-{2,}/g, "-")
    .replace(/^[-.]+|(?<![-.])[-.]+$/g, "")
    .slice(0, PART_LETTERS);
}
