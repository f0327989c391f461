import type { JsonObject } from "@/lib/core/json/json-value";
import { ADVANTAGE_RULES } from "@/lib/core/lab/group-advantages";
import { MOST_FILTER_CHARACTERS } from "@/lib/core/list/session-filter";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { SETTING_NAMES } from "@/lib/core/policy/policy-text";
import { POLICY_SETTINGS, type PolicySetting } from "@/lib/core/policy/resolve-policy";
import { INCLUDED } from "@/lib/export/admission";
import { PACKS } from "@/lib/export/export-options";
import { FORMAT_NAMES } from "@/lib/export/formats";
import { SAMPLE_WEIGHTS } from "@/lib/export/sample-weight";

/** Schemas that several calls share. */
export const TEXT = { type: "string" } as const;
/** A typed filter of the list. */
export const FILTER = { type: "string", maxLength: MOST_FILTER_CHARACTERS } as const;
export const INTEGER = { type: "integer" } as const;
export const NUMBER = { type: "number" } as const;
const BOOLEAN = { type: "boolean" } as const;
export const OBJECT = { type: "object" } as const;

const POLICY_NAME = { type: "string", enum: Object.keys(BUILT_IN_POLICIES) };

/** A policy and every setting of one, as query parameters. */
export const POLICY_QUERY: { readonly policy: JsonObject } & Readonly<Record<string, JsonObject>> = {
  policy: POLICY_NAME,
  ...Object.fromEntries(SETTING_NAMES.map((name) => [name, settingSchema(name)])),
};

/** Several settings in one value. */
export const SETTINGS_TEXT = {
  type: "string",
  description: `Settings of the policy with their values, name:value, by comma: ${SETTING_NAMES.join(", ")}.`,
} as const;

function settingSchema(name: PolicySetting): JsonObject {
  const kind = POLICY_SETTINGS[name];
  if (kind === "count") return { type: "integer", minimum: 0 };
  return kind === "flag" ? BOOLEAN : { type: "string", enum: [...kind] };
}

/** Tokens `[from, to)`, with their states under a policy. */
export const TOKENS_QUERY = { ...POLICY_QUERY, from: INTEGER, to: INTEGER } as const;

/** A node by itself, in a sample, in a turn's prompt, or in the sample that holds the branch that ends with another. */
export const NODE_TOKENS_QUERY = { ...TOKENS_QUERY, branch: TEXT, turn: INTEGER, sample: INTEGER } as const;

/** A turn's prompt and answer, or its prompt as the template renders it. */
export const TURN_TOKENS_QUERY = {
  ...TOKENS_QUERY,
  build: { type: "string", enum: ["sent", "rendered"] },
} as const;

/** One sampled token of a turn, by its place among those. */
export const TOKEN_EVIDENCE_QUERY = { at: TOKENS_QUERY.from } as const;

export const EXPORT_QUERY = {
  format: { type: "string", enum: [...FORMAT_NAMES] },
  ...POLICY_QUERY,
  reward: NUMBER,
  advantage: NUMBER,
  advantage_rule: { type: "string", enum: [...ADVANTAGE_RULES] },
  expert_layers: {
    type: "integer",
    minimum: 1,
    description: "Layers of the model whose routed experts the lines carry.",
  },
  unfit: { type: "string", enum: ["refuse", "leave_out"] },
  include: { type: "string", description: `By comma: ${INCLUDED.join(", ")}.` },
  sample_weight: { type: "string", enum: [...SAMPLE_WEIGHTS] },
  pack: { type: "string", enum: [...PACKS], description: "Of the format packed." },
} as const;
