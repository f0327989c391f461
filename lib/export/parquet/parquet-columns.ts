import type { ColumnKind, ParquetColumn } from "./parquet-column";

/** What the formats whose lines are flat hold, field by field: `lib/export/schemas` says the same of lines. */
const COLUMNS: Readonly<Record<string, Readonly<Record<string, ColumnKind>>>> = {
  slime: {
    group_index: "int64",
    index: "int64",
    rollout_id: "int64",
    prompt: "json",
    tokens: "int32s",
    response: "text",
    response_length: "int32",
    label: "json",
    reward: "json",
    loss_mask: "int32s",
    weight_versions: "texts",
    rollout_log_probs: "floats",
    rollout_top_p_token_ids: "int32s",
    rollout_top_p_token_offsets: "int32s",
    remove_sample: "boolean",
    status: "text",
    metadata: "json",
  },
  verl: {
    prompt_ids: "int32s",
    response_ids: "int32s",
    response_mask: "int32s",
    response_logprobs: "floats",
    reward_score: "double",
    num_turns: "int32",
    metrics: "json",
    extra_fields: "json",
  },
  trl: {
    prompt: "json",
    completion: "json",
    input_ids: "int32s",
    completion_mask: "int32s",
    old_log_probs: "floats",
    advantage: "double",
    model_version: "int64",
    group_id: "int64",
    metrics: "json",
    turntree: "json",
  },
  "prime-rl": {
    token_ids: "int32s",
    mask: "booleans",
    logprobs: "floats",
    temperatures: "floats",
    env_name: "text",
    advantages: "floats",
    turntree: "json",
  },
};

/** The formats that a Parquet file may have. */
export const PARQUET_FORMATS: readonly string[] = Object.keys(COLUMNS);

/** The columns of a format, in the order of its fields; null where its lines are not flat. */
export function parquetColumns(format: string): readonly ParquetColumn[] | null {
  const fields = COLUMNS[format];
  if (fields === undefined) return null;
  return Object.entries(fields).map(([name, kind]) => ({ name, kind }));
}
